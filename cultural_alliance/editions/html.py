"""What an editor wrote, made safe to show, and what the portal reads out of it."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cultural_alliance.editions.blocks import Block, split, text
from cultural_alliance.editions.markup import showing
from cultural_alliance.editions.markup.canonical import canonical
from cultural_alliance.editions.markup.nodes import Node
from cultural_alliance.editions.markup.writing import element, enclosed, written

__all__ = [
    *("Block", "blocks", "clean", "numbered", "numbered_paragraphs", "plain", "shown", "words"),
    "words_in",
]

IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


def clean(html: str) -> str:
    """The text in the portal's own HTML, which is all that is ever stored or shown.

    Whatever is hostile goes; so do classes, styles and empty paragraphs. What holds no tag is text
    (see `markup.source`). Cleaning what is clean changes nothing.
    """
    return written(canonical(html))


def plain(html: str) -> str:
    """The text alone: a blank line between blocks, a line for each list item or row of a table."""
    return "\n\n".join(
        "\n".join(block.text for block in split(node) if block.text)
        for node in canonical(html)
        if node.tag != "hr"
    )


def blocks(html: str) -> list[Block]:
    """Paragraphs, headings and rules, and every list item (`li`), row (`tr`) and paragraph of a
    quotation (`blockquote`) by itself, so that one changed item is not a changed list.
    """
    return [block for node in canonical(html) for block in split(node)]


def words(html: str) -> int:
    """How many words; of Chinese and Japanese, how many characters."""
    return words_in(plain(html))


def words_in(text: str) -> int:
    rest, characters = _IDEOGRAPH.subn(" ", text)
    return characters + sum(any(map(str.isalnum, word)) for word in rest.split())


def shown(html: str) -> SafeString:
    """The text for a public page."""
    return mark_safe(written(showing.shown(canonical(html))))  # noqa: S308 - as in `numbered`


def numbered(
    html: str,
    *,
    signature: Collection[str] = (),
    offered: Callable[[int], str] = lambda number: "",
) -> SafeString:
    """The text for the public page: paragraphs can be cited by number, `#p1`, `#p2` …

    A last paragraph that is one of the names in `signature` is no paragraph but the signature.
    `offered` makes what stands beside a paragraph's number, as HTML.
    """
    nodes = showing.shown(canonical(html))
    last = max((i for i, node in enumerate(nodes) if node.tag == "p"), default=None)
    names = {_folded(name) for name in signature}
    lines, number = [], 0
    for index, node in enumerate(nodes):
        html = element(node)
        if node.tag == "p" and index == last and _folded(text(node.pieces())) in names:
            html = _with(node, [("class", "signature")])
        elif node.tag == "p":
            number += 1
            html = _with(node, [("id", f"p{number}")], _anchor(number) + offered(number))
        lines.append(html)
    return mark_safe("\n".join(lines))  # noqa: S308 - written by `canonical`, which escapes


def numbered_paragraphs(html: str) -> dict[int, str]:
    """The words of each paragraph by its number in the margin of the public page."""
    return dict(enumerate((block.text for block in blocks(html) if block.tag == "p"), start=1))


def _anchor(number: int) -> str:
    label = _("Paragraph %(number)s") % {"number": number}
    return format_html('<a class="para" href="#p{0}" aria-label="{1}">{0}</a>', number, label)


def _with(node: Node, attributes: Iterable[tuple[str, str]], before: str = "") -> str:
    inner = element(Node("p", (), node.children)).removeprefix("<p>").removesuffix("</p>")
    return enclosed("p", [*attributes, *node.attributes], before + inner)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
