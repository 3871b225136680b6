"""What the words typed over a list of the desk find: in texts through the index, in addresses."""

from contextlib import suppress

from django.contrib import messages as flash
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
