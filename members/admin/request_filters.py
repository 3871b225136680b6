"""How the desk's list of partner requests is narrowed. Without a choice it shows what waits."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.desk_filters import EVERYTHING, WAITING, WaitingFirst

from ..models import RequestState
from ..requests.panels import changed_requests

SPANS = {"3": 3, "14": 14, "60": 60}


class Standing(WaitingFirst):
    def looks_for_something(self, request: HttpRequest) -> bool:
        """Words, or an organisation: any other narrowing."""
        return any(name != "p" for name in request.GET)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            (WAITING, "Waits for the desk"),
            ("changed", "Changed after opening"),
            (RequestState.OPENED.value, "Open"),
            (RequestState.RETURNED.value, "Returned"),
            (RequestState.DRAFT.value, "Draft"),
            (RequestState.EXPIRED.value, "Expired"),
            (RequestState.CLOSED.value, "Closed"),
            (EVERYTHING, "Everything"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        lapsed = Q(state=RequestState.OPENED, deadline__lt=timezone.localdate())
        match self.value() or self.unless_chosen:
            case "waiting":
                return queryset.filter(state=RequestState.SUBMITTED)
            case "changed":
                return queryset.filter(changed_requests())
            case RequestState.OPENED.value:
                return queryset.filter(state=RequestState.OPENED).exclude(lapsed)
            case RequestState.EXPIRED.value:
                return queryset.filter(lapsed | Q(state=RequestState.EXPIRED))
            case state if state in RequestState.values:
                return queryset.filter(state=state)
        return queryset


class Expiring(admin.SimpleListFilter):
    title = "deadline"
    parameter_name = "expiring"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(key, f"Open, and within {days} days") for key, days in SPANS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        days = SPANS.get(self.value() or "")
        if days is None:
            return queryset
        today = timezone.localdate()
        span = (today, today + timedelta(days=days))
        return queryset.filter(state=RequestState.OPENED, deadline__range=span)
