"""The one form of a text.

The same few elements, nested one way, so that two texts that read the same are the same bytes:
digests and comparisons rest on it. Within a paragraph, text and line breaks become `Piece`s with
their marks (bold, link …), and the elements around them are made anew from those.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from cultural_alliance.editions.markup.allowed import CELLS, CHILDREN, HEADINGS, MARKS
from cultural_alliance.editions.markup.footnotes import gathered, numbered_anew
from cultural_alliance.editions.markup.nodes import Attributes, Mark, Node, Piece, paragraphs
from cultural_alliance.editions.markup.source import Element, read

DEEPEST = 8  # lists, quotations and tables within one another; deeper ones become paragraphs
PARAGRAPH = Node("p")


def canonical(source: str) -> list[Node]:
    return numbered_anew(_flow(gathered(read(source)), PARAGRAPH, (), 0))


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
        blocks.extend(Node(within.tag, within.attributes, line) for line in paragraphs(loose))
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
    """A second one of a kind replaces the first; a link to nowhere and a bare span mark nothing."""
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
    paragraphs = [child for child in children if isinstance(child, Node) and child.tag == "p"]
    if len(paragraphs) == 1 and paragraphs[0] is children[0] and not paragraphs[0].attributes:
        return [*paragraphs[0].children, *children[1:]]
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
