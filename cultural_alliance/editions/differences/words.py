"""Two lines of text compared by word.

A word keeps the marks written on it (Arabic vowels, accents) and what is joined to it by an
apostrophe or a hyphen. Chinese and Japanese, which write no spaces, are compared by character,
wherever they stand: a Chinese title inside a French text as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cultural_alliance.editions.differences.alignment import aligned
from cultural_alliance.editions.html import IDEOGRAPHS

# Python's \w leaves out what is written on a letter, and the joiners of Arabic script.
_ON_LETTERS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u200c\u200d"
)
_LETTERS = rf"(?:[^\W{IDEOGRAPHS}]|[{_ON_LETTERS}])+"
_TOKEN = re.compile(rf"[{IDEOGRAPHS}]|{_LETTERS}(?:['’\-\u2010\u2011]{_LETTERS})*|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """A stretch that both texts have, or the old one alone (`del`), or the new one (`ins`)."""

    kind: Literal["same", "del", "ins"]
    text: str


def tokens(text: str) -> list[str]:
    """Words, spaces and signs; together they are the text."""
    return _TOKEN.findall(text)


def is_word(token: str) -> bool:
    return any(map(str.isalnum, token))


def runs(old: str, new: str) -> list[Run]:
    """`old` is the runs that are the same or deleted, `new` those that are the same or inserted."""
    if old == new:
        return [Run("same", old)] if old else []
    return [*_joined(_legible(_changes(tokens(old), tokens(new))))]


def side(mixed: Iterable[Run], leave_out: Literal["del", "ins"]) -> list[Run]:
    """The runs of one text alone."""
    return [*_joined(run for run in mixed if run.kind != leave_out)]


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    start, here, there = 0, 0, 0  # what is the same began at `start`
    for i, j in [*aligned(old, new), (len(old), len(new))]:
        if (i, j) != (here, there):
            yield Run("same", "".join(old[start:here]))
            yield Run("del", "".join(old[here:i]))
            yield Run("ins", "".join(new[there:j]))
            start = i
        here, there = i + 1, j + 1
    yield Run("same", "".join(old[start:]))


def _legible(changes: Iterable[Run]) -> Iterator[Run]:
    """Deletions before insertions, and a lone space or comma between two changes in both of them:
    two phrases are easier to read than their words in turn."""
    deleted = inserted = between = ""
    for run in changes:
        if run.kind == "same" and (is_word(run.text) or not (deleted or inserted)):
            yield from (Run("del", deleted), Run("ins", inserted), Run("same", between + run.text))
            deleted = inserted = between = ""
        elif run.kind == "same":
            between += run.text
        elif run.text:
            deleted += between + (run.text if run.kind == "del" else "")
            inserted += between + (run.text if run.kind == "ins" else "")
            between = ""
    yield from (Run("del", deleted), Run("ins", inserted), Run("same", between))


def _joined(changes: Iterable[Run]) -> Iterator[Run]:
    kind: Literal["same", "del", "ins"] = "same"
    text = ""
    for run in changes:
        if not run.text:
            continue
        if run.kind != kind and text:
            yield Run(kind, text)
            text = ""
        kind = run.kind
        text += run.text
    if text:
        yield Run(kind, text)
