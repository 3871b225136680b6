"""Advice on a text: what a careful reader would stop at. It bars nothing.

    advise(Text(title, summary, body, "fr", dated=document.dated(language)))

Each rule is a module, and would rather say nothing than something wrong.
"""

from cultural_alliance.editions.checking import (
    descriptions,
    facts,
    headings,
    link_texts,
    sentences,
    weekdays,
)
from cultural_alliance.editions.checking.findings import Finding
from cultural_alliance.editions.checking.reading import Text
from cultural_alliance.editions.markup.bounds import too_much

__all__ = ["Finding", "Text", "advise"]

RULES = (facts, weekdays, headings, link_texts, descriptions, sentences)


def advise(text: Text) -> list[Finding]:
    """What to look at again; the gravest first, and within a rule in the order of the text."""
    if refusal := too_much(text.body):
        return [Finding("size", refusal)]
    return [finding for rule in RULES for finding in rule.findings(text)]
