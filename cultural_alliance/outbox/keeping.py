"""How long mail is kept; docs/operating.md and the Privacy page say the same."""

from datetime import timedelta

from django.utils import timezone

from .models import Message
from .sending import NOTHING_LEFT

# What is left of a sent message names nobody. It stays for longer than a year, so that a letter
# that is due once is not stored again by a job that looks at the same date once more.
TRACES_KEPT = timedelta(days=400)
GIVEN_UP_KEPT = timedelta(days=30)


def forget() -> int:
    """Erases mail that was given up and that nobody looked after, and takes old traces away.
    A job of the worker."""
    now = timezone.now()
    left = Message.objects.given_up().filter(given_up_at__lt=now - GIVEN_UP_KEPT)
    erased = left.update(erased_at=now, **NOTHING_LEFT)
    old = Message.objects.erased().filter(created_at__lt=now - TRACES_KEPT)
    deleted = old.delete()[0] if old.exists() else 0
    return int(erased) + deleted
