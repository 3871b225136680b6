"""Which HTML a text may hold, and how what an editor gave is read.

nh3 takes out what is hostile. What it leaves is read into `Element`s, whose tags and attributes are
checked once more against the tables below; `canonical` writes them anew, so that nothing reaches a
page that is not named here.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

MARKS = (
    "a",
    "span",
    "strong",
    "em",
    "sup",
    "sub",
)  # in the order they are written, outermost first
HEADINGS = {"h2", "h3"}
CELLS = {"li", "td", "th", "caption"}
# What may stand directly in each of these. The first takes in whatever else is found there.
CHILDREN = {
    "ul": ("li",),
    "ol": ("li",),
    "table": ("tbody", "thead", "caption"),
    "thead": ("tr",),
    "tbody": ("tr",),
    "tr": ("td", "th"),
}
SYNONYMS = {
    "b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "tfoot": "tbody",
}  # fmt: skip
# Not kept, but they end a paragraph: "<div>one</div><div>two</div>" must not read "onetwo".
PARAGRAPH_LIKE = set(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "figure",
        "figcaption",
        "address",
        "pre",
        "center",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "legend",
    ]
)
KNOWN = {"blockquote", "br", "hr", *MARKS, *HEADINGS, *CELLS, *CHILDREN, *SYNONYMS, *PARAGRAPH_LIKE}
DROPPED_WITH_CONTENT = {"script", "style", "template", "iframe", "noframes", "noembed", "title"}
SCHEMES = {"http", "https", "mailto"}
DEEPEST = 100  # elements within elements that are read; deeper ones count as their text alone

# PostgreSQL refuses the first, XML (the feeds) nearly all, UTF-8 the surrogates.
_UNWRITABLE = re.compile(
    "[\0-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_TAG = r"/?[a-z][a-z0-9]*(?:[:-][a-z0-9]+)*(?:[\s/][^<>]*)?>"
_SOME_TAG = re.compile(rf"<{_TAG}", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!{_TAG}|!--|!\[|!doctype|\?xml)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


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
            attributes={"*": {"lang", "dir"}, "a": {"href"}}
            | {cell: {"colspan", "rowspan", "scope"} for cell in ("td", "th")},
            url_schemes=SCHEMES,
            link_rel=None,
        )
    )
    reader.close()
    return [_BLANK_LINES.sub("\f", n) if isinstance(n, str) else n for n in reader.root.children]


def writable(text: str) -> str:
    """`text` with lines that end in LF, without the characters that a database or XML refuses."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


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
        element = Element(tag, _attributes(tag, {name: value or "" for name, value in attrs}))
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


def _attributes(tag: str, given: dict[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    if tag == "a":
        return _link(given.get("href", ""))
    if tag in ("td", "th"):
        for name in ("colspan", "rowspan"):
            if re.fullmatch(r"[2-9]|[1-9][0-9]{1,2}", given.get(name, "")):
                kept[name] = given[name]
        if given.get("scope") in ("row", "col", "rowgroup", "colgroup"):
            kept["scope"] = given["scope"]
    if tag not in MARKS or tag == "span":
        if given.get("dir", "").lower() in ("ltr", "rtl", "auto"):
            kept["dir"] = given["dir"].lower()
        if _LANGUAGE_TAG.fullmatch(given.get("lang", "")):
            kept["lang"] = given["lang"]
    return kept


def _link(address: str) -> dict[str, str]:
    """Nothing for an address that leads nowhere safe; the link is then its text."""
    address = unicodedata.normalize("NFC", re.sub(r"[\x00-\x20\x7f-\x9f]", "", writable(address)))
    address = re.sub(r"""[<>"'`\\{}|^]""", lambda found: f"%{ord(found[0]):02X}", address)
    scheme = _SCHEME.match(address)
    if not address or (scheme and scheme[1].lower() not in SCHEMES):
        return {}
    leaves = address.startswith("//") or (scheme and scheme[1].lower() != "mailto")
    return {"href": address, **({"rel": "noopener"} if leaves else {})}
