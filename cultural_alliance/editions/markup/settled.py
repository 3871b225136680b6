"""A text that stands as `clean` wrote it, known by its look: to read it anew would change nothing.

The sanitiser itself (nh3) says that it would take nothing out, in microseconds, where reading takes
milliseconds. A text with a table or footnotes, to which a page adds something, is read.
"""

import re
from html import unescape

import nh3

from cultural_alliance.editions.markup.allowed import (
    DROPPED_WITH_CONTENT,
    HEADINGS,
    MARKS,
    SCHEMES,
)

_SANITISER = nh3.Cleaner(
    tags={"p", "hr", "br", "ul", "ol", "li", "blockquote", *HEADINGS, *MARKS},
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes={"*": {"lang", "dir"}, "a": {"href", "rel"}},
    url_schemes=SCHEMES,
    link_rel=None,
)
_INLINE = rf"[^<]*(?:</?(?:br|{'|'.join(MARKS)})\b[^<]*)*"
_PARAGRAPH = rf"<(p|h2|h3)\b[^<>]*>{_INLINE}</\1>"
_IS_PARAGRAPH = re.compile(_PARAGRAPH)
_BLOCK = re.compile(rf"{_PARAGRAPH}|<(ul|ol|blockquote)\b[^<>]*>.*</\2>|<hr>", re.DOTALL)
_ATTRIBUTE = r'dir="(?:ltr|rtl|auto)"|lang="[A-Za-z0-9-]+"|href="[^"<>]*"|rel="noopener"'
_ODD = re.compile(rf"<\w+ (?!(?:(?:{_ATTRIBUTE}) ?)+>)")
_TAG = re.compile("<[^<>]*>")


def lines(html: str) -> list[str] | None:
    """One for each block; None where the text must be read."""
    found = html.split("\n")
    is_known = all(map(_BLOCK.fullmatch, found)) and not _ODD.search(html)
    return found if is_known and _SANITISER.clean(html) == html else None


def is_paragraph(line: str) -> bool:
    """Without references to footnotes, whose numbers stand apart in the text."""
    return bool(_IS_PARAGRAPH.fullmatch(line)) and 'href="#fn' not in line


def text(line: str) -> str:
    return unescape(_TAG.sub("", line.replace("<br>", "\n")))
