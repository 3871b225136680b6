"""Who works here: the verbs by which administrators let people in and out.

Each is atomic and locks the role of administrator first, so that two who act at once cannot leave
nobody in charge.
"""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from . import refusals, sessions
from .models import User
from .roles import Role

NOBODY = "left.invalid"  # a domain that can never exist (RFC 2606)


def administrators() -> set[int]:
    """Those who could let somebody in now: switched on, with a password."""
    holders = User.objects.filter(groups__name=Role.ADMINISTRATOR.value, is_active=True)
    return {user.pk for user in holders if user.has_usable_password()}


@transaction.atomic
def invite(person: User, roles: Iterable[Role]) -> None:
    """Saves the new person, without a password; the invitation is sent by `invitations`."""
    person.set_unusable_password()
    person.full_clean()
    person.save()
    _set_roles(person, roles)


@transaction.atomic
def renew_invitation(user: User) -> User:
    """Makes earlier links worthless, so that the one sent now is the only one."""
    user = _locked(user)
    if not user.is_active:
        raise refusals.SwitchedOff()
    if user.has_usable_password():
        raise refusals.AlreadySignsIn()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user


@transaction.atomic
def give_roles(user: User, roles: Iterable[Role], *, by: User) -> User:
    """The person holds exactly these roles from now on."""
    user, roles = _locked(user), list(roles)
    check_roles(user, roles, by=by)
    _set_roles(user, roles)
    return user


def check_roles(user: User, roles: Iterable[Role], *, by: User) -> None:
    """Raises what speaks against giving exactly these roles."""
    if is_emptied(user) and roles:
        raise refusals.Emptied()
    if Role.ADMINISTRATOR in user.roles and Role.ADMINISTRATOR not in roles:
        if user == by:
            raise refusals.NotYourOwnRole()
        _refuse_if_last(user)


@transaction.atomic
def switch_off(user: User, *, by: User) -> User:
    """Ends every session at once; the roles stay, for the day the person is switched on again."""
    user = _locked(user)
    if user == by:
        raise refusals.NotYourself()
    _refuse_if_last(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end(user)
    return user


@transaction.atomic
def switch_on(user: User) -> User:
    user = _locked(user)
    if is_emptied(user):
        raise refusals.Emptied()
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


@transaction.atomic
def empty(user: User, *, by: User) -> User:
    """Takes away whom the account stood for. The record keeps that somebody decided."""
    user = _locked(user)
    if user == by:
        raise refusals.NotYourself()
    _refuse_if_last(user)
    user.name = f"Former colleague {user.pk}"
    user.email = f"{user.pk}@{NOBODY}"
    user.time_zone = User._meta.get_field("time_zone").get_default()
    user.language = User._meta.get_field("language").get_default()
    user.is_active = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    _set_roles(user, [])
    sessions.end(user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    _journal_about(user).update(object_repr=str(user), change_message="")
    return user


def is_emptied(user: User) -> bool:
    return user.email.endswith(f"@{NOBODY}")


def _locked(user: User) -> User:
    Group.objects.select_for_update().get(name=Role.ADMINISTRATOR.value)
    return User.objects.select_for_update().get(pk=user.pk)


def _refuse_if_last(user: User) -> None:
    if administrators() == {user.pk}:
        raise refusals.LastAdministrator()


def _set_roles(user: User, roles: Iterable[Role]) -> None:
    names = [role.value for role in roles]
    user.groups.set(Group.objects.filter(name__in=names))
    user.is_staff = bool(names)  # every role enters the admin
    user.save(update_fields=["is_staff"])


def _journal_about(user: User) -> QuerySet[LogEntry]:
    kind = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(content_type=kind, object_id=str(user.pk))
