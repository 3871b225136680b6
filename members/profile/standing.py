"""What the membership desk decides about an organisation that is a member: each with its reason,
which its owners are told. The admin's journal keeps who, when and why."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cultural_alliance import languages, letters
from cultural_alliance.accounts.models import User

from .. import access
from ..models import MembershipRole, Organisation
from ..people import invitations
from . import refusals
from .saving import note_change


@transaction.atomic
def hide(organisation: Organisation, *, reason: str, by: User) -> Organisation:
    organisation = _locked(organisation, by)
    if not organisation.is_public:
        raise refusals.AlreadyDone()
    organisation.is_listed = False
    return _decided(organisation, "hidden", reason)


@transaction.atomic
def show(organisation: Organisation, *, reason: str, by: User) -> Organisation:
    organisation = _locked(organisation, by)
    if organisation.is_listed or organisation.left_at:
        raise refusals.AlreadyDone()
    organisation.is_listed = True
    return _decided(organisation, "shown", reason)


@transaction.atomic
def end(organisation: Organisation, *, reason: str, by: User) -> Organisation:
    """The membership ends: nothing of it is public from now on, and its people are out at once."""
    organisation = _locked(organisation, by)
    if organisation.left_at:
        raise refusals.AlreadyDone()
    organisation.left_at = timezone.now()
    return _decided(organisation, "ended", reason)


@transaction.atomic
def take_back(organisation: Organisation, *, reason: str, by: User) -> Organisation:
    """The membership goes on, with the same people."""
    organisation = _locked(organisation, by)
    if not organisation.left_at:
        raise refusals.AlreadyDone()
    organisation.left_at = None
    return _decided(organisation, "resumed", reason)


@transaction.atomic
def invite_owner(organisation: Organisation, *, email: str, name: str, by: User) -> Organisation:
    """Where nobody is left who owns it. Raises `Refused`, the people's one too."""
    organisation = _locked(organisation, by)
    if organisation.memberships.filter(**OWNERS).exists():
        raise refusals.HasOwner()
    invitations.invite(
        organisation,
        email=email,
        name=name,
        role=MembershipRole.OWNER,
        language=languages.get(organisation.first_language),
        by=None,
    )
    return organisation


OWNERS = {"role": MembershipRole.OWNER, "person__is_active": True}


def _locked(organisation: Organisation, by: User) -> Organisation:
    if not by.has_perm(access.DECIDE):
        raise PermissionDenied("Your role does not allow this. Ask an administrator.")
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _decided(organisation: Organisation, decision: str, reason: str) -> Organisation:
    """Saves it, and tells the owners, each in their language."""
    note_change(organisation)
    owners = organisation.memberships.filter(**OWNERS).select_related("person")
    for owner in owners.order_by("pk"):
        letters.write(
            "members/decided",
            to=owner.person.email,
            language=languages.get(owner.person.language),
            context={
                "organisation": organisation,
                "person": owner.person,
                "decision": decision,
                "reason": reason,
            },
        ).send()
    return organisation
