"""The weekly letter: one on Monday morning, Paris time, and none in a week without news."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cultural_alliance.editions import notices
from messages.alerts import job, weekly
from messages.models import Delivery, Subscriber
from tests.support.cast import publisher
from tests.support.record import approved, correct, make_statement, removed, withdrawn
from tests.support.subscribers import path_in, subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def monday(time_machine: Any) -> Iterator[datetime]:
    """The coming Monday at seven in Paris; the clock stands two days before it."""
    at = weekly.last_monday(timezone.now() + timedelta(days=14))
    time_machine.move_to(at - timedelta(days=2))
    yield at


def publish(title: str) -> Any:
    statement = make_statement(title)
    approved(statement.editions.get())
    statement.refresh_from_db()
    return statement


def titles(letter: Any) -> str:
    return str(letter.body)


def test_monday_at_seven_is_that_of_paris() -> None:
    for now, then in (
        (datetime(2026, 3, 30, 6, 59, tzinfo=PARIS), datetime(2026, 3, 23, 7, tzinfo=PARIS)),
        (datetime(2026, 3, 30, 7, 0, tzinfo=PARIS), datetime(2026, 3, 30, 7, tzinfo=PARIS)),
        (datetime(2026, 4, 5, 23, 0, tzinfo=PARIS), datetime(2026, 3, 30, 7, tzinfo=PARIS)),
    ):
        assert weekly.last_monday(now) == then


def test_one_letter_collects_the_week(monday, time_machine, to_readers) -> None:
    subscribe("weekly@example.org", frequency="weekly")
    subscribe("at-once@example.org")
    publish("First of the week")
    publish("Second of the week")
    job.run()
    assert {letter.to[0] for letter in to_readers} == {"at-once@example.org"}
    to_readers.clear()
    time_machine.move_to(monday + timedelta(minutes=1))
    for _ in range(3):
        job.run()
    [letter] = to_readers
    assert letter.to == ["weekly@example.org"] and letter.subject == "Statements of the week"
    assert "First of the week" in letter.body and "Second of the week" in letter.body
    assert letter.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert path_in(letter, "mine") and "\n\n\n" not in letter.body
    time_machine.move_to(monday + timedelta(days=7, minutes=1))
    job.run()
    assert len(to_readers) == 1, "a letter in a week without news"


def test_a_worker_that_slept_for_weeks_writes_one_letter(monday, time_machine, to_readers) -> None:
    subscribe(frequency="weekly")
    publish("Long ago")
    time_machine.move_to(monday + timedelta(days=30))
    publish("Just now")
    job.run()
    [letter] = to_readers
    assert "Long ago" in letter.body and "Just now" not in letter.body
    time_machine.move_to(monday + timedelta(days=35, hours=1))
    job.run()
    assert "Just now" in to_readers[1].body and "Long ago" not in to_readers[1].body


def test_what_is_told_late_waits_for_the_next_monday(monday, time_machine, to_readers) -> None:
    subscribe(frequency="weekly")
    publish("Of this week")
    time_machine.move_to(monday + timedelta(minutes=1))
    job.run()
    Delivery.objects.update(told_at=None)  # as if it had committed late
    job.run()
    assert len(to_readers) == 1


def test_what_came_and_went_within_the_week_is_not_told(monday, time_machine, to_readers) -> None:
    subscribe(frequency="weekly")
    gone, undone = publish("Gone"), publish("Undone")
    fixed = publish("With a mistake")
    job.run()
    withdrawn(gone)
    correct(fixed, title="Put right")
    job.run()
    removed(undone)
    time_machine.move_to(monday + timedelta(minutes=1))
    job.run()
    [letter] = to_readers
    assert "Put right" in letter.body and "With a mistake" not in letter.body
    assert "Gone" not in letter.body and "Undone" not in letter.body
    assert letter.body.count("/info/messages/") == 1
    assert Delivery.objects.filter(told_at=None).count() == 0


def test_corrections_and_withdrawals_of_earlier_weeks_stand_in_it(
    monday, time_machine, to_readers
) -> None:
    subscribe(frequency="weekly")
    fixed, gone, restored = publish("To be fixed"), publish("To go"), publish("To come back")
    time_machine.move_to(monday + timedelta(minutes=1))
    job.run()
    to_readers.clear()
    correct(fixed, title="Fixed", change_note="A figure was wrong.")
    withdrawn(gone, "It was not authorised.")
    notice = withdrawn(restored)
    job.run()
    notices.restore(notice, by=publisher())
    assert not to_readers
    time_machine.move_to(monday + timedelta(days=7, minutes=1))
    job.run()
    [letter] = to_readers
    for words in ("Fixed", "> A figure was wrong.", "To go", "> It was not authorised."):
        assert words in letter.body
    assert "To come back" not in letter.body and "To be fixed" not in letter.body


def test_who_changes_to_at_once_loses_nothing(monday, time_machine, to_readers) -> None:
    subscriber = subscribe(frequency="weekly")
    statement = publish("While weekly")
    job.run()
    Subscriber.objects.filter(pk=subscriber.pk).update(frequency="at-once")
    withdrawn(statement)
    publish("While at once")
    job.run()
    assert [letter.subject for letter in to_readers] == ["While at once"]
    time_machine.move_to(monday + timedelta(minutes=1))
    job.run()
    assert len(to_readers) == 1, "told of a withdrawal of what was never told"


def test_who_leaves_before_monday_gets_no_letter(monday, time_machine, to_readers) -> None:
    subscriber = subscribe(frequency="weekly")
    publish("Of this week")
    job.run()
    subscriber.delete()
    time_machine.move_to(monday + timedelta(minutes=1))
    job.run()
    assert not to_readers


def test_a_letter_holds_so_many_and_says_how_many_more(
    monday, time_machine, to_readers, monkeypatch
) -> None:
    monkeypatch.setattr(weekly, "SHOWN", 2)
    subscribe(frequency="weekly")
    for number in range(4):
        publish(f"Number {number}")
    time_machine.move_to(monday + timedelta(minutes=1))
    job.run()
    [letter] = to_readers
    assert "Number 1" in letter.body and "Number 2" not in letter.body
    assert "2 more are in the list:\nhttp://127.0.0.1:8000/en/info/messages/" in letter.body
