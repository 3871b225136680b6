"""What an editor wrote, made safe to show, and what the portal reads out of it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cultural_alliance.editions.canonical import (
    Attributes,
    Node,
    Piece,
    canonical,
    element,
    enclosed,
    written,
)

IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


@dataclass(frozen=True)
class Block:
    """A part of a text that is compared by itself.

    `html` is complete in itself: an item of a list comes in a list of its own. `text` has a line
    break as LF and the cells of a table's row apart by tabs.
    """

    tag: str
    html: str
    text: str


def clean(html: str) -> str:
    """The text in the portal's own HTML, which is all that is ever stored or shown.

    Whatever is hostile goes; so do classes, styles and empty paragraphs. What holds no tag is text
    (see `markup`). Cleaning what is clean changes nothing.
    """
    return written(canonical(html))


def plain(html: str) -> str:
    """The text alone: a blank line between blocks, one line for each list item or row of a table."""
    return "\n\n".join(
        "\n".join(block.text for block in _split(node) if block.text)
        for node in canonical(html)
        if node.tag != "hr"
    )


def blocks(html: str) -> list[Block]:
    """Paragraphs, headings and rules; every list item, every row and every paragraph of a quotation
    by itself, so that one changed item is not a changed list. `tag` is then `li`, `tr`, `blockquote`.
    """
    return [block for node in canonical(html) for block in _split(node)]


def words(html: str) -> int:
    """How many words; of Chinese and Japanese, how many characters."""
    text = plain(html)
    spaced = _IDEOGRAPH.sub(" ", text).split()
    return len(_IDEOGRAPH.findall(text)) + sum(any(map(str.isalnum, word)) for word in spaced)


def numbered(html: str, *, signature: Collection[str] = ()) -> SafeString:
    """The text for the public page: paragraphs can be cited by number, `#p1`, `#p2` …

    A last paragraph that is one of the names in `signature` is no paragraph but the signature.
    """
    nodes = canonical(html)
    last = max((i for i, node in enumerate(nodes) if node.tag == "p"), default=None)
    names = {_folded(name) for name in signature}
    lines, number = [], 0
    for index, node in enumerate(nodes):
        html = element(node)
        if node.tag == "p" and index == last and _folded(_text(node.pieces())) in names:
            html = _with(node, [("class", "signature")])
        elif node.tag == "p":
            number += 1
            html = _with(node, [("id", f"p{number}")], _anchor(number))
        lines.append(html)
    return mark_safe("\n".join(lines))  # noqa: S308 - written by `canonical`, which escapes


def _anchor(number: int) -> str:
    label = _("Paragraph %(number)s") % {"number": number}
    return format_html('<a class="para" href="#p{0}" aria-label="{1}">{0}</a>', number, label)


def _with(node: Node, attributes: Iterable[tuple[str, str]], before: str = "") -> str:
    inner = element(Node("p", (), node.children)).removeprefix("<p>").removesuffix("</p>")
    return enclosed("p", [*attributes, *node.attributes], before + inner)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _split(node: Node, around: tuple[tuple[str, Attributes], ...] = ()) -> Iterator[Block]:
    here = (*around, (node.tag, node.attributes))
    if node.tag in ("p", "h2", "h3", "hr", "caption"):
        names = [tag for tag, _attributes in around if tag in ("li", "blockquote")]
        tag = names[-1] if names and node.tag == "p" else node.tag
        yield Block(tag, _within(around, node), _text(node.pieces()))
    elif node.tag == "tr":
        cells = (_cell(child) for child in node.children if isinstance(child, Node))
        yield Block("tr", _within(around, node), "\t".join(cells))
    else:
        loose = tuple(child for child in node.children if isinstance(child, Piece))
        if loose:
            html = _within(around, Node(node.tag, node.attributes, loose))
            yield Block(node.tag, html, _text(loose))
        for child in node.children:
            if isinstance(child, Node):
                yield from _split(child, here)


def _cell(cell: Node) -> str:
    if any(isinstance(child, Piece) for child in cell.children):
        own = [_text(child for child in cell.children if isinstance(child, Piece))]
    else:
        own = []
    nodes = [child for child in cell.children if isinstance(child, Node)]
    return "\n".join(own + [block.text for node in nodes for block in _split(node)])


def _within(around: tuple[tuple[str, Attributes], ...], node: Node) -> str:
    html = element(node)
    for tag, attributes in reversed(around):
        html = enclosed(tag, attributes, html)
    return html
