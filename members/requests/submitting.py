"""To hand a request in to the desk, and to take it back."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import PartnerRequest, RequestState, RequestVerb
from .missing import missing
from .recording import locked_own, record, require_known, require_state
from .refusals import Incomplete

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def submit(request: PartnerRequest, *, by: "User", revision: int | None = None) -> PartnerRequest:
    """The desk reads it next. Raises Incomplete, which lists what is missing, Stale and
    AlreadyDecided."""
    request = locked_own(request.pk, by)
    require_state(request, RequestState.DRAFT, RequestState.RETURNED)
    require_known(request, revision)
    if lacks := missing(request):
        raise Incomplete(_("Something is missing still."), missing=lacks)
    request.state, request.submitted_at = RequestState.SUBMITTED, timezone.now()
    request.save(update_fields=["state", "submitted_at"])
    record(request, RequestVerb.SUBMITTED, by=by)
    return request


@transaction.atomic
def recall(request: PartnerRequest, *, by: "User") -> PartnerRequest:
    """A draft again, while the desk has not decided. Raises AlreadyDecided."""
    request = locked_own(request.pk, by)
    require_state(request, RequestState.SUBMITTED)
    request.state, request.submitted_at = RequestState.DRAFT, None
    request.save(update_fields=["state", "submitted_at"])
    record(request, RequestVerb.RECALLED, by=by)
    return request
