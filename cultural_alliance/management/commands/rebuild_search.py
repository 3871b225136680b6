"""`manage.py rebuild_search`: write the index of the search anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cultural_alliance.search import fulltext, rebuilding


class Command(BaseCommand):
    help = (
        "Write what the search looks into anew, thing by thing, while the portal runs. Needed "
        "where data was written past the portal, or a name in a vocabulary was changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = rebuilding.kinds()
        parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(kinds)}")

    def handle(self, *, kinds: list[str], **options: Any) -> None:
        known = rebuilding.kinds()
        if unknown := sorted(set(kinds) - set(known)):
            raise CommandError(f"Nothing is called {', '.join(unknown)}: name {', '.join(known)}.")
        fulltext.create(connection)
        if not kinds:
            rebuilding.forget_unknown_kinds()
        for kind in kinds or known:
            things = texts = 0
            for things, texts in rebuilding.rebuild(kind):  # noqa: B007 - the last is told
                if options["verbosity"] > 1:
                    self.stdout.write(f"{kind}: {things:,} …")
            self.stdout.write(f"{kind}: {things:,} things, {texts:,} texts can be found.")
        fulltext.tidy(connection)
