"""A statement that becomes public is mailed once to each who asked for it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.editions import notices, publishing, scheduling
from messages.alerts import expanding, job
from messages.models import Alert, Delivery, Subscriber
from tests.support.cast import publisher
from tests.support.record import (
    approved,
    correct,
    make_draft,
    make_statement,
    make_translation,
    removed,
    submitted,
    withdrawn,
)
from tests.support.subscribers import path_in, subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def publish(title: str = "The news", *, at: Any = None, **facts: Any) -> Any:
    """A new statement, public since now or from `at` on."""
    statement = make_statement(title, **facts)
    approved(statement.editions.get(), at=at)
    statement.refresh_from_db()
    return statement


def publish_together(title: str, language: str, translated: str) -> Any:
    statement = make_statement(title)
    original = submitted(statement.editions.get())
    draft = make_draft(statement, language, title=translated, standing="official", follows=original)
    both = [original, submitted(draft)]
    seen = {each.pk: each.revision for each in both}
    publishing.approve_together(both, by=publisher(), revisions=seen)
    return statement


def told(to_readers: list[Any]) -> list[tuple[str, str]]:
    return sorted((letter.to[0], letter.subject) for letter in to_readers)


def test_the_worker_knows_the_job() -> None:
    assert job.run in list(surfaces.due)


def test_each_subscriber_gets_one_letter_however_often_the_job_runs(to_readers) -> None:
    subscribe("ada@example.org")
    subscribe("bob@example.org")
    publish()
    for _ in range(5):
        job.run()
    assert told(to_readers) == [("ada@example.org", "The news"), ("bob@example.org", "The news")]
    assert Delivery.objects.count() == 2


def test_the_letter_says_what_and_where_and_how_to_leave(client, to_readers) -> None:
    subscriber = subscribe()
    statement = publish()
    job.run()
    [letter] = to_readers
    assert f"http://127.0.0.1:8000{statement.get_absolute_url()}" in letter.body
    assert "Culture is what we share." in letter.body
    headers = letter.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"].strip("<>")
    assert link.endswith(path_in(letter, "leave"))
    client.post(path_in(letter, "leave"), {"List-Unsubscribe": "One-Click"})
    assert not Subscriber.objects.filter(pk=subscriber.pk).exists()
    assert not Delivery.objects.exists()
    publish("More news")
    job.run()
    assert len(to_readers) == 1


def test_in_the_subscribers_language_or_else_the_original(to_readers) -> None:
    subscribe("en@example.org")
    subscribe("ar@example.org", language="ar")
    subscribe("ru@example.org", language="ru")
    publish_together("The news", "ar", "الخبر")
    job.run()
    letters = {letter.to[0]: letter for letter in to_readers}
    assert letters["ar@example.org"].subject == "الخبر"
    assert letters["en@example.org"].subject == letters["ru@example.org"].subject == "The news"
    html = letters["ar@example.org"].alternatives[0][0]
    assert '<html lang="ar" dir="rtl">' in html and "الخبر" in html
    assert "/ru/info/messages/" in letters["ru@example.org"].body
    assert letters["ru@example.org"].extra_headers["Content-Language"] == "ru"


def test_a_translation_that_comes_later_is_no_news(to_readers) -> None:
    subscribe("fr@example.org", language="fr")
    statement = publish()
    job.run()
    make_translation(statement, "fr", published_on=timezone.now())
    job.run()
    assert told(to_readers) == [("fr@example.org", "The news")]


def test_a_scheduled_one_arrives_from_its_instant_on_though_the_worker_slept(
    to_readers, time_machine
) -> None:
    subscribe()
    now = timezone.now()
    publish("Scheduled", at=now + timedelta(hours=1))
    job.run()
    assert not to_readers and not Alert.objects.exists()
    time_machine.move_to(now + timedelta(days=40))
    job.run()
    job.run()
    assert told(to_readers) == [("ada@example.org", "Scheduled")]


def test_what_was_unscheduled_is_not_told(to_readers, time_machine) -> None:
    subscribe()
    now = timezone.now()
    statement = publish(at=now + timedelta(hours=1))
    scheduling.unschedule(statement.editions.get(), by=publisher())
    time_machine.move_to(now + timedelta(days=2))
    job.run()
    assert not to_readers


@pytest.mark.parametrize("stop", [removed, withdrawn])
def test_what_is_taken_away_before_the_worker_comes_is_not_told(to_readers, stop) -> None:
    subscribe()
    stop(publish())
    job.run()
    assert not to_readers and not Delivery.objects.exists()


def test_only_what_became_public_after_one_subscribed(to_readers) -> None:
    subscribe("first@example.org", since=timezone.now() - timedelta(days=1))
    publish()
    subscribe("later@example.org", since=timezone.now())
    job.run()
    assert told(to_readers) == [("first@example.org", "The news")]


def test_who_has_not_confirmed_gets_nothing(to_readers) -> None:
    subscribe("ada@example.org")
    pending = subscribe("pending@example.org")
    Subscriber.objects.filter(pk=pending.pk).update(confirmed_at=None)
    publish()
    job.run()
    assert told(to_readers) == [("ada@example.org", "The news")]


def test_the_past_entered_in_the_record_and_examples_are_no_news(to_readers) -> None:
    subscribe(since=timezone.now() - timedelta(days=9000))
    make_statement("Of old", published_on=date(2006, 1, 11))
    publish("An example", is_example=True)
    job.run()
    assert not to_readers
    publish("Real news")
    job.run()
    assert told(to_readers) == [("ada@example.org", "Real news")], "the control"


def test_topics_choose(to_readers) -> None:
    subscribe("all@example.org")
    subscribe("music@example.org", topics=["music"])
    subscribe("both@example.org", topics=["music", "crafts"])
    subscribe("film@example.org", topics=["film"])
    publish("On crafts and music", topics=["music", "crafts"])
    publish("On nothing")
    job.run()
    assert told(to_readers) == [
        ("all@example.org", "On crafts and music"),
        ("all@example.org", "On nothing"),
        ("both@example.org", "On crafts and music"),
        ("music@example.org", "On crafts and music"),
    ]


def test_a_correction_reaches_those_who_got_the_first_and_a_minor_one_nobody(to_readers) -> None:
    subscribe("ada@example.org", topics=["music"])
    statement = publish("The news", topics=["music"])
    job.run()
    subscribe("late@example.org", since=timezone.now())
    to_readers.clear()
    correct(statement, title="A comma", minor=True, change_note="")
    job.run()
    assert not to_readers
    correct(statement, title="Put right", change_note="A figure was wrong.")
    job.run()
    job.run()
    [letter] = to_readers
    assert told(to_readers) == [("ada@example.org", "Corrected: Put right")]
    assert "> A figure was wrong." in letter.body


def test_corrected_before_the_worker_came_it_is_told_once_and_right(to_readers) -> None:
    subscribe()
    statement = publish("With a mistake")
    correct(statement, title="Right")
    job.run()
    assert told(to_readers) == [("ada@example.org", "Right")]
    correct(statement, title="Wrong again")
    correct(statement, title="Right at last")
    job.run()
    assert told(to_readers)[0] == ("ada@example.org", "Corrected: Right at last")
    assert len(to_readers) == 2


def test_readers_of_a_translation_hear_of_each_correction_once(to_readers) -> None:
    subscribe("en@example.org")
    subscribe("fr@example.org", language="fr")
    statement = publish_together("The news", "fr", "La nouvelle")
    job.run()
    to_readers.clear()
    original = correct(statement, title="The news, corrected")
    job.run()
    assert sorted(letter.to[0] for letter in to_readers) == ["en@example.org", "fr@example.org"]
    assert all("The news, corrected" in letter.subject for letter in to_readers)
    to_readers.clear()
    correct(statement, "fr", title="La nouvelle, corrigée", follows=original)
    job.run()
    [letter] = to_readers
    assert letter.to == ["fr@example.org"] and "La nouvelle, corrigée" in letter.subject


def test_corrected_together_each_hears_of_the_text_that_they_read(to_readers) -> None:
    subscribe("en@example.org")
    subscribe("fr@example.org", language="fr")
    statement = publish_together("The news", "fr", "La nouvelle")
    job.run()
    to_readers.clear()
    original = correct(statement, title="Corrected one")
    correct(statement, "fr", title="Corrigée", follows=original)
    job.run()
    titles = {letter.to[0]: letter.subject for letter in to_readers}
    assert len(to_readers) == 2
    assert "Corrected one" in titles["en@example.org"] and "Corrigée" in titles["fr@example.org"]


def test_a_withdrawal_reaches_those_who_got_the_first(to_readers) -> None:
    subscribe("ada@example.org")
    statement = publish()
    job.run()
    subscribe("late@example.org", since=timezone.now())
    to_readers.clear()
    withdrawn(statement, "It quoted a wrong figure.")
    job.run()
    job.run()
    [letter] = to_readers
    assert told(to_readers) == [("ada@example.org", "Withdrawn: The news")]
    assert "> It quoted a wrong figure." in letter.body


def test_a_withdrawn_translation_concerns_its_readers_alone(to_readers) -> None:
    subscribe("en@example.org")
    subscribe("fr@example.org", language="fr")
    statement = publish_together("The news", "fr", "La nouvelle")
    job.run()
    to_readers.clear()
    withdrawn(statement, language="fr")
    job.run()
    assert [letter.to for letter in to_readers] == [["fr@example.org"]]


def test_a_withdrawal_that_was_taken_back_in_time_is_not_told(to_readers) -> None:
    subscribe()
    statement = publish()
    job.run()
    notices.restore(withdrawn(statement), by=publisher())
    job.run()
    assert len(to_readers) == 1


def test_it_goes_on_where_it_was_interrupted(to_readers, monkeypatch) -> None:
    monkeypatch.setattr(expanding, "BATCH", 2)
    for number in range(5):
        subscribe(f"n{number}@example.org")
    publish()
    job.noticing.notice()
    assert expanding._next_batch() == 2
    assert len(to_readers) == 2
    Subscriber.objects.get(email="n3@example.org").delete()
    job.run()
    assert [to for to, _ in told(to_readers)] == [f"n{n}@example.org" for n in (0, 1, 2, 4)]


def test_a_batch_that_fails_leaves_nothing_half_done(to_readers, monkeypatch) -> None:
    """The second letter cannot be written: the first is not counted as told either."""
    subscribe("ada@example.org")
    broken = subscribe("bob@example.org")
    Subscriber.objects.filter(pk=broken.pk).update(email="bob\n@example.org")
    publish()
    with pytest.raises(ValueError):
        job.run()
    assert not Delivery.objects.exists()
    assert Alert.objects.unfinished().count() == 1
    Subscriber.objects.filter(pk=broken.pk).update(email="bob@example.org")
    job.run()
    assert Delivery.objects.count() == 2


@pytest.mark.once
def test_fifty_old_statements_cost_what_one_costs(to_readers) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            job.run()
        return len(captured)

    subscribe()
    publish()
    job.run()
    with_one = cost()
    for number in range(12):
        publish(f"Number {number}")
    job.run()
    assert cost() == with_one


def test_a_letter_costs_the_same_for_each_reader(to_readers) -> None:
    def cost() -> int:
        publish()
        with CaptureQueriesContext(connection) as captured:
            job.run()
        return len(captured)

    subscribe("a@example.org")
    one = cost()
    subscribe("b@example.org")
    two = cost()
    for number in range(10):
        subscribe(f"n{number}@example.org")
    assert cost() == two + 10 * (two - one)
