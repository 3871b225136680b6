"""What the words typed over a list of the desk find: in texts through the index, in addresses."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.contrib import messages as flash
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cultural_alliance import surfaces
from cultural_alliance.surfaces import DESK_FOUND

from .. import access
from .references import find_document


def in_texts(request: HttpRequest, words: str) -> list[tuple[int, int]]:
    """Texts that the person may see, as (edition, document): the newest, with a line if cut."""
    person = access.person(request)
    found = [pair for search in surfaces.desk_search for pair in search(words, person)]
    if len(found) >= DESK_FOUND:
        flash.info(
            request,
            f"Many texts have these words: the newest {DESK_FOUND:,} are looked through. "
            "Give one more word for older ones.",
        )
    return found


def by_address(words: str) -> set[int]:
    """The document of an address that was pasted, or of a number."""
    with suppress(ValueError):  # an address that is none
        document = find_document(words)
        return {document.pk} if document else set()
    return set()


def by_fields(rows: QuerySet[Any], fields: Iterable[str], word: str) -> set[int]:
    """Those whose field is the word, or begins with it. SQLite finds no beginning in an index, but
    a span; and an index that leaves out what is empty only where that is asked too."""
    found: set[int] = set()
    for field in fields:
        name, _, begins = field.partition("__")
        asked = Q(**{field: word.lower() if begins else word}) & ~Q(**{name: ""})
        if begins and connection.vendor == "sqlite":
            asked &= Q(**{f"{name}__gte": word.lower(), f"{name}__lt": f"{word.lower()}\uffff"})
        found.update(rows.filter(asked).order_by().values_list("pk", flat=True)[:DESK_FOUND])
    return found
