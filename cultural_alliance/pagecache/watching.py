"""One thread in each process asks the database, four times a second, whether anything changed."""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connections

from . import changes, instants

logger = logging.getLogger(__name__)

EVERY = 0.25  # seconds between two looks
TRUSTED = 0.5  # seconds for which what was read is taken for what is
PATIENCE = 0.25  # seconds that a request waits for an answer, once, before the database is away
GONE = 2.0  # seconds without an answer after which nobody else need ask
STEP = 1.0  # seconds between the two clocks that are no drift


@dataclass(frozen=True)
class Reading:
    """What the database said. A page made after it is right until a later reading says otherwise,
    or `until` has come."""

    generation: tuple[Any, ...]
    until: float  # by the clock on the wall
    at: float  # by the clock that only goes forward: when it was asked

    def says_the_same(self, other: "Reading") -> bool:
        return (self.generation, self.until) == (other.generation, other.until)

    def holds(self, since: float) -> bool:
        return self.at >= max(since, time.monotonic() - TRUSTED) and time.time() < self.until


# The one that serves in this process, if any.
serving: "Watcher | None" = None


class Watcher:
    """Starts with the first that asks. `latest` is for requests: it never asks the database."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.thread: threading.Thread | None = None
        self.reading: Reading | None = None
        self.is_away = False
        self.is_ending = False
        self.outdated_at = 0.0
        self.wanted = threading.Event()
        self.offset = time.time() - time.monotonic()
        self.steps = 0
        self.remembered: dict[Any, tuple[Reading, Any]] = {}  # parts of pages (`remembering`)
        self.large: dict[Any, tuple[Reading, Any]] = {}

    def latest(self) -> Reading | None:
        """What the database last said; None where it does not answer."""
        if self.is_away:
            return None
        reading = self.reading
        return reading if reading and reading.holds(self.outdated_at) else self._asked_anew()

    def is_gone(self) -> bool:
        """Away, and not for a moment alone: who asked it now would only wait."""
        last = self.reading
        return self.is_away and last is not None and time.monotonic() - last.at > GONE

    def look_again(self) -> None:
        """This process changed something: what was read before does not count."""
        self.outdated_at = time.monotonic()

    def end(self) -> None:
        global serving
        if serving is self:
            serving = None
        self.is_ending = True
        self.wanted.set()
        if self.thread:
            self.thread.join()

    def _begin(self) -> None:
        global serving
        serving = self
        self.thread = threading.Thread(target=self._watch, name="pagecache", daemon=True)
        self.thread.start()

    def _asked_anew(self) -> Reading | None:
        since = max(self.outdated_at, time.monotonic() - TRUSTED)
        with self.changed:
            if self.thread is None:
                self._begin()
            self.wanted.set()
            if self.changed.wait_for(lambda: self._answered(since), PATIENCE):
                return None if self.is_away else self.reading
            if self.reading:  # it has answered before
                self._is_away("it does not answer")
            return None

    def _answered(self, since: float) -> bool:
        return self.is_away or (self.reading is not None and self.reading.holds(since))

    def _watch(self) -> None:
        connection = own_connection()
        while not self.is_ending:
            try:
                self._tell(self._read())
            except Exception as error:
                with self.changed:
                    self._is_away(error)
                connection.close()
            self.wanted.wait(EVERY)
            self.wanted.clear()
        connection.close()

    def _read(self) -> Reading:
        asked, before = time.monotonic(), self.reading
        generation = (*changes.generation(), self._steps())
        if before and before.generation == generation and time.time() < before.until:
            return Reading(generation, before.until, asked)
        until = instants.next_instant(datetime.now(UTC)).timestamp()
        return Reading(generation, until, asked)

    def _steps(self) -> int:
        """How often the clock on the wall was set: what was public by the old time is not sure."""
        offset = time.time() - time.monotonic()
        if abs(offset - self.offset) > STEP:
            self.steps += 1
            self.offset = offset
        return self.steps

    def _tell(self, reading: Reading) -> None:
        with self.changed:
            self.reading = reading
            if self.is_away:
                self.is_away = False
                logger.error("The database is back: pages are made anew.")
            self.changed.notify_all()

    def _is_away(self, why: object) -> None:
        if not self.is_away:
            self.is_away = True
            logger.error("The database is away; pages that are kept are still served: %s", why)
        self.changed.notify_all()


def own_connection() -> Any:
    """For this thread alone, outside the pool, which would make it wait."""
    own = connections["default"].copy()
    own.settings_dict["OPTIONS"].pop("pool", None)
    if own.vendor == "postgresql":
        own.settings_dict["OPTIONS"]["connect_timeout"] = 2
    connections["default"] = own
    return own


def look_again() -> None:
    """After the commit of a change, in the process that made it."""
    if serving:
        serving.look_again()
