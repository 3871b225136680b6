"""When the record's public side changes by itself: a text goes live, a notice begins or ends."""

from datetime import datetime
from typing import Any

from .models import Edition, Notice


def next_instant(at: datetime) -> datetime | None:
    """The earliest after `at`."""
    coming: list[Any] = [
        Edition.objects.scheduled(at).order_by("published_at").values_list("published_at"),
        Notice.objects.filter(starts_at__gt=at).order_by("starts_at").values_list("starts_at"),
        Notice.objects.filter(ends_at__gt=at).order_by("ends_at").values_list("ends_at"),
    ]
    return min((row[0] for each in coming for row in each[:1]), default=None)
