"""The database refuses to change what stands beside an edition: its document, notices, events."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cultural_alliance.editions import guards, notices
from cultural_alliance.editions.models import Document, Edition, Event, Notice
from cultural_alliance.editions.refusals import Frozen
from messages.models import Statement
from tests.support import cast, record
from tests.support.raw_sql import columns_of, refused, works

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> Edition:
    return record.make_statement(published_on=date(2006, 1, 11)).editions.get()


@pytest.fixture
def draft() -> Edition:
    return record.make_draft()


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
