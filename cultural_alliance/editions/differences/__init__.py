"""Readable differences between any two texts of a document, for editors and for the public.

    comparison = compare(Text(title, summary, body_html, "fr", facts, files), Text(...))
    comparison.is_empty, comparison.rows, comparison.inserted_words

`templates/editions/_comparison.html` shows one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import Literal

from django.utils.translation import gettext as _

from cultural_alliance.editions.differences.beside_text import (
    Fact,
    FactChange,
    File,
    changed_facts,
    changed_files,
)
from cultural_alliance.editions.differences.pairing import Pairing
from cultural_alliance.editions.differences.remarks import remark
from cultural_alliance.editions.differences.words import Run, is_word, runs, side, tokens
from cultural_alliance.editions.html import Block, blocks

__all__ = ["Comparison", "FactChange", "File", "Row", "Run", "Text", "compare"]

Kind = Literal["same", "changed", "removed", "added", "moved_from", "moved_to"]
SIGNS = {"changed": "±", "removed": "−", "added": "+", "moved_from": "↕", "moved_to": "↕"}


@dataclass(frozen=True)
class Text:
    """`body_html` as `clean` answers it; `facts` as (label, value) in the reader's language."""

    title: str
    summary: str
    body_html: str
    language: str
    facts: Sequence[Fact] = ()
    files: Sequence[File] = ()


@dataclass(frozen=True)
class Row:
    """A block beside its counterpart. `old` is None for what only the new text has, and vice versa.

    What was moved has a row at each of its places. `remark` says, in a sentence, what changed
    without a change of words: a link, bold, a heading. `mixed` has the runs of both texts, where
    both have the block. `paragraph` is its number in the margin: of the new text, or of the old
    one where the new one does not have it here. `number` counts the changes, from 1.
    """

    kind: Kind
    old: list[Run] | None
    new: list[Run] | None
    tag: str
    remark: str = ""
    mixed: list[Run] | None = None
    label: str = ""
    paragraph: int = 0
    number: int = 0

    @property
    def css(self) -> str:
        return "is-moved" if self.kind in ("moved_from", "moved_to") else f"is-{self.kind}"

    @property
    def sign(self) -> str:
        return SIGNS.get(self.kind, "")

    @property
    def in_one_column(self) -> list[Run]:
        return self.mixed or self.new or self.old or []


@dataclass(frozen=True)
class Comparison:
    title: list[Run]
    summary: list[Run]
    facts: list[FactChange]
    rows: list[Row]
    files: list[FactChange] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.changes

    @cached_property
    def all_rows(self) -> list[Row]:
        """Title and summary, as rows of their own, and the body's."""
        heads = [
            _head("title", self.title, _("Title")),
            _head("summary", self.summary, _("Summary")),
        ]
        return [row for row in heads if row.old or row.new] + self.rows

    @cached_property
    def shown(self) -> list[Row]:
        """What stands beside the text, and then the text; each change has its number."""
        numbers = count(1)
        return [
            row if row.kind == "same" else replace(row, number=next(numbers))
            for row in [*map(_beside_text, [*self.facts, *self.files]), *self.all_rows]
        ]

    @property
    def changes(self) -> int:
        return sum(row.kind != "same" for row in self.shown)

    @property
    def facts_changed(self) -> int:
        return len(self.facts) + len(self.files)

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
        facts=[*changed_facts(old.facts, new.facts)],
        rows=[*_rows(blocks(old.body_html), blocks(new.body_html))],
        files=[*changed_files(old.files, new.files)],
    )


def _rows(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Row]:
    """In the order of the new text; what is gone, where it stood."""
    pairing = Pairing(old, new)
    gone_to, come_from = dict(pairing.moved), {j: i for i, j in pairing.moved}
    numbers_old, numbers_new = _numbers(old), _numbers(new)
    here, there = 0, 0
    for kept_old, kept_new in [*pairing.kept, (len(old), len(new))]:
        for i in range(here, kept_old):
            yield _gone(old[i], new[gone_to[i]] if i in gone_to else None, numbers_old[i])
        for j in range(there, kept_new):
            yield _come(old[come_from[j]] if j in come_from else None, new[j], numbers_new[j])
        if kept_old < len(old):
            yield _beside(old[kept_old], new[kept_new], numbers_new[kept_new])
        here, there = kept_old + 1, kept_new + 1


def _numbers(text: Sequence[Block]) -> list[int]:
    """Of paragraphs, as `html.numbered` counts them; 0 for what has no number."""
    numbers = count(1)
    return [next(numbers) if block.tag == "p" else 0 for block in text]


def _beside(old: Block, new: Block, paragraph: int) -> Row:
    if old == new:
        same = runs(old.text, old.text)
        return Row("same", same, same, new.tag, paragraph=paragraph)
    mixed = runs(old.text, new.text)
    both = side(mixed, "ins"), side(mixed, "del")
    return Row("changed", *both, new.tag, remark(old, new), mixed, paragraph=paragraph)


def _gone(old: Block, new: Block | None, paragraph: int) -> Row:
    if new is None:
        return Row("removed", [Run("del", old.text)], None, old.tag, paragraph=paragraph)
    was = side(runs(old.text, new.text), "ins")
    return Row("moved_from", was, None, old.tag, paragraph=paragraph)


def _come(old: Block | None, new: Block, paragraph: int) -> Row:
    if old is None:
        return Row("added", None, [Run("ins", new.text)], new.tag, paragraph=paragraph)
    now = side(runs(old.text, new.text), "del")
    return Row("moved_to", None, now, new.tag, remark(old, new), paragraph=paragraph)


def _head(tag: str, mixed: list[Run], label: str) -> Row:
    old, new = side(mixed, "ins"), side(mixed, "del")
    kind: Kind = "same" if old == new else "changed"
    if kind == "changed" and not (old and new):
        kind = "removed" if old else "added"
    return Row(kind, old or None, new or None, tag, mixed=mixed, label=label)


def _beside_text(change: FactChange) -> Row:
    mixed = [Run("del", change.old)] if change.old else []
    mixed += [Run("ins", change.new)] if change.new else []
    return _head("fact", mixed, change.label)


def _words(found: Iterable[Run]) -> int:
    return sum(is_word(token) for run in found for token in tokens(run.text))
