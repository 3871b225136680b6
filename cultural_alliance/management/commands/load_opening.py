"""`manage.py load_opening`: the opening content of every section. Nothing happens twice."""

from typing import Any

from django.core.management.base import BaseCommand

from cultural_alliance import surfaces


class Command(BaseCommand):
    help = "Enter the opening content in the record. What is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        for load in surfaces.opening:
            self.stdout.write(load())
