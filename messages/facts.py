"""The facts beside a text, as they are now or as they stood when an edition was approved."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self

from django.db.models import QuerySet
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cultural_alliance.editions.comparing import facts_as_approved
from cultural_alliance.editions.models import Edition, Standing
from cultural_alliance.languages import name_in
from cultural_alliance.prepared import Prepared, given

from .models import Occasion, Speaker, Statement, StatementKind, Topic
from .models.statement import delivery_from_fact

# The admin's own labels stay English; readers see these.
STANDINGS = {
    Standing.ORIGINAL: gettext_lazy("Original"),
    Standing.OFFICIAL: gettext_lazy("Official translation"),
    Standing.UNOFFICIAL: gettext_lazy("Unofficial translation"),
}


_SPEAKERS = Prepared(lambda: Speaker.objects.filter(statements=given("statement")))
_TOPICS = Prepared(lambda: Topic.objects.filter(statements=given("statement")))


@dataclass(frozen=True)
class Facts:
    kind: str
    reference: str
    occasion: Occasion | None
    speakers: list[Speaker]
    topics: list[Topic]
    delivered_on: date | None
    delivery_time: time | None
    place: dict[str, str]

    @classmethod
    def of(cls, statement: Statement) -> Self:
        return cls(
            kind=statement.statement_kind,
            reference=statement.reference,
            occasion=statement.occasion,
            speakers=_SPEAKERS(statement=statement.pk),
            topics=_TOPICS(statement=statement.pk),
            delivered_on=statement.delivered_on,
            delivery_time=statement.delivery_time,
            place=statement.delivered_at_place,
        )

    @classmethod
    def as_approved(cls, edition: Edition) -> Self | None:
        facts = facts_as_approved(edition)
        return cls.from_record(facts) if facts else None

    @classmethod
    def from_record(cls, facts: dict[str, Any]) -> Self:
        """From slugs, as `Statement.facts` gives them."""
        day, at = delivery_from_fact(facts["delivered_on"])
        return cls(
            kind=facts["kind"],
            reference=facts["reference"],
            occasion=Occasion.objects.filter(slug=facts["occasion"]).first(),
            speakers=_rows(Speaker.objects.all(), facts["speakers"]),
            topics=_rows(Topic.objects.all(), facts["topics"]),
            delivered_on=day,
            delivery_time=at,
            place=facts["place"],
        )

    @property
    def kind_name(self) -> str:
        return str(StatementKind(self.kind).label)

    @property
    def signatures(self) -> list[str]:
        """A last line that is one of these is the signature."""
        return [name for each in self.speakers for name in each.names.values()]

    @property
    def place_name(self) -> str:
        return name_in(self.place)

    @property
    def delivered(self) -> str:
        """The day, and the time where it is known."""
        if self.delivered_on is None:
            return ""
        day = date_format(self.delivered_on, "DATE_FORMAT")
        if self.delivery_time is None:
            return day
        shown = {"day": day, "time": time_format(self.delivery_time, "H:i")}
        return _("%(day)s, %(time)s (Paris)") % shown

    def labelled(self) -> list[tuple[str, str]]:
        """(label, value) in the active language, for a comparison. What is empty is left out."""
        found = [
            (_("Kind"), self.kind_name),
            (_("Reference"), self.reference),
            (_("Occasion"), str(self.occasion or "")),
            *((_("Speaker"), str(speaker)) for speaker in self.speakers),
            *((_("Topics"), str(topic)) for topic in self.topics),
            (_("Delivered on"), self.delivered),
            (_("Place"), self.place_name),
        ]
        return [(label, value) for label, value in found if value]


def _rows(rows: "QuerySet[Any]", slugs: list[str]) -> list[Any]:
    return list(rows.filter(slug__in=slugs)) if slugs else []
