"""The next instant at which something public changes by itself."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from cultural_alliance import surfaces


def next_instant(at: datetime) -> datetime:
    """The earliest that a section names, after `at`; the next midnight at the latest."""
    named = [found for ask in surfaces.instants if (found := ask(at))]
    return min(named)


def next_midnight(at: datetime) -> datetime:
    """Where the portal is: deadlines, activities and Days turn with the date."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min)).astimezone(UTC)
