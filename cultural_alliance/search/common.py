"""How words are found: those that few texts have by the index, and those that very many have by
asking the newest texts for them, one after the other.

The index answers for all texts at once: the right way for what few of them have. Of a word that
half a million have, the newest are found sooner by walking back from today. Which way is shorter is
tried out: no planner knows how the words of a text hang together, and none is asked to guess.
"""

from datetime import datetime

from django.db import connection

from .asking import Asked
from .models import SearchEntry, SearchEntryQuerySet
from .tokens import named

FEW = 1_000  # of all texts: so many are asked themselves, whatever else is to be known of them
# Of the newest texts, so many must have the words: then the others are walked along, or any list.
PROBED, ENOUGH, FREQUENT = 400, 4, 32
WALKED = 5_000  # so far back, and no further: a word may have been common of late alone


def few(asked: Asked) -> dict[str, list[int]] | None:
    """By kind, the keys of all texts that hold it, where these are few; None where they are many.

    SQLite's index can be asked for the first few that it names. PostgreSQL's names all of them or
    none: there it is asked for phrases alone, which are then read once for all kinds.
    """
    if not asked.phrases and connection.vendor == "postgresql":
        return None
    keys = named(asked, FEW + 1)
    if len(keys) <= FEW:
        texts = SearchEntry.objects.texts().filter(pk__in=keys).in_order(asked)
    elif asked.phrases:
        texts = SearchEntry.objects.holding(asked, how="name")
    else:
        return None
    found = list(texts.values_list("kind", "pk")[: FEW + 1])
    if len(found) > FEW:
        return None
    by_kind: dict[str, list[int]] = {}
    for kind, pk in found:
        by_kind.setdefault(kind, []).append(pk)
    return by_kind


def newest(kind: str, asked: Asked) -> SearchEntryQuerySet | None:
    """The newest texts of the kind that hold it, where they are many; None where the index is to
    be asked. Whoever does not find enough among them asks the index instead."""
    begin = _begin(kind)
    if begin is None or _probed(kind, asked).count() < ENOUGH:
        return None
    texts = SearchEntry.objects.filter(kind=kind, at__gte=begin).newest_first()
    return texts.holding(asked, how="show")


def is_frequent(kind: str, asked: Asked) -> bool:
    """Whether rows of the kind are soon found with it, in whatever order they are walked along."""
    if _begin(kind) is None:
        return False
    return _probed(kind, asked).in_order(asked).count() >= FREQUENT


def _probed(kind: str, asked: Asked) -> SearchEntryQuerySet:
    newest = SearchEntry.objects.filter(kind=kind).texts().newest_first()
    return SearchEntry.objects.filter(pk__in=newest.values("pk")[:PROBED], words__show=asked)


def looked_up(kind: str, asked: Asked) -> SearchEntryQuerySet:
    """All texts of the kind that hold it. Where the kind has few, they may be asked themselves."""
    how = "name"
    if _begin(kind) is None:
        how = "show" if connection.vendor == "sqlite" else "hold"
    return SearchEntry.objects.filter(kind=kind).holding(asked, how=how)


def _begin(kind: str) -> datetime | None:
    """Since when the newest are that are walked; None where there are no more than these."""
    newest = SearchEntry.objects.filter(kind=kind).texts().order_by("-at")
    return next(iter(newest.values_list("at", flat=True)[WALKED : WALKED + 1]), None)
