"""The facts beside a text, as they are now or as they stood when an edition was approved."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cultural_alliance.editions.models import Edition, Event, Standing
from cultural_alliance.languages import name_in

from .models import Occasion, Speaker, Statement, StatementKind, Topic

# The admin's own labels stay English; readers see these.
STANDINGS = {
    Standing.ORIGINAL: gettext_lazy("Original"),
    Standing.OFFICIAL: gettext_lazy("Official translation"),
    Standing.UNOFFICIAL: gettext_lazy("Unofficial translation"),
}


@dataclass(frozen=True)
class Facts:
    kind: str
    reference: str
    occasion: Occasion | None
    speakers: list[Speaker]
    topics: list[Topic]
    delivered_on: date | None
    place: dict[str, str]

    @classmethod
    def of(cls, statement: Statement) -> Self:
        return cls(
            kind=statement.statement_kind,
            reference=statement.reference,
            occasion=statement.occasion,
            speakers=list(statement.speakers.all()),
            topics=list(statement.topics.all()),
            delivered_on=statement.delivered_on,
            place=statement.delivered_at_place,
        )

    @classmethod
    def as_approved(cls, edition: Edition) -> Self | None:
        """Those that the digest of the edition covers: its approval's event holds them."""
        events = Event.objects.filter(edition=edition.pk, changed__has_key="facts")
        event = events.filter(edition_digest=edition.digest).order_by("-pk").first()
        return cls.from_record(event.changed["facts"]) if event else None

    @classmethod
    def from_record(cls, facts: dict[str, Any]) -> Self:
        """From slugs, as `Statement.facts` gives them."""
        day = facts["delivered_on"]
        return cls(
            kind=facts["kind"],
            reference=facts["reference"],
            occasion=Occasion.objects.filter(slug=facts["occasion"]).first(),
            speakers=_rows(Speaker.objects.all(), facts["speakers"]),
            topics=_rows(Topic.objects.all(), facts["topics"]),
            delivered_on=date.fromisoformat(day) if day else None,
            place=facts["place"],
        )

    @property
    def kind_name(self) -> str:
        return str(StatementKind(self.kind).label)

    @property
    def place_name(self) -> str:
        return name_in(self.place)

    def labelled(self) -> list[tuple[str, str]]:
        """(label, value) in the active language, for a comparison. What is empty is left out."""
        day = self.delivered_on
        found = [
            (_("Kind"), self.kind_name),
            (_("Reference"), self.reference),
            (_("Occasion"), str(self.occasion or "")),
            *((_("Speaker"), str(speaker)) for speaker in self.speakers),
            *((_("Topics"), str(topic)) for topic in self.topics),
            (_("Delivered on"), date_format(day, "DATE_FORMAT") if day else ""),
            (_("Place"), self.place_name),
        ]
        return [(label, value) for label, value in found if value]


def _rows(rows: "QuerySet[Any]", slugs: list[str]) -> list[Any]:
    return list(rows.filter(slug__in=slugs)) if slugs else []
