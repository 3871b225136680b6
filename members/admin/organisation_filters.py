"""How the desk's list of organisations is narrowed. Without a choice it shows all."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django_countries import countries

from ..models import Membership, Organisation
from ..profile.standing import OWNERS


class Shown(admin.SimpleListFilter):
    title = "where it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("shown", "Shown to the public"),
            ("hidden", "Hidden"),
            ("ownerless", "Nobody owns it here"),
            ("left", "Left the Alliance"),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Organisation]
    ) -> QuerySet[Organisation]:
        members = queryset.filter(left_at__isnull=True)
        match self.value():
            case "shown":
                return members.filter(is_listed=True)
            case "hidden":
                return members.filter(is_listed=False)
            case "left":
                return queryset.filter(left_at__isnull=False)
            case "ownerless":
                owners = Membership.objects.filter(organisation=OuterRef("pk"), **OWNERS)
                return members.filter(~Exists(owners))
        return queryset


class Country(admin.SimpleListFilter):
    """Those that there are organisations in."""

    title = "country"
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        found = Organisation.objects.order_by().values_list("country", flat=True).distinct()
        named = [(str(code), str(countries.name(code))) for code in found]
        return sorted(named, key=lambda one: one[1])

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Organisation]
    ) -> QuerySet[Organisation]:
        return queryset.filter(country=self.value()) if self.value() else queryset
