"""`make_account` makes the first account, in production too, and shows no password to anybody."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from tests.support.cast import writer

SECRET = "Long enough for anybody"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts a text on standard input."""
    import io

    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def make(*arguments: str) -> None:
    call_command("make_account", *arguments)


def test_the_account_signs_in_and_holds_each_role(
    db: None, typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(f"{SECRET}\n")
    make("Rania@Example.org", "--role", "writer", "--role", "administrator", "--name", "Rania")
    person = User.objects.get(email="rania@example.org")
    assert person.check_password(SECRET)
    assert person.roles == [Role.WRITER, Role.ADMINISTRATOR]
    assert (person.name, person.is_staff, person.is_superuser) == ("Rania", True, False)
    told = capsys.readouterr()
    assert SECRET not in told.out + told.err


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("taken@example.org", SECRET, "has an account already"),
        ("TAKEN@example.org", SECRET, "has an account already"),
        ("no address", SECRET, "valid email address"),
        ("r@example.org", "", "No password came"),
        ("r@example.org", "short", "at least 12 characters"),
        ("r@example.org", "123456789012345", "entirely numeric"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    db: None, typed: Any, email: str, password: str, sentence: str
) -> None:
    writer(email="taken@example.org")
    typed(f"{password}\n" if password else "")
    with pytest.raises(CommandError, match=sentence):
        make(email, "--role", "writer")
    assert User.objects.count() == 1


def test_an_unknown_role_is_told_with_those_there_are(db: None, typed: Any) -> None:
    typed(f"{SECRET}\n")
    with pytest.raises(CommandError, match="enquiry-desk"):
        make("r@example.org", "--role", "king")


@pytest.mark.slow
def test_it_works_in_production_through_a_pipe(database_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "make_account", "r@example.org", "--role", "administrator"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": database_url,
            "ALLIANCE_ENV": "production",
            "ALLIANCE_URL": "https://portal.example.org",
            "ALLIANCE_SECRET_KEY": "a secret of the tests, as long as production wants it: 1234567",
            "ALLIANCE_EMAIL_URL": "submission://mail.example.org",
            "ALLIANCE_EMAIL_FROM": "portal@example.org",
            "ALLIANCE_CONTACT_EMAIL": "alliance@example.org",
        },
        input=f"{SECRET}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "r@example.org can sign in now (Administrator).\n"
    assert User.objects.get(email="r@example.org").check_password(SECRET)
