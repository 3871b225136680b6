"""Alerts by real workers: two at once, and one that is killed. Each subscriber is told once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cultural_alliance.outbox.models import Message
from messages.alerts import expanding, job
from messages.models import Alert, Delivery
from tests.support.mail import Mailbox, work_once
from tests.support.record import approved, correct, make_statement
from tests.support.subscribers import subscribe
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def to_the_outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"


def publish_for(number: int) -> Any:
    for each in range(number):
        subscribe(f"n{each:02}@example.org")
    statement = make_statement("The news")
    approved(statement.editions.get())
    return statement


def letters() -> Counter[str]:
    """To readers: the desk is told about its texts too."""
    stored = Message.objects.exclude(purpose__startswith="editions/")
    return Counter(to for each in stored for to in each.recipients)


def test_two_workers_at_once_tell_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expanding, "BATCH", 3)
    statement = publish_for(20)
    correct(statement, title="Put right")
    answers = at_once(job.run, job.run)
    faults = [each for each in answers if isinstance(each, Exception)]
    job.run()  # whatever the faster one left to the other
    assert not faults
    assert letters() == {f"n{each:02}@example.org": 1 for each in range(20)}
    assert not Alert.objects.unfinished().exists()


@pytest.mark.slow
def test_a_worker_that_is_killed_is_resumed(database_url: str) -> None:
    publish_for(60)
    words = (
        "import django; django.setup();"
        "from messages.alerts import expanding, job; expanding.BATCH = 1; job.run()"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},  # the settings' name is there already
    )
    until = time.monotonic() + 30
    while not Delivery.objects.exists() and worker.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    made = Delivery.objects.count()
    assert 0 < made < 60, "it was not killed in the middle"
    assert sum(letters().values()) == made
    job.run()
    assert letters() == {f"n{each:02}@example.org": 1 for each in range(60)}


def test_the_letter_arrives_by_mail_and_its_address_is_forgotten(smtp_server: Mailbox) -> None:
    publish_for(1)
    work_once()
    work_once()
    [letter] = smtp_server.to("n00@example.org")
    assert letter.subject == "The news"
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not letters(), "the outbox still knows the address"
