"""Dates that contradict the facts: the day of delivery, the day of the occasion."""

import re
from collections.abc import Iterator
from datetime import date

from cultural_alliance.editions.checking.findings import Finding, found
from cultural_alliance.editions.checking.reading import Passage, Text
from cultural_alliance.editions.checking.saying import says_when_given
from cultural_alliance.editions.checking.written_dates import Written, named, written_in

A_LINE = 40  # characters of a paragraph that gives no more than a place and a date
# Between the name of an occasion and its day: "the Day, on 12 September".
_GAP = re.compile(r"\W*(?:\w{1,4}\W+){0,2}[于在的为]?\W*")


def findings(text: Text) -> Iterator[Finding]:
    for passage in text.passages:
        for written in written_in(passage.text, text.language):
            if advice := _advice(written, passage, text):
                yield found("facts", advice, passage, written.words)


def _advice(written: Written, passage: Passage, text: Text) -> str:
    given_on = text.dated.given_on
    if written.one_of_several or (given_on and written.falls_on(given_on)):
        return ""
    if given_on and (
        says_when_given(written, passage.text, text.language)
        or _is_a_slip(written, passage, given_on)
    ):
        return f"The facts say that it is given on {named(given_on)}."
    return _of_occasion(written, passage.text, text)


def _is_a_slip(written: Written, passage: Passage, day: date) -> bool:
    """The same day of the year before or after, or in a line that dates the text. An older one is
    history: a Day recalls what happened on it."""
    if written.year is None or (written.day, written.month) != (day.day, day.month):
        return False
    is_line = passage.tag == "p" and len(passage.text) <= A_LINE
    return is_line or abs(written.year - day.year) == 1


def _of_occasion(written: Written, passage: str, text: Text) -> str:
    """Where the day stands right behind the occasion's name."""
    dated, before = text.dated, passage[: written.start]
    year = written.year or (dated.given_on.year if dated.given_on else None)
    at = before.casefold().rfind(dated.occasion.casefold()) if dated.occasion else -1
    if at < 0 or year is None or not _GAP.fullmatch(before, at + len(dated.occasion)):
        return ""
    day = dated.day_in(year)
    return (
        f"In {year} the occasion is on {named(day)}." if day and not written.falls_on(day) else ""
    )
