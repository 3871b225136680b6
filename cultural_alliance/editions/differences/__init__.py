"""Readable differences between any two texts of a document, for editors and for the public.

    comparison = compare(Text(title, summary, body_html, "fr", facts), Text(...))
    comparison.is_empty, comparison.rows, comparison.inserted_words

`templates/editions/_comparison.html` shows one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cultural_alliance.editions.differences.pairing import Pairing
from cultural_alliance.editions.differences.remarks import remark
from cultural_alliance.editions.differences.words import Run, is_word, runs, side, tokens
from cultural_alliance.editions.html import Block, blocks

__all__ = ["Comparison", "FactChange", "Row", "Run", "Text", "compare"]

Kind = Literal["same", "changed", "removed", "added", "moved_from", "moved_to"]


@dataclass(frozen=True)
class Text:
    """`body_html` as `clean` answers it; `facts` as (label, value) in the reader's language."""

    title: str
    summary: str
    body_html: str
    language: str
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Row:
    """A block beside its counterpart. `old` is None for what only the new text has, and vice versa.

    What was moved has a row at each of its places. `remark` says, in a sentence, what changed
    without a change of words: a link, bold, a heading.
    """

    kind: Kind
    old: list[Run] | None
    new: list[Run] | None
    tag: str
    remark: str = ""

    @property
    def css(self) -> str:
        return "is-moved" if self.kind in ("moved_from", "moved_to") else f"is-{self.kind}"


@dataclass(frozen=True)
class FactChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    title: list[Run]
    summary: list[Run]
    facts: list[FactChange]
    rows: list[Row]

    @property
    def is_empty(self) -> bool:
        return not self.facts and all(row.kind == "same" for row in self.all_rows)

    @property
    def all_rows(self) -> list[Row]:
        """Title and summary, as rows of their own, and the body's."""
        heads = [_head("title", self.title), _head("summary", self.summary)]
        return [row for row in heads if row.old or row.new] + self.rows

    @property
    def changed(self) -> int:
        return self._count("changed")

    @property
    def added(self) -> int:
        return self._count("added")

    @property
    def removed(self) -> int:
        return self._count("removed")

    @property
    def moved(self) -> int:
        return self._count("moved_to")

    @property
    def inserted_words(self) -> int:
        return _words(run for row in self.all_rows for run in row.new or () if run.kind == "ins")

    @property
    def deleted_words(self) -> int:
        return _words(run for row in self.all_rows for run in row.old or () if run.kind == "del")

    def _count(self, kind: Kind) -> int:
        return sum(row.kind == kind for row in self.rows)


def compare(old: Text, new: Text) -> Comparison:
    return Comparison(
        title=runs(old.title, new.title),
        summary=runs(old.summary, new.summary),
        facts=[*_facts(old.facts, new.facts)],
        rows=[*_rows(blocks(old.body_html), blocks(new.body_html))],
    )


def _rows(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Row]:
    """In the order of the new text; what is gone, where it stood."""
    pairing = Pairing(old, new)
    gone_to, come_from = dict(pairing.moved), {j: i for i, j in pairing.moved}
    here, there = 0, 0
    for kept_old, kept_new in [*pairing.kept, (len(old), len(new))]:
        for i in range(here, kept_old):
            yield _gone(old[i], new[gone_to[i]] if i in gone_to else None)
        for j in range(there, kept_new):
            yield _come(old[come_from[j]] if j in come_from else None, new[j])
        if kept_old < len(old):
            yield _beside(old[kept_old], new[kept_new])
        here, there = kept_old + 1, kept_new + 1


def _beside(old: Block, new: Block) -> Row:
    if old == new:
        return Row("same", runs(old.text, old.text), runs(old.text, old.text), new.tag)
    mixed = runs(old.text, new.text)
    return Row("changed", side(mixed, "ins"), side(mixed, "del"), new.tag, remark(old, new))


def _gone(old: Block, new: Block | None) -> Row:
    if new is None:
        return Row("removed", [Run("del", old.text)], None, old.tag)
    return Row("moved_from", side(runs(old.text, new.text), "ins"), None, old.tag)


def _come(old: Block | None, new: Block) -> Row:
    if old is None:
        return Row("added", None, [Run("ins", new.text)], new.tag)
    return Row("moved_to", None, side(runs(old.text, new.text), "del"), new.tag, remark(old, new))


def _facts(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[FactChange]:
    before, after = _by_label(old), _by_label(new)
    for label in before | after:
        was, now = before.get(label, ""), after.get(label, "")
        if was != now:
            yield FactChange(label, was, now)


def _by_label(facts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A label that stands twice (two speakers) has both values."""
    values: dict[str, list[str]] = {}
    for label, value in facts:
        values.setdefault(str(label), []).append(str(value))
    return {label: "; ".join(given) for label, given in values.items()}


def _head(tag: str, mixed: list[Run]) -> Row:
    old, new = side(mixed, "ins"), side(mixed, "del")
    kind: Kind = "same" if old == new else "changed"
    if kind == "changed" and not (old and new):
        kind = "removed" if old else "added"
    return Row(kind, old or None, new or None, tag)


def _words(found: Iterable[Run]) -> int:
    return sum(is_word(token) for run in found for token in tokens(run.text))
