"""Until when a request may stand open: from tomorrow, and at most twelve months ahead."""

import calendar
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .refusals import WrongDeadline

LONGEST = 12  # months ahead
USUAL = 3  # months: what is suggested, and what a renewal from a letter adds


def earliest() -> date:
    return timezone.localdate() + timedelta(days=1)


def latest() -> date:
    return months_after(timezone.localdate(), LONGEST)


def suggested() -> date:
    return months_after(timezone.localdate(), USUAL)


def renewed(deadline: date | None) -> date:
    """Three months after the deadline, or after today where it has passed."""
    today = timezone.localdate()
    return min(months_after(max(deadline or today, today), USUAL), latest())


def months_after(day: date, months: int) -> date:
    """The same day of the month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def problem(day: date | None) -> str:
    """What speaks against the day, in a sentence; nothing where it is right."""
    if day is None:
        return _("Say until when the request is open.")
    if not earliest() <= day <= latest():
        return _("Take a day from %(first)s to %(last)s.") % {
            "first": date_format(earliest(), "DATE_FORMAT"),
            "last": date_format(latest(), "DATE_FORMAT"),
        }
    return ""


def require(day: date | None) -> None:
    """Raises WrongDeadline."""
    if sentence := problem(day):
        raise WrongDeadline(sentence)
