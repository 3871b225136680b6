"""What can be chosen: rows of a model, by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from cultural_alliance.surfaces import Registry

SHORT = 50  # up to so many rows are a plain list
SHOWN = 20  # of the rows found


@dataclass(frozen=True)
class Offer:
    """`rows` are all that may be chosen; `find` answers those with the words, the best first."""

    title: str
    rows: Callable[[], QuerySet[Any]]
    find: Callable[[str], Iterable[Any]]
    permission: str
    label: Callable[[Any], str] = str

    def is_long(self) -> bool:
        return len(self.rows().order_by().values_list("pk")[: SHORT + 1]) > SHORT

    def found(self, words: str) -> tuple[list[Any], bool]:
        """So many as are shown, and whether there are more."""
        words = words.replace("\x00", " ").strip()
        found = list(islice(self.find(words), SHOWN + 1)) if words else []
        return found[:SHOWN], len(found) > SHOWN


offers: Registry[Offer] = Registry()
