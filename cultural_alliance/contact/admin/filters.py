"""How the list of enquiries is narrowed. Without a choice it shows what waits for an answer."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.desk_filters import EVERYTHING, WAITING, WaitingFirst

from .. import access, keeping
from ..models import State
from ..querysets import EnquiryQuerySet


class Standing(WaitingFirst):
    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            (WAITING, "Waits for an answer"),
            ("overdue", f"Overdue: longer than {keeping.ANSWERED_WITHIN.days} days"),
            ("mine", "Taken by me"),
            *State.choices,
            (EVERYTHING, "Everything"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        assert isinstance(queryset, EnquiryQuerySet)
        match self.value() or self.unless_chosen:
            case "waiting":
                return queryset.waiting()
            case "overdue":
                return queryset.overdue()
            case "mine":
                return queryset.filter(state=State.TAKEN, taken_by=access.person(request))
            case state if state in State.values:
                return queryset.filter(state=state)
        return queryset


class Age(admin.SimpleListFilter):
    title = "when it came"
    parameter_name = "came"
    SPANS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("day", "In the last 24 hours"),
            ("week", "In the last 7 days"),
            ("month", "In the last 30 days"),
            ("before", "Longer ago"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        if value in self.SPANS:
            return queryset.filter(received_at__gte=timezone.now() - self.SPANS[value])
        if value == "before":
            return queryset.filter(received_at__lt=timezone.now() - self.SPANS["month"])
        return queryset
