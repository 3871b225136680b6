"""What the list of all texts is narrowed by."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from cultural_alliance.desk_lists import StrictFilter
from cultural_alliance.languages import LANGUAGES

from .. import access
from ..models import Contribution, Document, Kind, State
from .places import Place, standing_at

Rows = Any  # texts, or documents
FEW = 1_000  # documents


class PlaceFilter(StrictFilter):
    title = "where it stands"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(place.name.lower(), place.value) for place in Place]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        return standing_at(Place[str(self.value()).upper()], rows)


class WaitingFilter(StrictFilter):
    title = "what waits for me"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Approval of what others wrote")]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        mine = access.contributed_by(access.person(request))
        return rows.filter(~mine, state=State.SUBMITTED)


class BehindFilter(StrictFilter):
    title = "translations"
    parameter_name = "behind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Behind their original")]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        elsewhere = request.GET.get(PlaceFilter.parameter_name, "public") != "public"
        return rows.none() if elsewhere else rows.behind()


class MineFilter(StrictFilter):
    title = "who wrote"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "I did, alone or with others")]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        mine = Contribution.objects.filter(person=access.person(request))
        return rows.filter(pk__in=mine.values("edition"))


class LanguageFilter(StrictFilter):
    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(language.code, language.name) for language in LANGUAGES]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        return rows.filter(language=self.value())


class KindFilter(StrictFilter):
    title = "kind of document"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Kind.choices)

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        """Where they are few they are named; else each text is asked, as the list walks along."""
        documents = Document.objects.filter(kind=self.value())
        few = list(documents.order_by("-pk").values_list("pk", flat=True)[: FEW + 1])
        if len(few) <= FEW:
            return rows.filter(document__in=few)
        return rows.filter(Exists(documents.filter(pk=OuterRef("document"))))


# Sections add what their documents are filed under.
FILTERS: list[Any] = [
    PlaceFilter,
    LanguageFilter,
    MineFilter,
    WaitingFilter,
    BehindFilter,
    KindFilter,
]
