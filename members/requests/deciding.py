"""What the membership desk decides. Each decision is made once, and writes to the organisation."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import access
from ..models import PartnerRequest, RequestEvent, RequestState, RequestVerb
from . import mailing, reminding
from .missing import missing
from .recording import (
    announce,
    locked_for_desk,
    record,
    require_known,
    require_member,
    require_state,
)
from .refusals import AlreadyDecided, Incomplete, NotAllowed, Refused, told

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def open_request(
    request: PartnerRequest, *, by: "User", revision: int | None = None
) -> PartnerRequest:
    """Public from now until its deadline, at an address that is given once. Raises AlreadyDecided,
    Stale where it was taken back and changed meanwhile, and Incomplete where its deadline has come
    too near while it waited."""
    request = locked_for_desk(request.pk, by)
    require_state(request, RequestState.SUBMITTED)
    require_known(request, revision)
    require_member(request)
    if lacks := missing(request):
        raise Incomplete(_("Something is missing: send it back."), missing=lacks)
    request.mint_slug()
    request.state = RequestState.OPENED
    request.opened_at = request.opened_at or timezone.now()
    request.save(update_fields=["slug", "state", "opened_at"])
    record(request, RequestVerb.OPENED, by=by)
    reminding.pass_over(request)
    mailing.send(request, "opened")
    announce(request)
    return request


@transaction.atomic
def send_back(request: PartnerRequest, *, by: "User", comment: str) -> PartnerRequest:
    """The organisation is told what to change. Raises AlreadyDecided."""
    request = locked_for_desk(request.pk, by)
    require_state(request, RequestState.SUBMITTED)
    if not comment.strip():
        raise Refused(_("Say what to change."))
    request.state, request.submitted_at = RequestState.RETURNED, None
    request.save(update_fields=["state", "submitted_at"])
    record(request, RequestVerb.RETURNED, by=by, comment=comment.strip())
    mailing.send(request, "returned", comment=comment.strip())
    return request


@transaction.atomic
def close_for_reason(request: PartnerRequest, *, by: "User", reason: str) -> PartnerRequest:
    """By the desk, on the organisation's behalf or against its will. Raises AlreadyDecided."""
    request = locked_for_desk(request.pk, by)
    require_state(request, RequestState.OPENED, RequestState.EXPIRED)
    if not reason.strip():
        raise Refused(_("Give the reason: the organisation is told."))
    request.state, request.closed_at = RequestState.CLOSED, timezone.now()
    request.save(update_fields=["state", "closed_at"])
    record(request, RequestVerb.CLOSED, by=by, comment=reason.strip())
    mailing.send(request, "closed", reason=reason.strip())
    announce(request)
    return request


@transaction.atomic
def look_at(event: RequestEvent, *, by: "User") -> RequestEvent:
    """A change after opening leaves the desk's queue. Raises AlreadyDecided, NotAllowed."""
    if not by.has_perm(access.DECIDE):
        raise NotAllowed(_("The membership desk decides this."))
    event = RequestEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.verb != RequestVerb.CHANGED:
        raise Refused(_("Only a change waits to be looked at."))
    if event.looked_at is not None:
        raise AlreadyDecided(told(event.looked_by, _("Looked at"), event.looked_at))
    event.looked_at, event.looked_by = timezone.now(), by
    event.save(update_fields=["looked_at", "looked_by"])
    return event
