"""The worker: does what has fallen due and sends the mail, until it is told to end.

Any number of workers may run at once. One that is killed leaves nothing half done: a job's change
is its transaction, and a message in its hands is free again when its lease is over.
"""

import logging
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from . import heartbeat, sending
from .jobs import Jobs

logger = logging.getLogger(__name__)

IDLE = 1.0  # seconds between two looks for mail
JOBS_EVERY = 5.0  # seconds; sooner while they find more to do
AT_ONCE = 100  # messages, before the jobs have their turn again
LONGEST_WAIT = 30.0  # seconds, for a database that is away


class Worker:
    def __init__(self) -> None:
        self.jobs = Jobs()
        self.is_ending = False
        self._jobs_at = 0.0
        self._trouble = 0

    def end(self, *args: object) -> None:
        """After the message or the job in its hands. Also a receiver of signals."""
        self.is_ending = True

    def run(self) -> None:
        while not self.is_ending:
            self._rest(self._round_or_trouble())

    def once(self) -> int:
        """All that is due now: the jobs, then the mail, theirs with it."""
        heartbeat.beat()
        return self.jobs.run(self._goes_on) + sending.send_due(go_on=self._goes_on)

    def round(self) -> float:
        """Answers after how many seconds to look again."""
        close_old_connections()
        heartbeat.beat()
        done = 0
        if time.monotonic() >= self._jobs_at:
            done = self.jobs.run(self._goes_on)
            self._jobs_at = time.monotonic() + (0 if done else JOBS_EVERY)
        tried = sending.send_due(AT_ONCE, go_on=self._goes_on)
        return 0 if done or tried == AT_ONCE else IDLE

    def _round_or_trouble(self) -> float:
        """A database that is away is waited for; anything else, too, is logged and tried again."""
        try:
            wait = self.round()
        except (OperationalError, InterfaceError) as error:
            if not self._trouble:
                logger.error("The database is away, and is waited for: %s", error)
        except Exception:
            logger.exception("The worker met something unforeseen, and goes on.")
        else:
            self._trouble = 0
            return wait
        connections.close_all()
        self._trouble += 1
        return min(IDLE * 2 ** min(self._trouble - 1, 10), LONGEST_WAIT)

    def _goes_on(self) -> bool:
        if not self.is_ending:
            heartbeat.beat()
        return not self.is_ending

    def _rest(self, seconds: float) -> None:
        """A signal does not end a sleep: so it is a row of short ones."""
        ends = time.monotonic() + seconds
        while not self.is_ending and (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))
