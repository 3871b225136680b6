"""The queue: what waits, how long, what is missing, what it may be the double of."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django_countries import countries

from cultural_alliance.desk_lists import KeyedList

from ...models import ApplicationDocument, ApplicationState, JoinApplication
from .. import duplicates

SENT = [state for state in ApplicationState if state != ApplicationState.DRAFT]


class Queue(KeyedList):
    """Looks for doubles of all rows of a page at once: two queries, however many rows."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        flags = duplicates.flags(self.result_list)
        for application in self.result_list:
            application.flags = flags.get(application.pk, [])


def with_papers(queryset: "QuerySet[JoinApplication]") -> "QuerySet[Any]":
    papers = ApplicationDocument.objects.filter(application=OuterRef("pk"))
    return queryset.annotate(has_documents=Exists(papers))


class StateFilter(admin.SimpleListFilter):
    """What waits is shown unless something else is asked for. Drafts are their writers' own."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(state.value, LABELS[state]) for state in SENT] + [("all", "All that were sent")]

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            if choice["query_string"] == changelist.get_query_string(remove=[self.parameter_name]):
                choice["display"] = "Waiting"
            yield choice

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "all":
            return queryset
        if self.value() in SENT:
            return queryset.filter(state=self.value())
        return queryset.filter(state__in=[ApplicationState.SUBMITTED, ApplicationState.ASKED])


LABELS = {
    ApplicationState.SUBMITTED: "To decide",
    ApplicationState.ASKED: "Asked: the applicant's turn",
    ApplicationState.ACCEPTED: "Accepted",
    ApplicationState.DECLINED: "Declined",
}


class PapersFilter(admin.SimpleListFilter):
    title = "documents"
    parameter_name = "papers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("yes", "With documents"), ("no", "Without documents")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() in ("yes", "no"):
            return queryset.filter(has_documents=self.value() == "yes")
        return queryset


class LooksFilter(admin.SimpleListFilter):
    title = "what it looks like"
    parameter_name = "looks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("double", "May be a double"), ("claim", "Says it belongs to a member")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "claim":
            return queryset.filter(claims__isnull=False)
        if self.value() == "double":
            waiting = JoinApplication.objects.waiting().filter(claims__isnull=True)
            return queryset.filter(pk__in=list(duplicates.flags(waiting)))
        return queryset


class CountryFilter(admin.SimpleListFilter):
    """Only the countries that somebody applied from."""

    title = "country"
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        sent = JoinApplication.objects.filter(state__in=SENT).exclude(country="")
        found = sent.order_by("country").values_list("country", flat=True).distinct()
        named = [(str(code), str(countries.name(code))) for code in found]
        return sorted(named, key=lambda each: each[1])

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        value = (self.value() or "").replace("\0", "")
        return queryset.filter(country=value) if value else queryset
