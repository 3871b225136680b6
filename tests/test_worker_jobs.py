"""Whatever falls due is done once, however long the worker slept; no job stops another."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from cultural_alliance import languages, letters, outbox, surfaces
from cultural_alliance.limits.models import Count
from cultural_alliance.outbox import jobs
from cultural_alliance.outbox.jobs import Jobs
from cultural_alliance.outbox.models import Beat, Message
from cultural_alliance.outbox.worker import Worker
from cultural_alliance.surfaces import Registry


@pytest.fixture
def due(monkeypatch: pytest.MonkeyPatch) -> "Registry[Callable[[], int]]":
    """The registry, with the test's own jobs alone."""
    registry: Registry[Callable[[], int]] = Registry()
    monkeypatch.setattr(surfaces, "due", registry)
    return registry


def fail() -> int:
    raise RuntimeError("the job broke")


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_by_its_name_and_stops_no_other(
    due: Any, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    due.register("first", lambda: done.append("first") or 1, place=1)
    due.register("broken", fail, place=2)
    due.register("last", lambda: done.append("last") or 1, place=3)
    with caplog.at_level(logging.ERROR):
        assert Jobs().run() == 2
    assert done == ["first", "last"]
    assert "'broken' failed" in caplog.text
    assert "the job broke" in caplog.text


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_after_a_pause_that_grows(
    due: Any, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[datetime] = []
    due.register("broken", lambda: tries.append(timezone.now()) or fail())
    running = Jobs()
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        for _ in range(240):
            running.run()
            clock.shift(timedelta(seconds=5))
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses[:3] == [jobs.FIRST_PAUSE * factor for factor in (1, 2, 4)]
    assert max(pauses) == jobs.LONGEST_PAUSE
    assert running.failing == ["broken"]


@pytest.mark.django_db
def test_a_worker_that_is_told_to_end_finishes_the_job_in_its_hands_alone(due: Any) -> None:
    worker, done = Worker(), []
    due.register("first", lambda: done.append("first") or worker.end() or 1, place=1)
    due.register("last", lambda: done.append("last") or 1, place=2)
    worker.once()
    assert done == ["first"]
    Worker().once()
    assert done == ["first", "first", "last"]


@pytest.mark.django_db
def test_the_command_does_what_is_due_once_and_tells_of_what_failed(
    due: Any, settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    mail = letters.compose("Été à Paris", "Words", to="a@example.org", language=languages.DEFAULT)
    due.register("writes", lambda: mail.send())
    call_command("work", once=True)
    [file] = (tmp_path / "mail").iterdir()
    assert file.name.endswith(".eml") and "ete-a-paris" in file.name
    assert "Words" in file.read_text()
    assert Beat.objects.exists()
    due.register("broken", fail)
    with pytest.raises(CommandError, match="broken"):
        call_command("work", once=True)


def remind() -> int:
    """A job as sections write them: lock, look again, write, settle."""
    done = 0
    for pk in Count.objects.filter(ends_at__lte=timezone.now()).values_list("pk", flat=True):
        with transaction.atomic():
            row = Count.objects.select_for_update().filter(pk=pk).first()
            if row is None:
                continue
            letters.compose(
                "It is over",
                "Words",
                to="a@example.org",
                language=languages.DEFAULT,
                headers={"Message-ID": outbox.once(f"count {pk} is over")},
            ).send()
            row.delete()
            done += 1
    return done


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_slept_for_long_do_each_thing_once(due: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    due.register("remind", remind)
    long_ago = timezone.now() - timedelta(days=400)
    for number in range(5):
        Count.objects.create(key=f"key {number}", ends_at=long_ago)
    Count.objects.create(key="not yet", ends_at=timezone.now() + timedelta(days=1))
    together, done = threading.Barrier(2, timeout=20), []

    def run() -> None:
        together.wait()
        try:
            done.append(Jobs().run())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(done) == 5
    assert Message.objects.count() == 5
    assert Count.objects.get().key == "not yet"
