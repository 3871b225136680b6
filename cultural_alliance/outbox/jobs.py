"""The jobs of the worker: whatever has fallen due, in every section (`surfaces.due`)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections, connection
from django.utils import timezone

from cultural_alliance import surfaces

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)


class Jobs:
    """Runs them all, each for itself: one that fails is logged by its name, stops no other, and
    is tried again after a pause that grows while it goes on failing."""

    def __init__(self) -> None:
        self._pauses: dict[str, timedelta] = {}
        self._resting: dict[str, datetime] = {}

    def run(self, go_on: Callable[[], bool] = lambda: True) -> int:
        """How many things were done. Between two of them it is asked whether to go on."""
        names = [name for name, _ in surfaces.due.items()]
        return sum(self._run(name) for name in names if self._may(name) and go_on())

    @property
    def failing(self) -> list[str]:
        return sorted(self._pauses)

    def _may(self, name: str) -> bool:
        return name not in self._resting or self._resting[name] <= timezone.now()

    def _run(self, name: str) -> int:
        try:
            done = int(surfaces.due[name]())
        except Exception:
            self._pauses[name] = min(self._pauses.get(name, FIRST_PAUSE / 2) * 2, LONGEST_PAUSE)
            self._resting[name] = timezone.now() + self._pauses[name]
            logger.exception("The job %r failed; it is tried again.", name)
            if not connection.in_atomic_block:  # as it is in a test alone
                close_old_connections()  # the next job gets one that works
            return 0
        self._pauses.pop(name, None)
        self._resting.pop(name, None)
        return done
