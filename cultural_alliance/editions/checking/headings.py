"""Headings: in order, with words and text below them, and no bold paragraph in their stead."""

from collections.abc import Iterator
from itertools import pairwise

from cultural_alliance.editions.checking.findings import Finding, found
from cultural_alliance.editions.checking.reading import Passage, Text
from cultural_alliance.editions.html import words_in
from cultural_alliance.editions.markup.allowed import HEADINGS

ENDS = ".,:;!?…。，：；！？،؛؟"  # a heading ends in none of these; a salutation or a sentence does
A_HEADING, A_PARAGRAPH = 100, 10  # characters at most, words at least


def findings(text: Text) -> Iterator[Finding]:
    yield from _without_words(text.of_body)
    yield from _below_none(text.of_body)
    for above, below in pairwise(text.of_body):
        if above.tag in HEADINGS and below.tag in HEADINGS and above.tag >= below.tag:
            yield found("headings", "No text stands below this heading.", above)
        elif _stands_for_a_heading(above, below):
            yield found("headings", "Is this a heading? Then make it one: bold says so to the eye "
                        "alone.", above)  # fmt: skip


def _without_words(passages: list[Passage]) -> Iterator[Finding]:
    for passage in passages:
        if passage.tag in HEADINGS and not any(map(str.isalnum, passage.text)):
            yield found("headings", "This heading has no words.", passage)


def _below_none(passages: list[Passage]) -> Iterator[Finding]:
    first = next((passage for passage in passages if passage.tag in HEADINGS), None)
    if first and first.tag == "h3":
        advice = "A heading of the second level, and none of the first stands above it."
        yield found("headings", advice, first)


def _stands_for_a_heading(passage: Passage, below: Passage) -> bool:
    """Not the name under a text, which stands above the office that goes with it."""
    return (
        passage.tag == "p"
        and len(passage.text) <= A_HEADING
        and passage.text.rstrip()[-1:] not in ENDS
        and passage.is_bold
        and not below.is_bold
        and (below.tag == "li" or (below.tag == "p" and words_in(below.text) >= A_PARAGRAPH))
    )
