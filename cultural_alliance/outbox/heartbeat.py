"""The sign of life: whether some worker runs, as the desk and the operator want to know."""

from datetime import datetime, timedelta

from django.utils import timezone

from .models import Beat

SILENT_AFTER = timedelta(minutes=3)


def beat() -> None:
    """Says that a worker runs; writes at most every few seconds."""
    now = timezone.now()
    if Beat.objects.filter(pk=Beat.ONLY, at__gt=now - Beat.EVERY, at__lte=now).exists():
        return
    Beat.objects.update_or_create(pk=Beat.ONLY, defaults={"at": now})


def last() -> datetime | None:
    return Beat.objects.filter(pk=Beat.ONLY).values_list("at", flat=True).first()


def is_silent() -> bool:
    at = last()
    return at is None or at < timezone.now() - SILENT_AFTER
