"""For the reviewer: what changed since the public edition, and since they last looked."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from .. import access, reviewing
from ..models import Edition, Look
from .acting import decide
from .action import Action, Done
from .comparing import Sides
from .decision_forms import RevisionForm
from .edition_verbs import page_of
from .page import require
from .panel import Panel
from .places import Place
from .situation import Situation, find_edition

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    """For whoever may approve what waits."""
    edition, person = situation.edition, situation.person
    if situation.place is not Place.SUBMITTED or not reviewing.reviews(person, edition):
        return None
    looks = Look.objects.filter(edition=edition, person=person).defer("title", "summary", "body")
    has_read = looks.filter(revision=edition.revision).first()
    sides = Sides(edition, person)
    context = {
        "public": sides.public,
        "look": next(iter(sides.looks), None),
        "has_read": has_read,
        "form": None if has_read else RevisionForm(subject=edition, person=person, auto_id=False),
    }
    return Panel("changes", "What changed", "admin/editions/beside/_since.html", context)


def _read(edition: Edition, by: "User", data: dict[str, Any]) -> Done:
    reviewing.read(edition, by=by, revision=data["revision"])
    told = "Kept: if the text comes back changed, its page tells you what changed since."
    return Done(told, page_of(edition))


def _no_reviewer(situation: Situation) -> str:
    if reviewing.reviews(situation.person, situation.edition):
        return ""
    return "A publisher who had no hand in the text reads it for the approval."


READ: Action[Situation, Edition] = Action(
    "read",
    "I have read it",
    "The portal keeps the text as you saw it, until it is approved: if it comes back changed, its "
    "page tells you what changed since.",
    access.PUBLISH,
    RevisionForm,
    lambda situation: situation.place is Place.SUBMITTED,
    _read,
    bars=_no_reviewer,
)


def read(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, access.WRITE)
    person = access.person(request)
    edition = find_edition(pk, person)
    return decide(request, READ, edition, Situation(edition, person))
