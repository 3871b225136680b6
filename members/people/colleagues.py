"""Roles of colleagues, and how they leave.

Each verb locks the organisation and reads again, so that two owners who leave in one moment cannot
leave it without any.
"""

from django.db import transaction
from django.db.models import QuerySet

from cultural_alliance import languages, letters
from cultural_alliance.accounts.models import User

from .. import access
from ..models import Membership, MembershipRole, Organisation
from . import refusals
from .invitations import lock


def of(organisation: Organisation) -> QuerySet[Membership]:
    """The colleagues, those who were here first on top."""
    return organisation.memberships.select_related("person").order_by("since", "pk")


@transaction.atomic
def change_role(colleague: Membership, role: MembershipRole | str, *, by: User) -> Membership:
    """Raises `Refused`; Http404 or PermissionDenied for one who is no owner any more."""
    colleague = _locked(colleague)
    access.own_membership(by, colleague.organisation_id, to=access.Right.MANAGE)
    if role != MembershipRole.OWNER:
        _refuse_if_last_owner(colleague)
    colleague.role = role
    colleague.save(update_fields=["role"])
    return colleague


@transaction.atomic
def remove(colleague: Membership, *, by: User) -> None:
    """Ends the person's access at once, and tells them. Raises as `change_role`."""
    colleague = _locked(colleague)
    access.own_membership(by, colleague.organisation_id, to=access.Right.MANAGE)
    _refuse_if_last_owner(colleague)
    colleague.delete()
    if not colleague.person.is_active:
        return  # nobody reads mail there any more
    letters.write(
        "members/removed",
        to=colleague.person.email,
        language=languages.get(colleague.person.language),
        context={
            "organisation": colleague.organisation,
            "person": colleague.person,
            "by": by,
        },
    ).send()


@transaction.atomic
def leave(colleague: Membership) -> None:
    colleague = _locked(colleague)
    _refuse_if_last_owner(colleague)
    colleague.delete()


def is_last_owner(colleague: Membership) -> bool:
    """Nobody else who can sign in owns the organisation."""
    if colleague.role != MembershipRole.OWNER:
        return False
    others = colleague.organisation.memberships.exclude(pk=colleague.pk)
    return not others.filter(role=MembershipRole.OWNER, person__is_active=True).exists()


def _locked(colleague: Membership) -> Membership:
    organisation = lock(colleague.organisation)
    found = of(organisation).filter(pk=colleague.pk).first()
    if found is None:
        raise refusals.NoColleague()
    return found


def _refuse_if_last_owner(colleague: Membership) -> None:
    if is_last_owner(colleague):
        raise refusals.LastOwner()
