"""The people of the tests: each call makes a new one.

    writer()                              may write and submit
    publisher()                           may also approve, schedule, withdraw
    administrator()                       may also remove, and looks after people
    make_user()                           a person without a role, who cannot enter the admin
    make_user(Role.ENQUIRY_DESK, email="desk@example.org")

Everybody signs in with PASSWORD unless another is given. A form of sign-in is seldom what a test
is about: `client.force_login(writer())`.
"""

from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role, give

PASSWORD = "A long sentence for the tests"
_numbers = count(1)


def make_user(
    role: Role | None = None, *, name: str = "", email: str = "", password: str = PASSWORD
) -> User:
    """A new person who holds the role. Name and address are made up unless given."""
    number = next(_numbers)
    word = role.value if role else "person"
    user = User(
        email=email or f"{word}-{number}@example.org",
        name=name or f"{word.capitalize()} {number}",
        password=_hashed(password),
    )
    user.save()
    if role:
        give(user, role)
    return user


@cache
def _hashed(password: str) -> str:
    """Hashed once in a run: Argon2 is slow on purpose."""
    return make_password(password)


def writer(**about: str) -> User:
    return make_user(Role.WRITER, **about)


def publisher(**about: str) -> User:
    return make_user(Role.PUBLISHER, **about)


def administrator(**about: str) -> User:
    return make_user(Role.ADMINISTRATOR, **about)
