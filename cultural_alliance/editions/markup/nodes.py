"""What a text is made of: blocks within blocks and, within a paragraph, pieces of text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Mark:
    tag: str
    attributes: Attributes = ()


@dataclass(frozen=True)
class Piece:
    """Text under the same marks; a line break is LF, a form feed ends the paragraph."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Node:
    tag: str
    attributes: Attributes = ()
    children: tuple["Node | Piece", ...] = ()

    def pieces(self) -> Iterator[Piece]:
        for child in self.children:
            if isinstance(child, Piece):
                yield child
            else:
                yield from child.pieces()


def paragraphs(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    line: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\f")
        line.append(Piece(first, piece.marks))
        for text in others:
            yield from _tidy(line)
            line = [Piece(text, piece.marks)]
    yield from _tidy(line)


def _tidy(pieces: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """One paragraph in Unicode's composed form (NFC), without white space that nobody would see."""
    tidy: list[Piece] = []
    for marks, group in groupby(pieces, key=lambda piece: piece.marks):
        text = re.sub(" *\n *", "\n", re.sub(" +", " ", "".join(piece.text for piece in group)))
        if not tidy:
            text = text.lstrip(" \n")
        elif tidy[-1].text[-1] in " \n":
            text = text.lstrip(" ")
        if text.startswith("\n"):
            _trim(tidy, " ")
        if text:
            tidy.append(Piece(unicodedata.normalize("NFC", text), marks))
    _trim(tidy, " \n")
    if any(piece.text.strip() for piece in tidy):
        yield tuple(tidy)


def _trim(pieces: list[Piece], characters: str) -> None:
    while pieces and pieces[-1].text[-1] in characters:
        last = pieces.pop()
        if text := last.text.rstrip(characters):
            pieces.append(Piece(text, last.marks))
