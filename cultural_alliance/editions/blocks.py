"""The parts of a text that are compared by themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cultural_alliance.editions.markup.footnotes import reference
from cultural_alliance.editions.markup.nodes import Attributes, Mark, Node, Piece
from cultural_alliance.editions.markup.writing import element, enclosed


@dataclass(frozen=True)
class Block:
    """A part of a text that is compared by itself.

    `html` is complete in itself: an item of a list comes in a list of its own. `text` has a line
    break as LF and the cells of a table's row apart by tabs.
    """

    tag: str
    html: str
    text: str


def text(pieces: Iterable[Piece]) -> str:
    """The number of a footnote stands apart from the word before it."""
    return "".join(
        f"[{piece.text}]" if reference(piece) and Mark("sup") in piece.marks else piece.text
        for piece in pieces
    )


def split(node: Node, around: tuple[tuple[str, Attributes], ...] = ()) -> Iterator[Block]:
    node = replace(node, attributes=tuple(a for a in node.attributes if a[0] != "id"))
    here = (*around, (node.tag, node.attributes))
    if node.tag in ("p", "h2", "h3", "hr", "caption"):
        names = [tag for tag, _attributes in around if tag in ("li", "blockquote")]
        tag = names[-1] if names and node.tag == "p" else node.tag
        yield Block(tag, _within(around, node), text(node.pieces()))
    elif node.tag == "tr":
        cells = (_cell(child) for child in node.children if isinstance(child, Node))
        yield Block("tr", _within(around, node), "\t".join(cells))
    else:
        loose = tuple(child for child in node.children if isinstance(child, Piece))
        if loose:
            html = _within(around, Node(node.tag, node.attributes, loose))
            yield Block(node.tag, html, text(loose))
        for child in node.children:
            if isinstance(child, Node):
                yield from split(child, here)


def _cell(cell: Node) -> str:
    own = text(child for child in cell.children if isinstance(child, Piece))
    nodes = [child for child in cell.children if isinstance(child, Node)]
    inner = [block.text for node in nodes for block in split(node)]
    return "\n".join([own, *inner] if own else inner)


def _within(around: tuple[tuple[str, Attributes], ...], node: Node) -> str:
    html = element(node)
    for tag, attributes in reversed(around):
        html = enclosed(tag, attributes, html)
    return html
