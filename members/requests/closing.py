"""How a request ends: its people close it, or its deadline passes."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import PartnerRequest, RequestState, RequestVerb
from . import links, mailing
from .jobs import do_each
from .recording import announce, locked, locked_own, record, require_state
from .refusals import Refused

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def close(request: PartnerRequest, *, by: "User", outcome: str) -> PartnerRequest:
    """By its own people, who say what came of it. Raises AlreadyDecided."""
    request = locked_own(request.pk, by)
    require_state(request, RequestState.OPENED, RequestState.EXPIRED)
    if not outcome.strip():
        raise Refused(_("Say in a sentence what came of it."))
    request.state, request.closed_at = RequestState.CLOSED, timezone.now()
    request.outcome = outcome.strip()
    request.save(update_fields=["state", "closed_at", "outcome"])
    record(request, RequestVerb.CLOSED, by=by, comment=request.outcome)
    announce(request)
    return request


@transaction.atomic
def expire(request: PartnerRequest) -> bool:
    """Once its deadline has passed, whoever of two workers is faster. Answers whether it did."""
    request = locked(request.pk)
    lapsed = request.deadline is not None and request.deadline < timezone.localdate()
    if request.state != RequestState.OPENED or not lapsed:
        return False
    request.state = RequestState.EXPIRED
    request.save(update_fields=["state"])
    record(request, RequestVerb.EXPIRED, by=None)
    mailing.send(request, "expired", once=str(request.deadline), to_renew=links.token_for(request))
    announce(request)
    return True


def expire_due() -> int:
    """A job of the worker: all whose deadline has passed by the day of Paris."""
    lapsed = PartnerRequest.objects.filter(
        state=RequestState.OPENED, deadline__lt=timezone.localdate()
    )
    return do_each(expire, lapsed.only("pk").order_by("deadline", "pk"))
