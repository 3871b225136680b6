"""The two people who make the examples: nobody can sign in as them."""

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role, give

WRITER = "example-writer@example.org"
PUBLISHER = "example-publisher@example.org"


def writer() -> User:
    return _person(WRITER, "Example writer", Role.WRITER)


def publisher() -> User:
    return _person(PUBLISHER, "Example publisher", Role.PUBLISHER)


def _person(email: str, name: str, role: Role) -> User:
    person = User.objects.filter(email=email).first() or User(email=email)
    person.name, person.is_active = name, True
    person.set_unusable_password()
    person.save()
    give(person, role)
    return person


def dismiss() -> None:
    """Takes their roles away. The rows stay: the record keeps who decided."""
    for person in User.objects.filter(email__in=[WRITER, PUBLISHER]):
        person.groups.clear()
        person.is_active = person.is_staff = False
        person.save()
