"""`manage.py clear_examples`: takes away every example."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cultural_alliance import surfaces
from cultural_alliance.accounts import example_accounts


class Command(BaseCommand):
    help = "Take away every example that `load_examples` made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="also switch off the accounts of `make run`"
        )

    def handle(self, *, accounts: bool = False, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "Examples are refused where ALLIANCE_ENV is 'production', so there are none to "
                "take away."
            )
        for examples in surfaces.examples:
            self.stdout.write(examples.clear())
        if accounts:
            self.stdout.write(f"Switched {example_accounts.close()} accounts of `make run` off.")
