"""`manage.py make_account EMAIL --role ROLE`: an account, in production too.

    echo "$PASSWORD" | manage.py make_account rania@example.org --role administrator

The password comes from standard input, so that no process list and no shell history holds it.
"""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cultural_alliance.accounts import roles
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role


class Command(BaseCommand):
    help = "Make an account with the given roles; the password is read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail address by which the person signs in")
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=Role.values,
            help="what the person may do; give it again for a further role",
        )
        parser.add_argument("--name", default="", help="as colleagues know the person")

    def handle(self, *, email: str, role: list[str] | str, name: str = "", **options: Any) -> None:
        given = [Role(one) for one in ([role] if isinstance(role, str) else role)]
        refuse_unprepared()
        user = User(email=email.strip().lower(), name=name.strip())
        refuse_invalid(user)
        user.set_password(password_for(user))
        with transaction.atomic():
            user.save()
            for one in given:
                roles.give(user, one)
        labels = ", ".join(one.label for one in given)
        self.stdout.write(f"{user.email} can sign in now ({labels}).")


def refuse_unprepared() -> None:
    if Group.objects.filter(name__in=Role.values).count() < len(Role):
        raise CommandError("The database is not ready: run 'manage.py migrate' first.")


def refuse_invalid(user: User) -> None:
    if User.objects.filter(email__iexact=user.email).exists():
        raise CommandError(
            f"{user.email} has an account already. Roles are given, and people switched on and "
            "off, in the admin under People."
        )
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def password_for(user: User) -> str:
    """One line of standard input; asked for, unseen, where a person sits there."""
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError(
            "No password came from standard input. Give it as one line, for example: "
            'echo "$PASSWORD" | manage.py make_account …'
        )
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password
