"""The hour when the world reads one page: what becomes public, and what goes, is seen through every
worker within a second, and a scheduled text at its instant; nobody is shown half of each."""

import os
import re
import signal
import subprocess
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.support.crowd import Crowd, Shown
from tests.support.portal import Portal, granian
from tests.support.record import correct, make_statement, removed, withdrawn
from tests.support.waiting import wait_until

pytestmark = pytest.mark.slow


def state_of(status: int, body: bytes) -> str:
    """Which of the texts is shown, or what is told instead."""
    if status == 410:
        return "removed"
    found = {each.decode() for each in re.findall(rb"The (\w+) text\.", body)}
    titles = {each.decode() for each in re.findall(rb"Title of the (\w+)", body)}
    if status != 200 or len(found) != 1 or titles != found:
        return f"torn: {status} {found} {titles}"
    return ("withdrawn " if b"A wrong figure." in body else "") + found.pop()


def text(name: str) -> dict[str, str]:
    return {"title": f"Title of the {name}", "body": f"<p>The {name} text.</p>"}


def stale(shown: list[Shown], public: list[tuple[str, float]]) -> list[Shown]:
    """Who asked more than a second after something was public, and was shown what was before."""
    order = [state for state, _at in public]
    return [
        each
        for place, (_state, at) in enumerate(public)
        for each in shown
        if each.asked_at > at + 1 and each.state in order[:place]
    ]


def test_readers_of_two_workers_see_each_change_within_a_second(granian_portal: Portal) -> None:
    statement = make_statement(published_on=timezone.now(), slug="the-day", **text("first"))
    public: list[tuple[str, float]] = []
    with Crowd(granian_portal.at(statement.get_absolute_url()), state_of) as crowd:

        def now_public(state: str, at: float = 0.0) -> None:
            public.append((state, at or time.time()))
            crowd.wait_for(state, since=public[-1][1] + 1)

        now_public("first")
        correct(statement, **text("second"))
        now_public("second")
        scheduled = timezone.now() + timedelta(seconds=6)  # the machine has other tests in hand
        correct(statement, at=scheduled, **text("third"))
        now_public("third", scheduled.timestamp())
        withdrawn(statement, "A wrong figure.")
        now_public("withdrawn third")
        removed(statement)
        now_public("removed")
    late = stale(crowd.shown, public)
    assert not late, f"{len(late)} of {len(crowd.shown)} were stale: {late[:3]}"
    early = [each for each in crowd.shown if each.state == "third"]
    assert min(each.had_at for each in early) >= scheduled.timestamp(), "shown before its instant"
    assert not [each for each in crowd.shown if each.state.startswith("torn")]
    for state, _at in public:
        assert len({each.digest for each in crowd.shown if each.state == state}) == 1, state
    hits = [each for each in crowd.shown if each.cache_status.startswith("Alliance; hit")]
    assert len(hits) > 500, "the control: hardly anybody read what is kept"
    sooner = [(state, at - 9) for state, at in public]
    assert stale(crowd.shown, sooner), "the control: one who is shown the past would be counted"


def test_a_worker_that_is_killed_is_missed_by_nobody_for_long(
    database_url: str, settings: Any
) -> None:
    statement = make_statement(published_on=timezone.now(), slug="the-day", **text("first"))
    with granian(database_url, settings) as (portal, server):
        with Crowd(portal.at(statement.get_absolute_url()), state_of, readers=8) as crowd:
            crowd.wait_for("first")
            os.kill(workers_of(server)[0], signal.SIGKILL)
            killed_at = time.time()
            crowd.wait_for("first", since=killed_at)
            correct(statement, **text("second"))
            crowd.wait_for("second")
            wait_until(lambda: len(workers_of(server)) == 2, server)  # it comes again
            crowd.wait_for("second", since=time.time() + 1)
        assert not {each.status for each in crowd.shown} - {0, 200}
        broken = [each for each in crowd.shown if not each.status]
        assert len(broken) <= 3 * 8, "more than those that it was answering"


def workers_of(server: "subprocess.Popen[bytes]") -> list[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=False
    )
    children = [int(pid) for pid in found.stdout.split()]
    return [pid for pid in children if b"resource_tracker" not in cmdline(pid)]


def cmdline(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b"resource_tracker"
