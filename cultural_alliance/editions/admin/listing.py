"""The list of all texts: its filters, and a count that stays cheap in a million rows."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from .. import access
from ..models import Edition, Kind
from .places import Place, standing_at

MOST = 10_000


class CappedPaginator(Paginator):
    """Counts no further than anybody pages."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST].count())


class PlaceFilter(admin.SimpleListFilter):
    title = "where it stands"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(place.name.lower(), place.value) for place in Place]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Edition]") -> "QuerySet[Edition]":
        named = {place.name.lower(): place for place in Place}
        place = named.get(self.value() or "")
        return standing_at(place, queryset) if place else queryset


class KindFilter(admin.SimpleListFilter):
    title = "kind of document"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return list(Kind.choices)

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Edition]") -> "QuerySet[Edition]":
        return queryset.filter(document__kind=self.value()) if self.value() else queryset


class MineFilter(admin.SimpleListFilter):
    title = "who wrote"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("yes", "I did, alone or with others")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Edition]") -> "QuerySet[Edition]":
        mine = access.contributed_by(access.person(request))
        return queryset.filter(mine) if self.value() else queryset
