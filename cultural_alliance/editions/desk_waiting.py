"""*Waiting for me*: what only I, or somebody like me, can bring a step further."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from cultural_alliance.surfaces import DeskPanel, DeskPart, DeskRow

from . import access, urgency
from .desk_rows import first, list_url, row
from .models import Edition, Event, State, Verb

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

LOOKED_THROUGH = 400  # of my texts, those saved last
HANDED_ON = (Verb.SUBMITTED, Verb.RECALLED, Verb.SENT_BACK)
SENT_BACK = Q(state=State.DRAFT, handed=Verb.SENT_BACK)


def panel(request: HttpRequest) -> DeskPanel | None:
    if not request.user.has_perm(access.WRITE):
        return None
    person = access.person(request)
    publishes, mine = person.has_perm(access.PUBLISH), _mine(person)
    return DeskPanel(
        "Waiting for me",
        [],
        "Nothing waits for you. Begin with “New statement”.",
        parts=[
            *([to_countersign(person)] if publishes else []),
            returned(mine),
            *([to_approve(person)] if publishes else []),
            on_their_way(mine),
        ],
    )


def to_countersign(person: "User") -> DeskPart[Edition]:
    others = urgency.waiting().exclude(access.contributed_by(person)).filter(erased=False)
    shown = partial(row, state="Urgent", step=("Countersign", "countersign"), is_red=True)
    return DeskPart("To countersign", first(others.order_by("published_at")), shown)


def to_approve(person: "User") -> DeskPart[Edition]:
    submitted = Edition.objects.visible_to(person).filter(state=State.SUBMITTED)
    others = submitted.exclude(access.contributed_by(person)).order_by("saved_at", "pk")
    shown = partial(row, state="Submitted", step=("Approve", "approve"))
    return DeskPart("To approve", first(others), shown, list_url(place="submitted"))


def returned(mine: "QuerySet[Any]") -> DeskPart[Any]:
    sent_back = first(mine.filter(SENT_BACK))
    return DeskPart("Returned to me", sent_back, _returned_row, list_url(place="draft", mine="yes"))


def on_their_way(mine: "QuerySet[Any]") -> DeskPart[Edition]:
    others = first(mine.exclude(SENT_BACK))
    return DeskPart("My texts on their way", others, _own_row, list_url(mine="yes"))


def _mine(person: "User") -> "QuerySet[Any]":
    handed = Event.objects.filter(edition=OuterRef("pk"), verb__in=HANDED_ON).order_by("-pk")
    mine = Edition.objects.visible_to(person).filter(access.contributed_by(person))
    last = mine.filter(state__in=[State.DRAFT, State.SUBMITTED]).order_by("-saved_at", "-pk")
    return (
        Edition.objects.filter(pk__in=list(last.values_list("pk", flat=True)[:LOOKED_THROUGH]))
        .annotate(
            handed=Coalesce(Subquery(handed.values("verb")[:1]), Value("")),
            asked=Subquery(handed.values("comment")[:1]),
        )
        .order_by("-saved_at", "-pk")
    )


def _returned_row(edition: Any) -> DeskRow:
    return row(edition, state="Sent back", note=f"“{edition.asked}”" if edition.asked else "")


def _own_row(edition: Edition) -> DeskRow:
    if edition.state == State.SUBMITTED:
        return row(edition, state="Submitted", note="Waits for somebody’s approval")
    return row(edition, state="Draft", step=("Submit", "submit"))
