"""How much markup is read at all: the time it takes grows with the square of what lies within one
another. Nobody writes such a text: programs make one, by mistake or to do harm.
"""

import re
from collections import Counter

LONGEST = 500_000  # characters: some 75,000 words
MOST = 50_000  # elements
MOST_WITHIN = 1_000_000  # the same, each counted as often as it lies within others
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:[:-][a-z0-9]+)*(?:[\s/][^<>]*)?>", re.IGNORECASE)
# Elements that need no end, or end where the next one begins.
_ENDLESS = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
    "option", "optgroup",
}  # fmt: skip


def too_much(source: str) -> str:
    """In a sentence, why the text is not read. Empty where it can be."""
    if len(source) > LONGEST:
        return f"The text is longer than {LONGEST:,} characters. Make two texts of it, or more."
    elements, within = _count(source)
    if elements > MOST or within > MOST_WITHIN:
        return "The text holds too many elements to be read. Paste it as plain text."
    return ""


def _count(source: str) -> tuple[int, int]:
    open_ones: Counter[str] = Counter()
    elements = depth = within = 0
    for match in _TAG.finditer(source):
        name = match[2].lower()
        if match[1]:
            closes = min(open_ones[name], 1)
            open_ones[name] -= closes
            depth -= closes
            continue
        elements += 1
        within += depth
        if name not in _ENDLESS:
            open_ones[name] += 1
            depth += 1
    return elements, within
