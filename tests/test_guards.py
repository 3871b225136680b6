"""The database itself refuses to change an edition, whoever asks it: raw SQL, on both engines.

Each statement has a control beside it: the same on a draft, or the lawful one, works.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cultural_alliance.editions import notices
from cultural_alliance.editions.models import Edition
from tests.support import cast, record
from tests.support.raw_sql import columns_of, refused, works

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


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
    soon = record.approved(at=timezone.now() + timedelta(milliseconds=1500))
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
