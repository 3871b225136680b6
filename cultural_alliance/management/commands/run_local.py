"""`manage.py run_local`: the portal on a visitor's own machine. `make run` calls it.

A command rather than a script, because one process that knows Django prepares everything in the
second that starting it takes.
"""

import io
import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cultural_alliance import environment, processes
from cultural_alliance.accounts import example_accounts
from cultural_alliance.management import starting


class Command(BaseCommand):
    help = "Prepare the portal on this machine, with opening content and examples, and open it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **options: Any) -> None:
        refuse_what_is_no_visitors()
        starting.refuse_unusable(port, command="make run")
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
        password = local_password()
        self.stdout.write(f"\nSign in at {settings.ALLIANCE_URL}/admin/ as one of")
        for email in example_accounts.ADDRESSES.values():
            self.stdout.write(f"  {email}")
        example_accounts.make(password)
        self.stdout.write(f"with the password\n  {password}\n\n")

    def serve(self, port: int) -> None:
        """Open the portal until Ctrl-C, a signal to end, or the end of server or worker."""
        server = processes.server(port, workers=1, threads=4)
        try:
            with processes.running(server) as running:
                if processes.answers(running["server"], port):
                    opened = self.style.SUCCESS(f"The portal is open at {settings.ALLIANCE_URL}/")
                    self.stdout.write(f"{opened}  (Ctrl-C closes it)")
                    self.stdout.write(
                        f"It writes its mail to files in {starting.told(settings.EMAIL_FILE_PATH)}/"
                    )
                name, status = processes.first_to_end(running)
        except KeyboardInterrupt:
            self.stdout.write("\nThe portal is closed.")
            return
        raise CommandError(f"The {name} ended (exit code {status}); its lines above say why.")


def refuse_what_is_no_visitors() -> None:
    if settings.PRODUCTION:
        raise CommandError(
            "This makes example content and accounts with a known password, so it is refused "
            "where ALLIANCE_ENV is 'production'. How to run the portal there: docs/operating.md."
        )
    if settings.SECRET_FILE.exists():
        raise CommandError(
            f"{starting.told(settings.DATA_DIR)} holds a portal that `make serve` ran, and "
            "examples are refused there. Give another folder: make run ALLIANCE_DATA=/some/folder"
        )


def local_password() -> str:
    """Made once for this data folder, so that a database copied elsewhere has no well-known one."""
    made = "-".join(["local", *(secrets.token_hex(2) for _ in range(3))])
    return environment.keep(settings.DATA_DIR / "sign-in.txt", lambda: made)
