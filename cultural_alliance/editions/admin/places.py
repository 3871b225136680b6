"""Where a text stands, in the words of the portal: its state, and what time has made of it."""

from datetime import datetime
from enum import Enum

from django.db.models import QuerySet
from django.utils import timezone

from ..models import Edition, State, questions
from ..models.edition import EditionQuerySet


class Place(Enum):
    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    SCHEDULED = "Scheduled"
    PUBLIC = "Public"
    FORMER = "Former"
    SET_ASIDE = "Set aside"
    REMOVED = "Removed"

    @property
    def css(self) -> str:
        return f"is-{self.name.lower().replace('_', '-')}"


BEFORE_APPROVAL = {
    State.DRAFT: Place.DRAFT,
    State.SUBMITTED: Place.SUBMITTED,
    State.SET_ASIDE: Place.SET_ASIDE,
}


def with_place(editions: "QuerySet[Edition]") -> "QuerySet[Edition]":
    """Answers with each edition whether it is public now, so that `place_of` asks nothing more."""
    return editions.annotate(is_public_now=questions.told(questions.public(timezone.now())))


def place_of(edition: Edition, at: datetime | None = None) -> Place:
    """Where an edition that `with_place` answered stands."""
    if edition.erased:
        return Place.REMOVED
    if not edition.is_approved:
        return BEFORE_APPROVAL[State(edition.state)]
    if edition.is_scheduled(at):
        return Place.SCHEDULED
    return Place.PUBLIC if edition.is_public_now else Place.FORMER  # type: ignore[attr-defined]


def standing_at(place: Place, editions: EditionQuerySet) -> EditionQuerySet:
    """Those of the editions that stand at the place."""
    if place is Place.REMOVED:
        return editions.filter(erased=True)
    editions = editions.filter(erased=False)
    states = {place: state for state, place in BEFORE_APPROVAL.items()}
    if place in states:
        return editions.filter(state=states[place])
    if place is Place.SCHEDULED:
        return editions.filter(pk__in=Edition.objects.scheduled().values("pk"))
    if place is Place.PUBLIC:
        return editions.public()
    return editions.published().filter(questions.replaced(timezone.now()))


def which(edition: Edition) -> str:
    """Among the texts of its language: “edition 2”, or where it stands before it has a number."""
    return f"edition {edition.number}" if edition.number else edition.get_state_display().lower()
