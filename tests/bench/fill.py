"""`python -m tests.bench.fill --editions 1000000`: fills an empty, migrated database.

The database is that of DATABASE_URL, or SQLite in ALLIANCE_DATA. `<role>@example.org` are people
of each role, who sign in with the password of `tests.support.cast`.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from typing import Any, TypeVar

import django
from rich.progress import Progress

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=10_000)
    wanted = parser.parse_args().editions
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultural_alliance.settings")
    django.setup()
    fill(wanted)


def fill(editions: int, *, quiet: bool = False) -> None:
    from django.core.management import call_command

    from cultural_alliance.editions.models import Document

    from .filling import loading, members, others, record, rows

    if Document.objects.exists():
        sys.exit("This database is not empty: fill a new one, just migrated.")
    call_command("load_opening", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    with Progress(disable=quiet) as progress:

        def told(steps: Iterable[Any], what: str, total: int | None = None) -> Iterable[Any]:
            return progress.track(steps, total, description=what)

        bar = progress.add_task("words", total=editions)
        filed = rows.make(editions)
        with loading.loading(told) as load:
            progress.update(bar, description="statements")
            for number in record.Record(load, filed, editions).fill():
                if len(load.tables[0].rows) > 1500:
                    load.write()
                    progress.update(bar, completed=number)
            progress.update(bar, completed=editions)
            for what, more in (("members", members), ("mail and enquiries", others)):
                for _ in told(more.fill(load, filed, editions), what, more.number(editions)):
                    load.write(at_least=loading.AT_ONCE)


if __name__ == "__main__":
    main()
