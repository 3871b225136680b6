"""What an editor wrote, made safe to show, and what the portal reads out of it."""

import re
import unicodedata
from collections.abc import Callable, Collection
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cultural_alliance.editions.blocks import Block, split
from cultural_alliance.editions.markup import settled, showing
from cultural_alliance.editions.markup.canonical import canonical
from cultural_alliance.editions.markup.writing import element, written

__all__ = [
    *("Block", "blocks", "clean", "numbered", "numbered_paragraphs", "opening", "plain", "shown"),
    *("words", "words_in"),
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


def opening(html: str) -> str:
    """As `plain`, of the first block alone. The text may be cut off behind it."""
    first = next((line for line in html.split("\n") if line != "<hr>"), "")
    if settled.is_paragraph(first):
        return settled.text(first)
    return plain(first).partition("\n\n")[0]


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
    return mark_safe("\n".join(_lines(html)))  # noqa: S308 - as in `numbered`


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
    lines = _lines(html)
    last = max((i for i, line in enumerate(lines) if _is_paragraph(line)), default=None)
    names = {_folded(name) for name in signature}
    number = 0
    for index, line in enumerate(lines):
        if not _is_paragraph(line):
            continue
        if index == last and _folded(settled.text(line)) in names:
            lines[index] = f'<p class="signature"{line[2:]}'
            continue
        number += 1
        attributes, inner = line[2:].split(">", 1)
        beside = _anchor(number, get_language()) + offered(number)
        lines[index] = f'<p id="p{number}"{attributes}>{beside}{inner}'
    return mark_safe("\n".join(lines))  # noqa: S308 - of `_lines`, whose text is escaped


def _lines(html: str) -> list[str]:
    """The text as pages show it, a line for each of its blocks."""
    return settled.lines(html) or [element(node) for node in showing.shown(canonical(html))]


def _is_paragraph(line: str) -> bool:
    return line.startswith(("<p>", "<p "))


def numbered_paragraphs(html: str) -> dict[int, str]:
    """The words of each paragraph by its number in the margin of the public page."""
    return dict(enumerate((block.text for block in blocks(html) if block.tag == "p"), start=1))


@lru_cache(4_000)
def _anchor(number: int, language: str | None) -> str:
    label = _("Paragraph %(number)s") % {"number": number}
    return format_html('<a class="para" href="#p{0}" aria-label="{1}">{0}</a>', number, label)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
