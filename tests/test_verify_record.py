"""verify_record names what was altered, is missing or was smuggled in."""

import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.editions import amending, clearing, guards, notices, scheduling, urgency
from cultural_alliance.editions.models import Edition, Event
from messages.models import Statement
from tests.support import cast, record

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def verify(**options: Any) -> str:
    out = StringIO()
    call_command("verify_record", stdout=out, **options)
    return out.getvalue()


def faults() -> str:
    """What the command tells of a record that is not whole."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_record", stdout=out)
    assert error.value.returncode == 1
    return out.getvalue()


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


@pytest.fixture
def statement() -> Statement:
    """Two public editions in English, one in French, facts, beside other documents."""
    record.make_page("about")
    made = record.make_statement(
        published_on=date(2006, 1, 11), occasion="the-day", topics=["diversity"]
    )
    record.correct(made, body="<p>Culture is what we share, everywhere.</p>")
    record.make_translation(made)
    record.make_statement(published_on=date(2005, 5, 5))
    return made


def test_a_record_in_every_state_is_whole(statement: Statement) -> None:
    amending.amend_facts(
        statement, by=cast.publisher(), facts={"reference": "DG/2006/1"}, note="The symbol."
    )
    notices.restore(record.withdrawn(statement), by=cast.publisher())
    record.withdrawn(statement, language="fr")
    record.removed(record.make_statement(published_on=date(2004, 4, 4)))
    tomorrow = timezone.now() + timedelta(days=1)
    record.submitted()
    scheduling.unschedule(record.approved(at=tomorrow), by=cast.publisher())
    moved = record.approved(at=tomorrow)
    scheduling.reschedule(moved, by=cast.publisher(), at=tomorrow + timedelta(days=1))
    draft = record.make_draft(statement)
    urgent = urgency.publish_urgently(
        draft, by=cast.publisher(), revision=draft.revision, reason="A wrong name."
    )
    urgency.reverse(urgent, by=cast.publisher(), reason="The name was right.")
    example = record.make_statement(published_on=date(2003, 3, 3), is_example=True)
    clearing.clear_example(example)

    told = verify()

    assert re.fullmatch(
        r"The record is whole: [\d,]+ events, 9 editions and 3 notices of 7 documents were read. "
        r"Its head is [0-9a-f]{64}\.\n",
        told,
    )


def test_an_empty_record_is_whole() -> None:
    assert "0 events, 0 editions" in verify()


def test_one_byte_of_a_public_text_changed_is_found(statement: Statement) -> None:
    edition = statement.editions.get(language="en", number=2)
    for column in ("title", "summary", "body", "change_note"):
        with transaction.atomic():
            with guards.lifted(connection):
                execute(
                    f"UPDATE editions_edition SET {column} = {column} || '.' WHERE id = %s",
                    edition.pk,
                )
            assert faults() == (  # and nothing else is named
                f"Document {statement.pk}, en, edition 2 (id {edition.pk}) was altered: its "
                f"{column.replace('_', ' ')} is not the one that was approved.\n"
            )
            transaction.set_rollback(True)


def test_while_a_guard_is_down_the_record_is_not_whole(statement: Statement) -> None:
    with guards.lifted(connection):
        told = faults()
        assert "The guard edition_is_frozen does not stand in the database." in told
    assert "The record is whole" in verify()


TAMPERING: dict[str, tuple[str, str]] = {
    "text and its hash": (
        "UPDATE editions_edition SET body = 'x', body_sha256 = "
        "'2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' WHERE id = {second}",
        "edition 2 (id {second}) was altered: what its digest covers is not what was approved",
    ),
    "instant": (
        "UPDATE editions_edition SET published_at = recorded_at WHERE id = {first}",
        "edition 1 (id {first}) was altered",
    ),
    "minor": ("UPDATE editions_edition SET minor = true WHERE id = {second}", "(id {second})"),
    "standing": (
        "UPDATE editions_edition SET standing = 'unofficial' WHERE id = {french}",
        "fr, edition 1 (id {french}) was altered",
    ),
    "digest": (
        "UPDATE editions_edition SET digest = title_sha256 WHERE id = {first}",
        "(id {first}) was altered: its digest is not the one of event",
    ),
    "number": (
        "UPDATE editions_edition SET number = 7 WHERE id = {second}",
        "en: its editions are numbered 1, 7.",
    ),
    "unapproved": (
        "UPDATE editions_edition SET state = 'set aside', number = NULL, published_at = NULL,"
        " digest = '' WHERE id = {second}",
        "en, edition 2 (id {second}) is missing",
    ),
    "erased": (
        "UPDATE editions_edition SET title = '', summary = '', body = '', change_note = '',"
        " erased = true WHERE id = {second}",
        "(id {second}) was altered: its text was erased, and no event tells of a removal.",
    ),
    "place": (
        "UPDATE statements_statement SET reference = 'DG/1' WHERE document_ptr_id = {statement}",
        "Document {statement} (statement) was altered: its reference is 'DG/1', and by the record "
        "''.",
    ),
    "topics": (
        "DELETE FROM statements_statement_topics WHERE statement_id = {statement}",
        "its topics is [], and by the record ['diversity'].",
    ),
    "date in the lists": (
        "UPDATE editions_document SET first_published_at = NULL WHERE id = {statement}",
        "its first publication is another instant",
    ),
    "example": (
        "UPDATE editions_document SET is_example = true WHERE id = {statement}",
        "whether it is an example",
    ),
    "reason of a notice": (
        "UPDATE editions_notice SET reason = 'No reason.' WHERE id = {notice}",
        "Notice {notice} on document {statement} was altered: its reason.",
    ),
    "end of a notice": (
        "UPDATE editions_notice SET ends_at = starts_at WHERE id = {notice}",
        "Notice {notice} on document {statement} was altered: its ends at.",
    ),
    "missing notice": (
        "DELETE FROM editions_notice WHERE id = {notice}",
        "Notice {notice} on document {statement} is missing.",
    ),
    "note of an event": (
        "UPDATE editions_event SET public_note = 'x' WHERE id = {event}",
        "Event {event} (approved, document {statement}) was altered: its digest is another.",
    ),
    "missing event": (
        "DELETE FROM editions_event WHERE id = {event}",
        "does not follow the one before it: an event is missing.",
    ),
    "missing event's edition": (
        "DELETE FROM editions_event WHERE id = {event}",
        "(id {second}) was smuggled in: no event put it in the record.",
    ),
}


@pytest.mark.slow
def test_tampering_behind_the_guards_is_named(statement: Statement) -> None:
    second = statement.editions.get(language="en", number=2)
    ids = {
        "statement": statement.pk,
        "first": statement.editions.get(language="en", number=1).pk,
        "second": second.pk,
        "french": statement.editions.get(language="fr").pk,
        "notice": record.withdrawn(statement).pk,
        "event": Event.objects.get(edition=second.pk, verb="approved").pk,
    }
    assert "The record is whole" in verify()  # the control

    for what, (sql, told) in TAMPERING.items():
        with transaction.atomic():
            with guards.lifted(connection):
                execute(sql.format(**ids))
            assert told.format(**ids) in faults(), what
            transaction.set_rollback(True)
    assert "The record is whole" in verify()


def test_a_missing_edition_is_named(statement: Statement) -> None:
    french = statement.editions.get(language="fr")
    with guards.lifted(connection):
        execute("DELETE FROM editions_edition WHERE id = %s", french.pk)

    assert f"Document {statement.pk}, fr, edition 1 (id {french.pk}) is missing: event" in faults()


def test_a_smuggled_edition_is_named(statement: Statement) -> None:
    second = statement.editions.get(language="en", number=2)
    columns = [field.column for field in Edition._meta.concrete_fields if field.column != "id"]
    changed = {"number": "3", "body": "'Smuggled'", "published_at": "recorded_at"}
    values = ", ".join(changed.get(column, column) for column in columns)
    with guards.lifted(connection):
        execute(
            f"INSERT INTO editions_edition ({', '.join(columns)})"
            f" SELECT {values} FROM editions_edition WHERE id = %s",
            second.pk,
        )

    smuggled = statement.editions.get(number=3)
    assert (
        f"Document {statement.pk}, en, edition 3 (id {smuggled.pk}) was smuggled in: no event put "
        "it in the record." in faults()
    )


def test_a_missing_document_is_named(statement: Statement) -> None:
    with connection.cursor() as cursor, guards.lifted(connection):
        for table in ("topics", "speakers"):
            cursor.execute(f"DELETE FROM statements_statement_{table}")
        cursor.execute(
            "DELETE FROM statements_statement WHERE document_ptr_id = %s", [statement.pk]
        )

    assert f"Document {statement.pk} (statement) has lost its facts." in faults()


def test_an_end_cut_off_is_found_by_a_head_that_was_noted(statement: Statement) -> None:
    amending.amend_note(
        statement.editions.get(number=2), by=cast.publisher(), note="One word more."
    )
    head = verify().split()[-1].rstrip(".")
    assert "The record is whole" in verify(head=head)
    with guards.lifted(connection):
        execute("DELETE FROM editions_event WHERE digest = %s", head)

    assert "The record is whole" in verify()  # nothing inside the chain can tell
    with pytest.raises(CommandError):
        verify(head=head)


@pytest.mark.once
def test_verifying_costs_the_same_for_one_document_and_for_many() -> None:
    record.make_statement(published_on=date(2006, 1, 11), topics=["diversity"])
    with CaptureQueriesContext(connection) as one:
        verify()
    for day in range(1, 20):
        record.make_statement(published_on=date(2006, 2, day), topics=["diversity"])
    with CaptureQueriesContext(connection) as many:
        verify()
    assert len(many) == len(one)
