"""What the lists of the desk are narrowed by of a statement's facts."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.desk_lists import RowFilter, StrictFilter
from cultural_alliance.editions.models import Kind

from ..models import Statement, StatementKind

Rows = QuerySet[Any]


class FactFilter(RowFilter):
    """The fact is called as its rows are; on the list of texts, it is the statement's."""

    fact = ""

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        about = {self.fact: self.row}
        if rows.model is Statement:
            return rows.filter(**about)
        return rows.filter(document__in=Statement.objects.filter(**about).values("pk"))


class OccasionFilter(FactFilter):
    title = parameter_name = offer = fact = "occasion"


class TopicFilter(FactFilter):
    title = parameter_name = offer = "topic"
    fact = "topics"


class SpeakerFilter(FactFilter):
    title = parameter_name = offer = "speaker"
    fact = "speakers"


class KindOfStatement(StrictFilter):
    title = parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in StatementKind]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        return rows.filter(statement_kind=self.value())


class FirstPublished(StrictFilter):
    """By the year, which is one of Paris."""

    title = "first published in"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        dated = Statement.objects.filter(kind=Kind.STATEMENT, first_published_at__isnull=False)
        instants = dated.order_by("first_published_at").values_list("first_published_at", flat=True)
        first = instants.first()
        if first is None:
            return []
        years = range(_in_paris(instants.last() or first).year, _in_paris(first).year - 1, -1)
        return [(str(year), str(year)) for year in years]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        paris = timezone.get_default_timezone()
        begins, ends = (datetime(int(self.value()) + n, 1, 1, tzinfo=paris) for n in (0, 1))  # type: ignore[arg-type]
        return rows.filter(
            kind=Kind.STATEMENT, first_published_at__gte=begins, first_published_at__lt=ends
        )


def _in_paris(instant: datetime) -> datetime:
    return timezone.localtime(instant, timezone.get_default_timezone())
