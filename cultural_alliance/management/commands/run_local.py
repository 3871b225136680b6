"""`manage.py run_local`: the portal on a visitor's own machine. `make run` calls it.

A command rather than a script, because one process that knows Django prepares everything in the
second that starting it takes.
"""

import errno
import io
import secrets
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role

HOST = "127.0.0.1"  # this machine alone: the examples and their accounts are no public portal


def port_number(value: str) -> int:
    if value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    raise ArgumentTypeError(f"'{value}' is not a port; give a number from 1 to 65535.")


class Command(BaseCommand):
    help = "Prepare the portal on this machine, with opening content and examples, and open it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000)

    def handle(self, *, port: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "This makes example content and accounts with a known password, so it is refused "
                "where ALLIANCE_ENV is 'production'. How to run the portal there: "
                "docs/operating.md."
            )
        refuse_unusable(port)
        self.prepare()
        self.serve(port)

    def prepare(self) -> None:
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing one
        self.stdout.write("Preparing the database and the opening content ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        for command in ("load_opening", "load_examples"):
            call_command(command, verbosity=0, stdout=io.StringIO())
        self.make_accounts()

    def make_accounts(self) -> None:
        """One account for each role, all with the password that this data folder keeps."""
        password = local_password(settings.DATA_DIR / "sign-in.txt")
        self.stdout.write(f"\nSign in at {settings.ALLIANCE_URL}/admin/ as one of")
        for role in Role:
            email = f"{role.value}@example.org"
            self.stdout.write(f"  {email}")
            if person := User.objects.filter(email=email).first():
                if not person.check_password(password):
                    person.set_password(password)
                    person.save()
            else:
                with patch("sys.stdin", io.StringIO(password + "\n")):
                    call_command("make_account", email, role=role.value, stdout=io.StringIO())
        self.stdout.write(f"with the password\n  {password}\n\n")

    def serve(self, port: int) -> None:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "cultural_alliance.wsgi:application"),
                *("--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws"),
                # Its default takes memory for hundreds of threads.
                *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning"),
            ],
            cwd=settings.BASE_DIR,
        )
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            if answers(server, port):
                self.stdout.write(
                    self.style.SUCCESS(f"The portal is open at {settings.ALLIANCE_URL}/")
                    + "  (Ctrl-C closes it)"
                )
            status = server.wait()
        except KeyboardInterrupt:  # granian got it too, and lets its requests end
            with suppress(KeyboardInterrupt):
                server.wait()
            self.stdout.write("\nThe portal is closed.")
            return
        if status not in (0, -signal.SIGTERM):
            raise CommandError(f"The server ended (exit code {status}); its lines above say why.")


def refuse_unusable(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                reason = f"Port {port} is busy: another program listens there."
            else:
                reason = f"Port {port} cannot be used here ({error.strerror})."
            raise CommandError(f"{reason} Choose another one: make run PORT=8010") from error


def local_password(kept: Path) -> str:
    """Made once for this data folder, so that a database copied elsewhere has no well-known one."""
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text("-".join(["local", *(secrets.token_hex(2) for _ in range(3))]) + "\n")
    return kept.read_text().strip()


def answers(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until the server listens; false if it ended instead."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return True
        time.sleep(0.05)
    return False
