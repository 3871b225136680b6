"""The panel that says who else has a draft open, and the address at which an open page tells."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from .. import access, presence
from ..models import Edition, State
from .page import require
from .panel import Panel
from .situation import Situation, find_edition

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

SHOWN = 8
TEMPLATE = "admin/editions/beside/_presence.html"


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    """Whoever is shown it has the draft open."""
    if situation.edition.state != State.DRAFT:
        return None
    presence.arrive(situation.edition, situation.person, stay=presence.VIEWED)
    return of(situation.edition, situation.person)


def of(edition: Edition, person: "User", revision: str = "") -> Panel:
    """`revision` is the one that the person's page began from, where that is to be told apart."""
    others = list(presence.others(edition, person)[: SHOWN + 1])
    context = {
        "others": others[:SHOWN],
        "more": len(others) > SHOWN,
        "is_stale": revision.isdecimal() and int(revision) < edition.revision,
    }
    return Panel("presence", "Who else is here", TEMPLATE, context)


@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """An open page says that it is still there, or (`left`) no longer: the panel as it is now."""
    require(request, access.WRITE)
    person = access.person(request)
    edition = find_edition(pk, person)
    if edition.state == State.DRAFT:
        (presence.leave if "left" in request.POST else presence.arrive)(edition, person)
    now = of(edition, person, request.POST.get("revision", ""))
    return render(request, TEMPLATE, {"panel": now, "edition": edition, "zone": person.time_zone})
