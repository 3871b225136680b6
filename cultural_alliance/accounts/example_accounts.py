"""The accounts that `make run` makes, one for each role, all with one password."""

from django.db import transaction
from django.db.models import QuerySet

from . import roles, sessions
from .models import User
from .roles import Role

ADDRESSES = {role: f"{role.value}@example.org" for role in Role}


def make(password: str) -> None:
    for role, email in ADDRESSES.items():
        person = User.objects.filter(email=email).first()
        if not person:
            person = User.objects.create_user(email, password, name=str(role.label))
            roles.give(person, role)
        elif not (person.is_active and person.check_password(password)):
            person.is_active = True
            person.set_password(password)
            person.save()


def open_ones() -> QuerySet[User]:
    """Those by which somebody could sign in."""
    return User.objects.filter(email__in=ADDRESSES.values(), is_active=True)


@transaction.atomic
def close() -> int:
    """Nobody signs in by them any more. The rows stay: the record keeps who decided."""
    found = list(open_ones())
    for person in found:
        person.is_active = False
        person.set_unusable_password()
        person.save()
        sessions.end(person)
    return len(found)
