"""`manage.py serve`: the portal and its worker as in production. `make serve` calls it.

What it takes for granted is set before the settings are read: `production.py`.
"""

import fcntl
import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from django.db.models import Model

from cultural_alliance import checks, environment, processes, production, static_files
from cultural_alliance.accounts import example_accounts, staffing
from cultural_alliance.management import starting


class Command(BaseCommand):
    help = "Prepare the portal for production on this machine, and serve it until a signal."
    requires_system_checks = ()  # migrate asks them, once the tables are there

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=production.PORT)
        parser.add_argument(
            "--host",
            default=processes.HOST,
            help="where to listen, if the proxy is on another machine",
        )

    def handle(self, *, port: int, host: str, **options: Any) -> None:
        refuse_what_is_no_production(host)
        starting.refuse_unusable(port, host=host, command="make serve")
        with alone():
            self.prepare()
            become_the_supervisor(port, host)

    def say(self, line: str) -> None:
        """At once, also into a log."""
        self.stdout.write(line)
        self.stdout.flush()

    def prepare(self) -> None:
        checks.remark()
        os.environ[checks.REMARKED] = "yes"
        self.say(f"Preparing the portal in {starting.told(settings.DATA_DIR)}/ ...")
        static_files.collect()
        try:
            call_command("migrate", verbosity=0, interactive=False)
            refuse_examples()
            call_command("load_opening", verbosity=0, stdout=io.StringIO())
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        self.tell_who_signs_in()
        connections.close_all()

    def tell_who_signs_in(self) -> None:
        if not staffing.administrators():
            self.say(
                "Nobody can sign in yet. The first administrator is made by\n"
                f"  ALLIANCE_DATA={settings.DATA_DIR} .venv/bin/python manage.py make_account "
                "you@example.org --role administrator"
            )


def refuse_what_is_no_production(host: str) -> None:
    if not settings.PRODUCTION:
        raise CommandError("This is the portal in production, and ALLIANCE_ENV says 'local'.")
    behind_proxy = settings.SECURE_PROXY_SSL_HEADER is not None
    if settings.SECURE and not behind_proxy:
        raise CommandError(
            "ALLIANCE_URL begins with https, which a proxy in front has to end, as "
            "docs/operating.md shows. Say that there is one: ALLIANCE_BEHIND_PROXY=true"
        )
    if not settings.SECURE and not environment.is_loopback(host):
        raise CommandError(
            f"Without https the portal is for this machine alone, and not for {host}: passwords "
            "would travel in the open."
        )


@contextmanager
def alone() -> Iterator[None]:
    """No second one prepares or serves the same data folder, until the supervisor has ended."""
    with (settings.DATA_DIR / "serve.lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(
                f"Another `make serve` has {starting.told(settings.DATA_DIR)} in its hands: end "
                "it, or give this one another folder by ALLIANCE_DATA."
            ) from error
        yield


def refuse_examples() -> None:
    found = any(has_examples(model) for model in apps.get_models())
    if found or example_accounts.open_ones().exists():
        raise CommandError(
            f"{starting.told(settings.DATA_DIR)} holds examples, or the accounts of `make run`; a "
            "public portal shows nothing but its own record. Give another folder by ALLIANCE_DATA, "
            f"or take them away: ALLIANCE_ENV=local ALLIANCE_DATA={settings.DATA_DIR} "
            ".venv/bin/python manage.py clear_examples --accounts"
        )


def has_examples(model: type[Model]) -> bool:
    try:
        model._meta.get_field("is_example")
    except FieldDoesNotExist:
        return False
    return model._default_manager.filter(is_example=True).exists()


def become_the_supervisor(port: int, host: str) -> None:
    """In the place of this process, with its number and the lock, but not its memory."""
    about = (settings.ALLIANCE_URL, host, port, settings.SERVER_WORKERS, settings.SERVER_THREADS)
    command = [sys.executable, "-m", "cultural_alliance.supervising", *map(str, about)]
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, command)  # noqa: S606 - no shell is meant
