"""One member writes to another about a request. The portal carries the letter and keeps no word of
it: no address is shown to the writer, and the writer's own goes along, so that one can answer."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cultural_alliance.limits.counting import Limit

from .. import access
from ..access import Right
from ..models import Organisation, PartnerRequest, RequestVerb
from . import mailing
from .recording import locked, record
from .refusals import NotAllowed, TooMany, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

DAY = timedelta(days=1)
BY_SENDER = Limit("members.contact.by-sender", most=20, within=DAY)
ABOUT_REQUEST = Limit("members.contact.about-request", most=3, within=DAY)
# The same words, from the same person, about the same request: a second click.
SAME_WORDS = Limit("members.contact.same-words", most=1, within=DAY)


@transaction.atomic
def contact(
    request: PartnerRequest, *, by: "User", organisation: Organisation, message: str
) -> bool:
    """Writes to the organisation's owners and the author of the request. False: these words went
    already, and go no second time. Raises WrongState, NotAllowed, TooMany, and what the door to
    the writer's organisation raises."""
    access.own_membership(by, organisation.pk, to=Right.READ)
    request = locked(request.pk)
    if not request.is_public():
        raise WrongState(_("This request is no longer open."))
    if is_own(request, by):
        raise NotAllowed(_("This is a request of your own organisation."))
    if not list(mailing.people_of(request)):
        raise WrongState(_("Nobody of this organisation can be reached at the moment."))
    digest = hashlib.sha256(message.encode()).hexdigest()
    if not SAME_WORDS.take(f"{by.pk} {request.pk} {digest}"):
        return False
    if not BY_SENDER.take(str(by.pk)) or not ABOUT_REQUEST.take(f"{by.pk} {request.pk}"):
        raise TooMany(_("You have written many messages today. Try again tomorrow."))
    record(request, RequestVerb.CONTACTED, by=by)
    mailing.send(
        request, "contacted", reply_to=by.email, writer=by, writes_for=organisation, message=message
    )
    return True


def is_own(request: PartnerRequest, by: "User") -> bool:
    return access.memberships(by).filter(organisation=request.organisation_id).exists()
