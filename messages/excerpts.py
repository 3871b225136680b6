"""The first sentences of a text, for lists, feeds and the home page."""

import re

from cultural_alliance.editions import html
from cultural_alliance.editions.models import Edition

LONGEST = {"zh": 130}  # characters; others are letters that say less
LONGEST_OTHER = 320
NUMBER_OF_A_NOTE = re.compile(r"\[\d{1,4}\]")
SENTENCE_ENDS = re.compile(r"[.!?؟…][»”\"’)]*(?=\s)|[。！？][”’」]?")


def excerpt(edition: Edition) -> str:
    """The summary, or else the first sentences of the text. `beginning`, where a list fetched
    only that, stands for the text."""
    if edition.summary:
        return edition.summary
    source = getattr(edition, "beginning", None)
    if source is None:
        source = edition.body
    return shortened(first_paragraph(source), LONGEST.get(edition.language, LONGEST_OTHER))


def first_paragraph(source: str) -> str:
    """The text before the second paragraph; a tag that was cut through and the numbers
    of footnotes are left out."""
    if source.rfind("<") > source.rfind(">"):
        source = source[: source.rfind("<")]
    paragraph = html.opening(source)
    return " ".join(NUMBER_OF_A_NOTE.sub("", paragraph).split())


def shortened(text: str, longest: int) -> str:
    """Whole sentences where the first one fits, else whole words and an ellipsis."""
    if len(text) <= longest:
        return text
    ends = [found.end() for found in SENTENCE_ENDS.finditer(text, 0, longest)]
    if ends:
        return text[: ends[-1]]
    cut = text[:longest]
    return cut[: cut.rfind(" ")].rstrip(",;:، ") + " …" if " " in cut else cut + "…"
