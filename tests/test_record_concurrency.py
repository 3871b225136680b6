"""Two people decide at once, on two real connections: one wins, the other is told."""

import sqlite3
import threading
import time
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from cultural_alliance.editions import drafting, notices, publishing
from cultural_alliance.editions.models import Edition, Event, Notice, State
from cultural_alliance.editions.refusals import AlreadyOne, Refused, Stale, WrongState
from cultural_alliance.editions.verifying import Verification
from messages.models import Statement
from tests.support import cast, record
from tests.support.isolation import url_of
from tests.support.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def one_refused(answers: list[Any], kind: type[Exception]) -> str:
    """The sentence of the one that was refused, where exactly one was."""
    [refusal] = [each for each in answers if isinstance(each, Exception)]
    assert isinstance(refusal, kind), repr(refusal)
    return str(refusal)


def is_whole() -> bool:
    return list(Verification().faults()) == []


def test_of_two_approvals_at_once_one_wins() -> None:
    submission, people = record.submitted(), [cast.publisher(), cast.publisher()]
    answers = at_once(
        *(
            lambda by=by: publishing.approve(submission, by=by, revision=submission.revision)
            for by in people
        )
    )
    assert one_refused(answers, WrongState) == (
        "This text is approved now. Look at where it stands."
    )
    edition = Edition.objects.get()
    assert (edition.state, edition.number) == (State.APPROVED, 1)
    assert Event.objects.filter(verb="approved").count() == 1
    assert is_whole()


def test_of_two_saves_at_once_one_is_stale() -> None:
    draft = record.make_draft()
    answers = at_once(
        *(
            lambda by=by, body=body: drafting.save_draft(
                draft, by=by, revision=draft.revision, body=body
            )
            for by, body in ((cast.writer(), "<p>One.</p>"), (cast.writer(), "<p>Two.</p>"))
        )
    )
    assert "Somebody else saved this text" in one_refused(answers, Stale)
    [saved] = [each for each in answers if isinstance(each, Edition)]
    assert Edition.objects.get().body == saved.body


def test_of_two_drafts_at_once_one_is_started() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    answers = at_once(
        *(
            lambda by=by: drafting.start_draft(statement, "fr", by=by)
            for by in (cast.writer(), cast.writer())
        )
    )
    assert one_refused(answers, AlreadyOne)
    assert statement.editions.filter(language="fr").count() == 1


def test_of_two_withdrawals_at_once_one_stands() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    answers = at_once(
        *(
            lambda by=by: notices.withdraw(statement, by=by, reason="A wrong figure.")
            for by in (cast.publisher(), cast.publisher())
        )
    )
    assert one_refused(answers, WrongState)
    assert Notice.objects.count() == 1
    assert is_whole()


def test_statements_of_one_title_approved_at_once_get_two_addresses_and_one_chain() -> None:
    submissions = [record.submitted() for _ in range(4)]
    people = [cast.publisher() for _ in submissions]
    answers = at_once(
        *(
            lambda by=by, text=text: publishing.approve(text, by=by, revision=text.revision)
            for by, text in zip(people, submissions, strict=True)
        )
    )
    assert not [each for each in answers if isinstance(each, Exception)]
    assert len(set(Statement.objects.values_list("path", flat=True))) == 4
    assert is_whole()


def test_releases_of_the_same_documents_at_once_do_not_wait_in_a_ring() -> None:
    one, two = record.make_draft(), record.make_draft()
    texts = [
        record.submitted(record.make_draft(each.document, "fr"))
        for each in (record.approved(one), record.approved(two))
    ]
    revisions = {each.pk: each.revision for each in texts}
    answers = at_once(
        *(
            lambda by=by, order=order: publishing.approve_together(
                order, by=by, revisions=revisions
            )
            for by, order in ((cast.publisher(), texts), (cast.publisher(), texts[::-1]))
        )
    )
    assert one_refused(answers, Refused)
    assert is_whole()


def hold_the_lock(seconds: float) -> threading.Thread:
    """Another process keeps what every verb needs, until it is done with it."""
    url, held = url_of(connection.settings_dict), threading.Event()

    def hold() -> None:
        if connection.vendor == "sqlite":
            other: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
        else:
            other = psycopg.connect(url)
            other.execute("LOCK TABLE editions_document IN ACCESS EXCLUSIVE MODE")
        held.set()
        time.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    return thread


def give_up_after(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        else:
            cursor.execute(f"SET lock_timeout = {milliseconds}")


def test_a_verb_waits_for_a_locked_database() -> None:
    submission, publisher = record.submitted(), cast.publisher()
    began = timezone.now()
    thread = hold_the_lock(0.5)
    edition = publishing.approve(submission, by=publisher, revision=submission.revision)
    thread.join()
    assert edition.recorded_at and edition.recorded_at > began
    assert Edition.objects.public().get() == edition


@pytest.mark.slow
def test_a_verb_gives_up_on_a_database_that_stays_locked_and_has_written_nothing() -> None:
    submission, publisher = record.submitted(), cast.publisher()
    before = Event.objects.count()
    thread = hold_the_lock(1.5)
    give_up_after(100)
    try:
        with pytest.raises(OperationalError):
            publishing.approve(submission, by=publisher, revision=submission.revision)
    finally:
        thread.join()
        connection.close()  # and with it the shorter patience
    assert Event.objects.count() == before
    assert not Edition.objects.public().exists()
    assert publishing.approve(submission, by=publisher, revision=submission.revision).number == 1
