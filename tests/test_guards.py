"""The database itself refuses to change the record, whoever asks it: raw SQL, on both engines.

Each statement has a control beside it: the same on a draft, or the lawful one, works.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cultural_alliance.editions import clearing, guards, notices
from cultural_alliance.editions.models import Document, Edition, Event, Notice
from cultural_alliance.editions.refusals import Frozen
from messages.models import Statement
from tests.support import cast, record

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def works(sql: str, *values: Any) -> bool:
    """Whether the database carries it out; whatever it did is undone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            assert cursor.rowcount != 0, "the statement reached no row"
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def refused(sql: str, *values: Any) -> str:
    """The sentence with which a guard refuses."""
    with (
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return str(error.value).splitlines()[0]


@pytest.fixture
def public() -> Edition:
    return record.make_statement(published_on=date(2006, 1, 11)).editions.get()


@pytest.fixture
def draft() -> Edition:
    return record.make_draft()


@pytest.fixture
def scheduled() -> Edition:
    return record.approved(at=timezone.now() + DAY)


FROZEN = "An approved edition is never altered. Correct it by a new edition."


def test_every_column_of_an_approved_edition_is_frozen(public: Edition, draft: Edition) -> None:
    for field in Edition._meta.concrete_fields:
        if field.column == "id":
            continue
        sql = f"UPDATE editions_edition SET {field.column} = {field.column} WHERE id = %s"
        assert refused(sql, public.pk) == FROZEN, field.column
        assert works(sql, draft.pk), field.column


@pytest.mark.parametrize(
    "change",
    [
        "title = 'Other'",
        "body = '<p>Other</p>'",
        "minor = true",
        "published_at = recorded_at",
        "state = 'draft', number = NULL, published_at = NULL, digest = ''",
        "title = '', summary = '', body = '', change_note = '', erased = true",
    ],
)
def test_an_approved_edition_is_frozen(public: Edition, draft: Edition, change: str) -> None:
    assert not works(f"UPDATE editions_edition SET {change} WHERE id = %s", public.pk)
    if "published_at = recorded_at" not in change:
        assert works(f"UPDATE editions_edition SET {change} WHERE id = %s", draft.pk)


BACK = (
    "UPDATE editions_edition SET state = 'draft', number = NULL, published_at = NULL, digest = ''"
)


def test_the_one_way_back_is_open_while_the_instant_is_ahead(
    scheduled: Edition, public: Edition
) -> None:
    assert works(f"{BACK} WHERE id = %s", scheduled.pk)
    assert refused(f"{BACK} WHERE id = %s", public.pk) == FROZEN
    other = BACK.replace("'draft'", "'set aside'")
    assert refused(f"{other} WHERE id = %s", scheduled.pk) == FROZEN
    assert refused("UPDATE editions_edition SET title = 'x' WHERE id = %s", scheduled.pk) == FROZEN


def test_the_one_way_back_is_measured_by_the_databases_own_clock() -> None:
    soon = record.approved(at=timezone.now() + timedelta(milliseconds=400))
    assert works(f"{BACK} WHERE id = %s", soon.pk)
    wait_until_the_database_says_after(soon)
    assert refused(f"{BACK} WHERE id = %s", soon.pk) == FROZEN


def wait_until_the_database_says_after(edition: Edition) -> None:
    clock = (
        "clock_timestamp()"
        if connection.vendor == "postgresql"
        else "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')"
    )
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                f"SELECT published_at < {clock} FROM editions_edition WHERE id = %s", [edition.pk]
            )
            if cursor.fetchone()[0]:
                return


ERASE = (
    "UPDATE editions_edition SET title = '', summary = '', body = '', change_note = '',"
    " erased = true"
)


def test_the_one_erasure_is_that_of_a_confirmed_removal(public: Edition) -> None:
    french = record.make_translation(public.document)
    notice = notices.propose_removal(
        public.document, by=cast.administrator(), reason="A court.", language="fr"
    )
    assert refused(f"{ERASE} WHERE id = %s", french.pk) == FROZEN  # only proposed
    confirm = "UPDATE editions_notice SET starts_at = %s, confirmed_by_id = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(confirm, [timezone.now(), cast.administrator().pk, notice.pk])

    assert works(f"{ERASE} WHERE id = %s", french.pk)
    assert refused(f"{ERASE} WHERE id = %s", public.pk) == FROZEN  # another language
    more = ERASE.replace("erased = true", "erased = true, minor = true")
    assert refused(f"{more} WHERE id = %s", french.pk) == FROZEN
    less = ERASE.replace("title = '', ", "")
    assert refused(f"{less} WHERE id = %s", french.pk) == FROZEN


def test_an_erased_text_never_comes_back(public: Edition) -> None:
    draft = record.make_draft(public.document, "fr")
    record.removed(public.document)
    for pk in (public.pk, draft.pk):
        assert not works("UPDATE editions_edition SET body = 'x' WHERE id = %s", pk)
        assert not works("UPDATE editions_edition SET erased = false WHERE id = %s", pk)


def test_an_edition_stays_with_its_document_and_language(draft: Edition, public: Edition) -> None:
    sentence = "A text never moves to another document or language."
    sql = "UPDATE editions_edition SET {} WHERE id = %s"
    assert refused(sql.format(f"document_id = {public.document_id}"), draft.pk) == sentence
    assert refused(sql.format("language = 'fr'"), draft.pk) == sentence
    assert works(sql.format("language = 'en'"), draft.pk)


APPROVE = (
    "UPDATE editions_edition SET state = 'approved', number = %s, published_at = %s,"
    " recorded_at = %s, digest = title_sha256 WHERE id = %s"
)


def test_numbers_grow_by_one_and_instants_with_them(public: Edition) -> None:
    second = record.make_draft(public.document)
    now, before, earlier = (
        connection.ops.adapt_datetimefield_value(instant)
        for instant in (timezone.now(), public.published_at, public.published_at - DAY)
    )
    assert works(APPROVE, 2, now, now, second.pk)
    assert not works(APPROVE, 3, now, now, second.pk)
    assert not works(APPROVE, 1, now, now, second.pk)
    assert not works(APPROVE, 0, now, now, second.pk)
    assert not works(APPROVE, 2, before, now, second.pk)
    assert not works(APPROVE, 2, earlier, now, second.pk)


def columns_of(model: Any, changed: dict[str, str]) -> tuple[str, str]:
    columns = [field.column for field in model._meta.concrete_fields]
    return ", ".join(columns), ", ".join(changed.get(column, column) for column in columns)


def test_no_text_enters_already_approved(public: Edition, draft: Edition) -> None:
    columns, values = columns_of(Edition, {"id": "9999", "number": "2"})
    sql = f"INSERT INTO editions_edition ({columns}) SELECT {values} FROM editions_edition"
    sentence = "An edition is written first and approved then."
    assert refused(f"{sql} WHERE id = %s", public.pk) == sentence
    aside = {"id": "9999", "number": "NULL", "state": "'set aside'"}
    columns, values = columns_of(Edition, aside)
    sql = f"INSERT INTO editions_edition ({columns}) SELECT {values} FROM editions_edition"
    assert works(f"{sql} WHERE id = %s", draft.pk)


def test_no_approved_edition_is_deleted_but_an_examples(public: Edition, draft: Edition) -> None:
    example = record.make_statement(published_on=date(2006, 1, 11), is_example=True)
    sql = "DELETE FROM editions_edition WHERE id = %s"
    assert refused(sql, public.pk) == "An approved edition is never deleted."
    assert works(sql, example.editions.get().pk)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM editions_contribution")
    assert works(sql, draft.pk)


def test_a_document_stays_what_it_is(public: Edition, draft: Edition) -> None:
    sql = "UPDATE editions_document SET {} WHERE id = %s"
    sentence = "A document never becomes another, nor an example."
    for change in ("is_example = true", "kind = 'page'", "id = 9999"):
        assert refused(sql.format(change), public.document_id) == sentence
        assert refused(sql.format(change), draft.document_id) == sentence
    change = "original_language = 'fr'"
    assert refused(sql.format(change), public.document_id) == sentence
    assert works(sql.format(change), draft.document_id)
    assert works(sql.format("slug = 'other'"), public.document_id)


def test_a_document_with_approved_editions_is_never_deleted(public: Edition) -> None:
    sql = "DELETE FROM editions_document WHERE id = %s"
    sentence = "A document with approved editions is never deleted."
    assert refused(sql, public.document_id) == sentence
    empty = Statement.objects.create(kind="statement")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statements_statement WHERE document_ptr_id = %s", [empty.pk])
    assert works(sql, empty.pk)


def test_an_event_is_never_altered_or_deleted(public: Edition) -> None:
    event = Event.objects.get()
    assert refused("UPDATE editions_event SET comment = 'x'") == "An event is never altered."
    assert refused("DELETE FROM editions_event") == "An event is never deleted."
    with pytest.raises(Frozen):
        event.save()
    with pytest.raises(Frozen):
        Event.objects.all().delete()


def test_an_event_follows_the_last(public: Edition) -> None:
    head = Event.objects.get()
    new = {"id": "9999", "digest": f"'{'a' * 64}'"}
    insert = "INSERT INTO editions_event ({}) SELECT {} FROM editions_event"
    for previous in (head.previous, "b" * 64):
        stranger = new | {"previous": f"'{previous}'"}
        assert not works(insert.format(*columns_of(Event, stranger)))
    follows = new | {"previous": f"'{head.digest}'"}
    assert works(insert.format(*columns_of(Event, follows)))


def test_a_notice_ends_once_and_is_otherwise_frozen(public: Edition) -> None:
    notice = record.withdrawn(public.document)
    sql = "UPDATE editions_notice SET {} WHERE id = %s"
    sentence = "A notice is never altered: a withdrawal ends once, a removal is confirmed once."
    for change in (
        "reason = 'x'",
        "starts_at = made_at",
        "kind = 'removed'",
        "language = 'fr'",
        "ends_at = made_at, reason = 'x'",
    ):
        assert refused(sql.format(change), notice.pk) == sentence
    assert refused("DELETE FROM editions_notice") == "A notice is never deleted."
    assert works(sql.format("ends_at = made_at"), notice.pk)
    notices.restore(notice, by=cast.publisher())
    assert refused(sql.format("ends_at = made_at"), notice.pk) == sentence
    assert refused(sql.format("ends_at = NULL"), notice.pk) == sentence


def test_a_confirmed_removal_is_for_ever(public: Edition) -> None:
    proposed = notices.propose_removal(public.document, by=cast.administrator(), reason="A court.")
    sql = "UPDATE editions_notice SET {} WHERE id = %s"
    assert works(sql.format("ends_at = made_at"), proposed.pk)  # one that is proposed is dropped
    assert not works(sql.format("starts_at = made_at"), proposed.pk)  # by nobody
    notice = notices.confirm_removal(proposed, by=cast.administrator())
    for change in ("ends_at = made_at", "reason = 'x'", "starts_at = NULL, confirmed_by_id = NULL"):
        assert not works(sql.format(change), notice.pk)
    assert not works("DELETE FROM editions_notice WHERE id = %s", notice.pk)


def test_a_removal_is_proposed_first(public: Edition) -> None:
    person = cast.administrator()
    about: dict[str, Any] = {
        "document_id": public.document_id,
        "kind": "removed",
        "reason": "None.",
        "by": cast.administrator(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**about, starts_at=timezone.now(), confirmed_by=person)
    Notice.objects.create(**about)


def test_replace_takes_no_place(public: Edition) -> None:
    """SQLite's REPLACE deletes what is in its way, and no trigger hears of the deletion."""
    if connection.vendor != "sqlite":
        return
    record.withdrawn(public.document)
    Statement.objects.filter(pk=public.document_id).update(legacy_id=29653)
    copies: list[tuple[Any, dict[str, str]]] = [
        (Edition, {"state": "'set aside'", "number": "NULL", "published_at": "NULL"}),
        (Event, {"comment": "'x'"}),
        (Event, {"id": "NULL", "comment": "'x'"}),
        (Notice, {"reason": "'x'"}),
        (Notice, {"id": "NULL", "reason": "'x'"}),
        (Document, {"slug": "'x'"}),
    ]
    for model, changed in copies:
        columns, values = columns_of(model, changed)
        table = model._meta.db_table
        sql = f"REPLACE INTO {table} ({columns}) SELECT {values} FROM {table} LIMIT 1"
        assert not works(sql), (model, changed)
    legacy = "INSERT OR REPLACE INTO editions_document (id, kind, original_language, slug, path,"
    legacy += " legacy_id, is_example, created_at) VALUES (9999, 'page', 'en', '', '', {}, 0, '2')"
    assert not works(legacy.format(29653))
    assert works(legacy.format(29654))


def test_update_or_replace_takes_no_place(public: Edition, draft: Edition) -> None:
    if connection.vendor != "sqlite":
        return
    Statement.objects.filter(pk=public.document_id).update(legacy_id=29653)
    assert not works(
        f"UPDATE OR REPLACE editions_edition SET id = {public.pk} WHERE id = {draft.pk}"
    )
    legacy = (
        f"UPDATE OR REPLACE editions_document SET legacy_id = {{}} WHERE id = {draft.document_id}"
    )
    assert not works(legacy.format(29653))
    assert works(legacy.format(29654))


def test_the_record_is_not_emptied(public: Edition) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in guards.TABLES:
        assert "The record is never emptied." in refused(f"TRUNCATE {table} CASCADE")
    assert works("TRUNCATE editions_address")


def test_an_example_is_taken_away_whole(public: Edition) -> None:
    example = record.make_statement(published_on=date(2006, 1, 11), is_example=True)
    record.correct(example, body="<p>Other.</p>")
    record.make_translation(example)
    record.withdrawn(example)
    pk = example.pk

    event = clearing.clear_example(example)

    assert not Statement.objects.filter(pk=pk).exists()
    assert not Edition.objects.filter(document=pk).exists()
    assert (event.document, event.verb, event.actor) == (pk, "cleared example", None)
    assert Edition.objects.get() == public


def test_the_guards_stand_and_a_check_tells_of_one_that_does_not() -> None:
    assert guards.missing(connection) == []
    assert checks.run_checks(databases=["default"], tags=["database"]) == []
    name = "guard_event_stays"
    on = " ON editions_event" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
        assert guards.missing(connection) == ["event_stays"]
        [warning] = checks.run_checks(databases=["default"], tags=["database"])
        assert "event_stays" in warning.msg
        transaction.set_rollback(True)
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE editions_event DISABLE TRIGGER {name}")
            assert guards.missing(connection) == ["event_stays"]
            transaction.set_rollback(True)


def test_a_guard_that_was_weakened_does_not_stand() -> None:
    weaker = (
        "CREATE OR REPLACE FUNCTION guard_event_stays() RETURNS trigger LANGUAGE plpgsql"
        " AS $$BEGIN RETURN OLD; END$$"
        if connection.vendor == "postgresql"
        else "CREATE TRIGGER guard_event_stays BEFORE DELETE ON editions_event BEGIN SELECT 1; END"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER guard_event_stays")
        cursor.execute(weaker)
        assert guards.missing(connection) == ["event_stays"]
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_the_guards_stand_again_after_migrations() -> None:
    guards.drop(connection)
    assert len(guards.missing(connection)) > 15

    call_command("migrate", "editions", verbosity=0)

    assert guards.missing(connection) == []


def test_guards_come_down_only_where_something_is_migrated() -> None:
    guards.before_migrations(using="default", plan=[])
    assert guards.missing(connection) == []
    guards.before_migrations(using="default", plan=["a migration"])
    assert len(guards.missing(connection)) > 15
    guards.after_migrations(using="default")
    assert guards.missing(connection) == []
