"""A text as the rules read it: passage by passage."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from cultural_alliance.editions.dated import Dated
from cultural_alliance.editions.html import blocks
from cultural_alliance.editions.markup.canonical import canonical
from cultural_alliance.editions.markup.nodes import Piece


@dataclass(frozen=True)
class Passage:
    """The title, the summary or a block of the text. `tag` as `html.blocks` names it."""

    field: str
    text: str
    tag: str = ""
    html: str = ""
    paragraph: int = 0

    @cached_property
    def pieces(self) -> list[Piece]:
        return [piece for node in canonical(self.html) for piece in node.pieces()]

    @property
    def is_bold(self) -> bool:
        return "<strong>" in self.html and all(
            any(mark.tag == "strong" for mark in piece.marks) or not piece.text.strip()
            for piece in self.pieces
        )


@dataclass(frozen=True)
class Text:
    """`dated` is what the facts say of days; `undescribed` names files without a description."""

    title: str
    summary: str
    body: str
    language: str
    dated: Dated = field(default_factory=Dated)
    undescribed: Sequence[str] = ()

    @cached_property
    def of_body(self) -> list[Passage]:
        numbers = count(1)
        return [
            Passage("body", b.text, b.tag, b.html, next(numbers) if b.tag == "p" else 0)
            for b in blocks(self.body)
        ]

    @cached_property
    def passages(self) -> list[Passage]:
        heads = [Passage("title", self.title), Passage("summary", self.summary)]
        return [*(head for head in heads if head.text), *self.of_body]
