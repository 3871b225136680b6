"""To renew a request that is open, or whose deadline has passed."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import PartnerRequest, RequestState, RequestVerb
from . import deadlines, links, reminding
from .recording import announce, locked, locked_own, record, require_member, require_state
from .refusals import AlreadyDecided, WrongDeadline

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

RENEWABLE = (RequestState.OPENED, RequestState.EXPIRED)


@transaction.atomic
def renew(request: PartnerRequest, *, by: "User", deadline: date) -> PartnerRequest:
    """Open until the day, which is at most twelve months ahead. Raises WrongDeadline,
    AlreadyDecided, and what the door to the organisation raises."""
    return _renew(locked_own(request.pk, by), by=by, deadline=deadline)


@transaction.atomic
def renew_by_link(request: PartnerRequest, *, spoken_of: date) -> PartnerRequest:
    """Three months more, by whoever holds the link of a letter that spoke of this deadline. The
    second click finds another deadline, and is told. Raises AlreadyDecided."""
    request = locked(request.pk)
    if not links.is_alive(request, spoken_of):
        raise AlreadyDecided(_("This link has done its work: the request was changed since."))
    return _renew(request, by=None, deadline=deadlines.renewed(request.deadline))


def _renew(request: PartnerRequest, *, by: "User | None", deadline: date) -> PartnerRequest:
    require_state(request, *RENEWABLE)
    require_member(request)
    deadlines.require(deadline)
    before = request.deadline
    if before and deadline <= before:
        raise WrongDeadline(_("Take a day after the deadline that stands now."))
    request.state, request.deadline = RequestState.OPENED, deadline
    request.revision += 1
    request.save(update_fields=["state", "deadline", "revision"])
    changed = {"deadline": [before.isoformat() if before else None, deadline.isoformat()]}
    record(request, RequestVerb.RENEWED, by=by, difference=changed)
    reminding.pass_over(request)
    announce(request)
    return request
