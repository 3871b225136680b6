"""Whether words are so common that the newest texts are asked for them one after the other.

The index answers for all texts at once: the right way for what few of them have. Of a word that
half a million have, the newest are found sooner by walking back from today. Which way is shorter is
tried out: no planner knows how the words of a text hang together, and none is asked to guess.
"""

from datetime import datetime

from .asking import Asked
from .models import SearchEntry, SearchEntryQuerySet

PROBED, ENOUGH = 400, 4  # of the newest texts, so many must have the words
WALKED = 5_000  # so far back, and no further: a word may have been common of late alone


def newest(kind: str, asked: Asked) -> SearchEntryQuerySet | None:
    """The newest texts of the kind that hold it, where they are many; None where the index is to
    be asked. Whoever does not find enough among them asks the index instead."""
    texts = SearchEntry.objects.filter(kind=kind).texts().newest_first()
    begin = _begin(kind)
    if begin is None:
        return None
    probed = SearchEntry.objects.filter(pk__in=texts.values("pk")[:PROBED], words__show=asked)
    if probed.count() < ENOUGH:
        return None
    return texts.filter(at__gte=begin).holding(asked, how="show")


def looked_up(kind: str, asked: Asked) -> SearchEntryQuerySet:
    """All texts of the kind that hold it. Where the kind has few, they may be asked themselves."""
    how = "hold" if _begin(kind) is None else "name"
    return SearchEntry.objects.filter(kind=kind).holding(asked, how=how)


def _begin(kind: str) -> datetime | None:
    """Since when the newest are that are walked; None where there are no more than these."""
    newest = SearchEntry.objects.filter(kind=kind).texts().newest_first()
    return next(iter(newest.values_list("at", flat=True)[WALKED : WALKED + 1]), None)
