"""One index over everything that can be found, in six languages. It knows no section.

search.changed("organisation", pk)      a thing was written, or is gone: in its transaction
search.narrowed(rows, "organisation", words)    for a section's own list
search.matching("organisation", words)  the same as keys, for what is not shown by date: `pk__in`
"""

from typing import TYPE_CHECKING, Any, TypeVar

from cultural_alliance.languages import Language

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Rows = TypeVar("Rows", bound=QuerySet[Any])

__all__ = ["changed", "matching", "narrowed"]


def changed(kind: str, pk: int) -> None:
    """Writes what can be found of the thing anew, or takes it away where nothing can be.

    Call it inside the transaction that changed the thing: both are kept, or neither.
    """
    from .writing import write

    write(kind, pk)


def matching(kind: str, words: str, language: Language | None = None) -> "QuerySet[Any, int]":
    """The `object_id` of each thing of the kind that has a text with all the words, for `pk__in=`.

    Words, "phrases" and -minus as on the search page; words are found in all their forms, whatever
    language they are in. `language` narrows to texts in that language; leave it out to find any.
    Nothing asks here whether the thing is public, unless it has editions: the caller's own queryset
    does. A sentence without a word (`--`, `""`) matches nothing.
    """
    from .finding import entries

    found = entries(kind, words)
    if language:
        found = found.filter(language=language.code)
    return found.values_list("object_id", flat=True)


def narrowed(rows: "Rows", kind: str, words: str, language: Language | None = None) -> "Rows":
    """Those of the kind's rows that have a text with all the words, as `matching` finds them. Words
    that very many texts have are asked of the rows as the list walks along them."""
    from . import finding

    return finding.narrowed(rows, kind, words, language)
