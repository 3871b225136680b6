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
from argparse import ArgumentParser
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cultural_alliance.accounts import roles
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role

Process = subprocess.Popen[bytes]
HOST = "127.0.0.1"  # this machine alone: the examples and their accounts are no public portal


class Command(BaseCommand):
    help = "Prepare the portal on this machine, with opening content and examples, and open it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

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
                person = User.objects.create_user(email, password, name=str(role.label))
                roles.give(person, role)
        self.stdout.write(f"with the password\n  {password}\n\n")

    def serve(self, port: int) -> None:
        """Open the portal until Ctrl-C, a signal to end, or the end of server or worker."""
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.default_int_handler)
        processes: dict[str, Process] = {}
        try:
            processes["server"] = start(granian(port))
            processes["worker"] = start([sys.executable, "manage.py", "work"])
            if answers(processes["server"], port):
                opened = self.style.SUCCESS(f"The portal is open at {settings.ALLIANCE_URL}/")
                self.stdout.write(f"{opened}  (Ctrl-C closes it)")
                self.stdout.write(f"It writes its mail to files in {mail_folder()}/")
            name, status = first_to_end(processes)
        except KeyboardInterrupt:
            self.stdout.write("\nThe portal is closed.")
            return
        finally:
            end(processes)
        raise CommandError(f"The {name} ended (exit code {status}); its lines above say why.")


def start(command: list[str]) -> Process:
    """In a session of its own, so that Ctrl-C reaches this process alone: granian's workers can
    miss a signal that reaches them twice."""
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)


def first_to_end(processes: dict[str, Process]) -> tuple[str, int]:
    """Wait for it; answers its name and its exit code."""
    while True:
        for name, process in processes.items():
            if (status := process.poll()) is not None:
                return name, status
        time.sleep(0.1)


def end(processes: dict[str, Process]) -> None:
    """A second Ctrl-C does not leave one of them behind."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    for process in processes.values():
        process.terminate()
    for process in processes.values():
        process.wait()


def mail_folder() -> Path:
    """As short as it can be told from where the portal was started."""
    folder = Path(settings.EMAIL_FILE_PATH)
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def granian(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "cultural_alliance.wsgi:application"),
        *("--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws"),
        # Its default takes memory for hundreds of threads.
        *("--workers", "1", "--blocking-threads", "4"),
        *("--workers-kill-timeout", "5", "--log-level", "warning"),
    ]


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


def answers(server: Process, port: int) -> bool:
    """Wait until the server answers a request; false if it ended instead."""
    while server.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=30)
        with suppress(OSError, HTTPException), closing(connection):
            connection.request("HEAD", "/")
            connection.getresponse()
            return True
        time.sleep(0.05)
    return False
