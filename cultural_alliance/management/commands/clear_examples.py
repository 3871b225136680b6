"""`manage.py clear_examples`: takes away every example."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cultural_alliance import surfaces


class Command(BaseCommand):
    help = "Take away every example that `load_examples` made."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "Examples are refused where ALLIANCE_ENV is 'production', so there are none to "
                "take away."
            )
        for examples in surfaces.examples:
            self.stdout.write(examples.clear())
