"""Invitations: a signed link to one address, good for fourteen days and for one use.

Whether a link is still good is asked of its row with each use: a used, revoked or renewed one is
worthless at once. All verbs lock the organisation first, so that of two at once the second waits,
reads again, and is refused.
"""

from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from cultural_alliance import languages, letters
from cultural_alliance.accounts.models import User
from cultural_alliance.addresses import absolute
from cultural_alliance.languages import Language

from .. import access
from ..models import Membership, MembershipInvitation, MembershipRole, Organisation
from . import refusals

PURPOSE = "members.invitation"
GOOD_FOR = timedelta(days=14)


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    name: str,
    role: MembershipRole | str,
    language: Language,
    by: User | None,
) -> MembershipInvitation:
    """Invites the address and writes to it; an earlier open invitation of it ends.

    `by` is None where the Alliance itself invites. Raises `Refused`.
    """
    organisation = lock(organisation)
    email = email.strip().lower()
    if organisation.memberships.filter(person__email__iexact=email).exists():
        raise refusals.AlreadyColleague()
    now = timezone.now()
    _open(organisation).filter(email__iexact=email).update(revoked_at=now)
    invitation = organisation.invitations.create(
        email=email,
        name=name,
        role=role,
        language=language.code,
        invited_by=by,
        created_at=now,
        expires_at=now + GOOD_FOR,
    )
    _write(invitation)
    return invitation


@transaction.atomic
def send_again(invitation: MembershipInvitation, *, by: User) -> MembershipInvitation:
    """A new link in a new letter; the one sent before stops working."""
    organisation = lock(invitation.organisation)
    access.own_membership(by, organisation.pk, to=access.Right.MANAGE)
    invitation = _still_open(organisation, invitation)
    return invite(
        organisation,
        email=invitation.email,
        name=invitation.name,
        role=invitation.role,
        language=languages.get(invitation.language),
        by=by,
    )


@transaction.atomic
def revoke(invitation: MembershipInvitation, *, by: User) -> None:
    organisation = lock(invitation.organisation)
    access.own_membership(by, organisation.pk, to=access.Right.MANAGE)
    invitation = _still_open(organisation, invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])


def token_for(invitation: MembershipInvitation) -> str:
    return signing.dumps([invitation.pk, invitation.created_at.isoformat()], salt=PURPOSE)


def invited(token: str) -> MembershipInvitation | None:
    """What the link invites to; None when it is forged, too old, used, revoked or replaced."""
    try:
        pk, created_at = signing.loads(token, salt=PURPOSE, max_age=GOOD_FOR)
        pk = int(pk)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    pending = MembershipInvitation.objects.pending().select_related("organisation")
    invitation = pending.filter(pk=pk, organisation__left_at__isnull=True).first()
    if invitation is None or invitation.created_at.isoformat() != created_at:
        return None
    return invitation


def account_of(invitation: MembershipInvitation) -> User | None:
    """The account with the invited address, where there is one."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept(token: str, *, user: User) -> Membership:
    """The person, signed in with the invited address, joins. Raises `Refused`."""
    invitation = _locked(token)
    if user.email.lower() != invitation.email.lower():
        raise refusals.ForSomebodyElse()
    return _join(invitation, user)


@transaction.atomic
def accept_anew(token: str, *, name: str, password: str, language: Language) -> Membership:
    """Makes the account with the invited address, and joins. Mail comes in the language from now
    on. Raises `Refused`."""
    invitation = _locked(token)
    if account_of(invitation):
        raise refusals.SignInFirst()
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                invitation.email, password, name=name, language=language.code
            )
    except IntegrityError as error:  # by another organisation's invitation, in the same moment
        raise refusals.SignInFirst() from error
    return _join(invitation, user)


def lock(organisation: Organisation) -> Organisation:
    """As it stands now, held until the transaction ends. Raises `OrganisationLeft`."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.left_at:
        raise refusals.OrganisationLeft()
    return organisation


def _locked(token: str) -> MembershipInvitation:
    named = invited(token)
    if named is None:
        raise refusals.InvitationOver()
    lock(named.organisation)
    invitation = invited(token)  # read again: a second click waited for the first
    if invitation is None:
        raise refusals.InvitationOver()
    return invitation


def _join(invitation: MembershipInvitation, user: User) -> Membership:
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    membership, _made = Membership.objects.get_or_create(
        organisation=invitation.organisation, person=user, defaults={"role": invitation.role}
    )
    return membership


def _open(organisation: Organisation) -> QuerySet[MembershipInvitation]:
    """Neither used nor revoked; perhaps too old."""
    return organisation.invitations.filter(used_at__isnull=True, revoked_at__isnull=True)


def _still_open(
    organisation: Organisation, invitation: MembershipInvitation
) -> MembershipInvitation:
    found = _open(organisation).filter(pk=invitation.pk).first()
    if found is None:
        raise refusals.InvitationOver()
    return found


def _write(invitation: MembershipInvitation) -> None:
    language = languages.get(invitation.language)
    with translation.override(language.django_code):
        path = reverse("members:invitation", kwargs={"token": token_for(invitation)})
    letters.write(
        "members/invitation",
        to=invitation.email,
        language=language,
        context={
            "invitation": invitation,
            "organisation": invitation.organisation,
            "by": invitation.invited_by,
            "url": absolute(path),
            "good_for": GOOD_FOR,
        },
    ).send()
