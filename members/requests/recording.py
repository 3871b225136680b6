"""What every verb does first and last: lock and read again, then record and announce."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cultural_alliance import search

from .. import access
from ..access import Right
from ..models import PartnerRequest, RequestEvent, RequestState, RequestVerb
from .refusals import NotAllowed, Stale, WrongState, decided_already

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


def locked(pk: int) -> PartnerRequest:
    """The request as it stands now; others wait until the transaction ends."""
    return PartnerRequest.objects.select_for_update(of=("self",)).get(pk=pk)


def locked_own(pk: int, by: "User") -> PartnerRequest:
    """Also asks again whether the person may write for its organisation, so that somebody who was
    removed a moment ago writes nothing. Raises Http404, PermissionDenied."""
    request = locked(pk)
    access.own_membership(by, request.organisation_id, to=Right.WRITE)
    return request


def locked_for_desk(pk: int, by: "User") -> PartnerRequest:
    """Raises NotAllowed."""
    if not by.has_perm(access.DECIDE):
        raise NotAllowed(_("The membership desk decides this."))
    return locked(pk)


def require_state(request: PartnerRequest, *states: RequestState) -> None:
    """Raises AlreadyDecided, which says who was faster."""
    if request.standing not in states:
        raise decided_already(request)


def require_known(request: PartnerRequest, revision: int | None) -> None:
    """Raises Stale where somebody saved since the person read it. None: nothing was read."""
    if revision is not None and revision != request.revision:
        raise Stale(_("A colleague saved this request after you opened it."), request=request)


def require_member(request: PartnerRequest) -> None:
    if request.organisation.left_at is not None:
        raise WrongState(_("The organisation is no longer a member of the Alliance."))


def record(
    request: PartnerRequest, verb: RequestVerb, *, by: "User | None", **about: Any
) -> RequestEvent:
    return RequestEvent.objects.create(request=request, verb=verb, by=by, **about)


def announce(request: PartnerRequest) -> None:
    """What the public sees may have changed: called in the transaction that changed it."""
    search.changed("request", request.pk)
