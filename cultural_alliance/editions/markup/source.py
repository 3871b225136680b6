"""What an editor gave, read: HTML of any making, or text typed in a plain text area.

nh3 takes out what is hostile. What it leaves is read into `Element`s, whose tags and attributes are
checked once more against `allowed`, and written anew from those.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from cultural_alliance.editions.markup.allowed import (
    DEEPEST,
    DROPPED_WITH_CONTENT,
    KNOWN,
    SCHEMES,
    SYNONYMS,
    attributes,
    writable,
)

_TAG = r"/?[a-z][a-z0-9]*(?:[:-][a-z0-9]+)*(?:[\s/][^<>]*)?>"
_SOME_TAG = re.compile(rf"<{_TAG}", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!{_TAG}|!--|!\[|!doctype|\?xml)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


def read(source: str) -> list[Element | str]:
    """The elements and strings of `source`; a form feed in a string stands for blank lines."""
    reader = _Reader()
    reader.feed(
        nh3.clean(
            _as_markup(writable(source)),
            tags=KNOWN,
            clean_content_tags=DROPPED_WITH_CONTENT,
            attributes={"*": {"lang", "dir"}, "a": {"href"}, "li": {"id"}}
            | {cell: {"colspan", "rowspan", "scope"} for cell in ("td", "th")},
            url_schemes=SCHEMES,
            link_rel=None,
        )
    )
    reader.close()
    return [_BLANK_LINES.sub("\f", n) if isinstance(n, str) else n for n in reader.root.children]


def _as_markup(text: str) -> str:
    """HTML out of what may be HTML or may have been typed in a plain text area.

    It is HTML when it holds one complete tag, as a browser would read one: `<`, perhaps `/`, a
    name, perhaps attributes, `>`. So "a <b and c> d" is HTML. Anything else is text, and becomes
    paragraphs at blank lines. In HTML, too, a `<` that begins no complete tag ("a < b",
    "<name@example.org>") is text: read as a tag it would take the text after it along. Either way
    the answer still goes through nh3.
    """
    if _SOME_TAG.search(text):
        return _NO_TAG.sub("&lt;", text)
    paragraphs = _BLANK_LINES.split(escape(text, quote=False).strip())
    return "".join("<p>" + lines.replace("\n", "<br>") + "</p>" for lines in paragraphs)


class _Reader(HTMLParser):
    """Reads what nh3 wrote: every element is closed and every `<` of the text escaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SYNONYMS.get(tag, tag)
        element = Element(tag, attributes(tag, {name: value or "" for name, value in attrs}))
        if tag in ("br", "hr"):
            self.open[-1].children.append(element)
        elif len(self.open) > DEEPEST:
            self.open.append(self.open[-1])
        else:
            self.open[-1].children.append(element)
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(writable(data))
