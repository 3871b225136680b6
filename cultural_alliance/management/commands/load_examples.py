"""`manage.py load_examples`: plainly titled examples that show every state at a glance."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cultural_alliance import surfaces


class Command(BaseCommand):
    help = "Make the examples of every section. `clear_examples` takes all of them away."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "Examples are refused where ALLIANCE_ENV is 'production': a public portal shows "
                "nothing but its own record."
            )
        for examples in surfaces.examples:
            self.stdout.write(examples.load())
