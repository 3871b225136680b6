"""Which elements, attributes and addresses a text may hold: nothing that is not named here."""

import re
import unicodedata

# In the order they are written, outermost first.
MARKS = ("a", "span", "strong", "em", "sup", "sub")
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
PARAGRAPH_LIKE = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure",
    "figcaption", "address", "pre", "center", "details", "summary", "dl", "dt", "dd", "form",
    "fieldset", "legend",
}  # fmt: skip
KNOWN = {"blockquote", "br", "hr", *MARKS, *HEADINGS, *CELLS, *CHILDREN, *SYNONYMS, *PARAGRAPH_LIKE}
DROPPED_WITH_CONTENT = {"script", "style", "template", "iframe", "noframes", "noembed", "title"}
SCHEMES = {"http", "https", "mailto"}
DEEPEST = 100  # elements within elements that are read; deeper ones count as their text alone

# PostgreSQL refuses the first, XML (the feeds) nearly all, UTF-8 the surrogates.
_UNWRITABLE = re.compile(
    "[\0-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_SCHEME = re.compile(r"([^:/?#]*):")  # an address within the portal has no colon there


def writable(text: str) -> str:
    """`text` with lines that end in LF, without the characters that a database or XML refuses."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def attributes(tag: str, given: dict[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    if tag == "a":
        return _link(given.get("href", ""))
    if tag in ("td", "th"):
        for name in ("colspan", "rowspan"):
            if re.fullmatch(r"[2-9]|[1-9][0-9]{1,2}", given.get(name, "")):
                kept[name] = given[name]
        if given.get("scope") in ("row", "col", "rowgroup", "colgroup"):
            kept["scope"] = given["scope"]
    if tag == "li" and re.fullmatch(r"fn[1-9][0-9]{0,4}", given.get("id", "")):
        kept["id"] = given["id"]
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
