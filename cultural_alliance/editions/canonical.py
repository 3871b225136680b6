"""The one form of a text.

The same few elements, nested one way and written one way, so that two texts that read the same are
the same bytes: digests and comparisons rest on it. Within a paragraph, text and line breaks become
`Piece`s with their marks (bold, link …), and the elements around them are made anew from those.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from cultural_alliance.editions.markup import CELLS, CHILDREN, HEADINGS, MARKS, Element, read

DEEPEST = 8  # lists, quotations and tables within one another; deeper ones become paragraphs

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


PARAGRAPH = Node("p")


def canonical(source: str) -> list[Node]:
    return _flow(read(source), PARAGRAPH, (), 0)


def _flow(
    given: Iterable[Element | str], within: Node, marks: tuple[Mark, ...], depth: int
) -> list[Node]:
    """Blocks alone: text that stands between blocks gets an element like `within`."""
    blocks: list[Node] = []
    loose: list[Piece] = []
    for child in [*_walk(given, within, marks, depth), None]:
        if isinstance(child, Piece):
            loose.append(child)
            continue
        blocks.extend(Node(within.tag, within.attributes, line) for line in _paragraphs(loose))
        loose = []
        if child:
            blocks.append(child)
    return blocks


def _walk(
    given: Iterable[Element | str], within: Node, marks: tuple[Mark, ...], depth: int
) -> Iterator[Node | Piece]:
    for item in given:
        if isinstance(item, str):
            yield Piece(re.sub(r"[ \t\n]+", " ", item), marks)
        elif item.tag == "br":
            yield Piece("\n", marks)
        elif item.tag == "hr":
            yield Node("hr")
        elif item.tag in MARKS:
            yield from _walk(item.children, within, _marked(marks, item), depth)
        elif item.tag in ("blockquote", "ul", "ol", "table") and depth < DEEPEST:
            yield from _container(item, _inherited(within, item), marks, depth + 1)
        else:
            tag = item.tag if item.tag in HEADINGS else within.tag
            inner = Node(tag, _inherited(within, item))
            yield from _flow(item.children, inner, marks, depth)


def _inherited(within: Node, item: Element) -> Attributes:
    return _sorted({**dict(within.attributes), **item.attributes})


def _sorted(attributes: dict[str, str]) -> Attributes:
    return tuple(sorted(attributes.items()))


def _marked(marks: tuple[Mark, ...], item: Element) -> tuple[Mark, ...]:
    """A second mark of a kind replaces the first; a link to nowhere and a bare span mark nothing."""
    if item.tag in ("a", "span") and not item.attributes:
        return marks
    others = [mark for mark in marks if mark.tag != item.tag]
    found = [*others, Mark(item.tag, _sorted(item.attributes))]
    return tuple(sorted(found, key=lambda mark: MARKS.index(mark.tag)))


def _container(
    item: Element, attributes: Attributes, marks: tuple[Mark, ...], depth: int
) -> Iterator[Node]:
    """The list, table or quotation, or a part of one; nothing when there is no text in it."""
    children: list[Node | Piece] = []
    if expected := CHILDREN.get(item.tag):
        for part in _parts(item, expected):
            children.extend(_container(part, _sorted(part.attributes), marks, depth))
    else:
        children.extend(_flow(item.children, PARAGRAPH, marks, depth))
    if item.tag in CELLS:
        children = _without_lone_paragraph(children)
    node = Node(item.tag, attributes, tuple(children))
    if (children and (item.tag != "table" or any(node.pieces()))) or item.tag in ("td", "th"):
        yield node


def _without_lone_paragraph(children: list[Node | Piece]) -> list[Node | Piece]:
    """ "<li><p>x</p></li>", which the editor writes, is "<li>x</li>"."""
    first, *others = children or [None]
    paragraphs = sum(isinstance(child, Node) and child.tag == "p" for child in children)
    if isinstance(first, Node) and (first.tag, first.attributes) == ("p", ()) and paragraphs == 1:
        return [*first.children, *others]
    return children


def _parts(item: Element, expected: Sequence[str]) -> Iterator[Element]:
    """The children that may stand in `item`; whatever else is there is wrapped in one that may."""
    strays: list[Element | str] = []
    for child in [*item.children, None]:
        if child is None or (isinstance(child, Element) and child.tag in expected):
            if any(not isinstance(stray, str) or stray.strip() for stray in strays):
                yield Element(expected[0], {}, strays)
            strays = []
            if isinstance(child, Element):
                yield child
        else:
            strays.append(child)


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
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


def written(nodes: Iterable[Node]) -> str:
    """The HTML, one block a line: somebody without JavaScript edits it in a plain text area."""
    return "\n".join(element(node) for node in nodes)


def element(node: Node) -> str:
    if node.tag == "hr":
        return "<hr>"
    inner = ""
    for is_text, group in groupby(node.children, key=lambda child: isinstance(child, Piece)):
        children = [*group]
        if is_text:
            inner += _inline([child for child in children if isinstance(child, Piece)])
        else:
            inner += "".join(element(child) for child in children if isinstance(child, Node))
    return enclosed(node.tag, node.attributes, inner)


def _inline(pieces: list[Piece], depth: int = 0) -> str:
    def mark_of(piece: Piece) -> Mark | None:
        return piece.marks[depth] if depth < len(piece.marks) else None

    html = ""
    for mark, group in groupby(pieces, key=mark_of):
        if mark is None:
            html += "".join(_escaped(piece.text) for piece in group)
        else:
            html += enclosed(mark.tag, mark.attributes, _inline([*group], depth + 1))
    return html


def enclosed(tag: str, attributes: Iterable[tuple[str, str]], inner: str) -> str:
    given = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{given}>{inner}</{tag}>"


def _escaped(text: str) -> str:
    """U+0338 behind a tag's ">" is one character with it to whoever normalises the whole."""
    text = escape(text, quote=False).replace("\xa0", "&nbsp;")
    return re.sub("(^|\n)\u0338", r"\1&#824;", text).replace("\n", "<br>")
