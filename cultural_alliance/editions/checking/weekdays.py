"""Days that the calendar does not have: a weekday that does not fit its date, 31 September."""

from calendar import day_name
from collections.abc import Iterator

from cultural_alliance.editions.checking.findings import Finding, found
from cultural_alliance.editions.checking.reading import Text
from cultural_alliance.editions.checking.written_dates import Written, named, written_in

SINCE = 1930  # before, a date may be of another calendar
LEAP_YEAR = 2000


def findings(text: Text) -> Iterator[Finding]:
    for passage in text.passages:
        for written in written_in(passage.text, text.language):
            if advice := _advice(written, text):
                yield found("weekdays", advice, passage, written.words)


def _advice(written: Written, text: Text) -> str:
    given_on = text.dated.given_on
    of_delivery = given_on if given_on and written.falls_on(given_on) else None
    year = written.year or (of_delivery.year if of_delivery else None)
    if year and year < SINCE:
        return ""
    day = written.of_year(year or LEAP_YEAR)
    if day is None:
        return "" if written.in_figures else "The calendar has no such day."
    if year and written.weekday is not None and written.weekday != day.weekday():
        return f"{named(day)} is a {day_name[day.weekday()]}."
    return ""
