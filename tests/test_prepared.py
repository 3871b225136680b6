"""A question whose SQL is made once is answered as if it were asked anew."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.editions import shown
from cultural_alliance.editions.models import Document, Edition, Notice, NoticeKind, questions
from cultural_alliance.prepared import Prepared, given, with_literals
from messages.models import Statement

from .support.record import (
    approved,
    correct,
    make_draft,
    make_statement,
    make_translation,
    removed,
    withdrawn,
)

pytestmark = pytest.mark.django_db
BEFORE = datetime(2006, 1, 1, tzinfo=UTC)


@pytest.fixture
def statements() -> list[Statement]:
    """Corrected, scheduled, withdrawn and removed ones, in several languages."""
    plain, scheduled, ended = (make_statement(f"{n}", published_on=BEFORE) for n in range(3))
    correct(plain, title="Corrected")
    make_translation(plain, "fr")
    approved(make_draft(scheduled), at=timezone.now() + timedelta(days=1))
    make_translation(ended, "fr")
    removed(ended, "A court.", language="fr")
    withdrawn(ended)
    gone = make_statement("Gone", published_on=BEFORE)
    removed(gone, "A court.")
    return [plain, scheduled, ended, gone]


@pytest.mark.parametrize("days", [-365, 0, 2], ids=["before", "now", "after"])
def test_the_public_texts_of_a_document_are_those_that_every_surface_finds(
    statements: list[Statement], days: int
) -> None:
    at = timezone.now() + timedelta(days=days)
    counts = []
    for statement in statements:
        anew = Edition.objects.public(at).filter(document=statement).order_by("pk")
        found = shown.texts_at(statement, at)
        assert sorted(text.pk for text in found) == [text.pk for text in anew]
        standing = Notice.objects.standing(at).filter(document=statement)
        assert {each.pk for each in shown.notices_at(statement, at)} == {e.pk for e in standing}
        counts.append(len(found))
    assert counts == ([1, 1, 2, 1] if days < 0 else [2, 1, 1, 0])


def test_a_notice_covers_the_languages_that_it_is_over(statements: list[Statement]) -> None:
    seen = set()
    for notice in Notice.objects.all():
        for language in languages.LANGUAGES:
            over = Notice.objects.over(notice.document, language).filter(pk=notice.pk).exists()
            assert notice.covers(language) == over
            assert (shown.over([notice], language, NoticeKind(notice.kind)) == notice) == over
            seen.add(over)
    assert seen == {True, False}


def test_what_most_documents_lack_is_asked_only_of_those_that_have_it(
    statements: list[Statement],
) -> None:
    marked = shown.marked(Statement.objects.all())
    has = {each.pk: (each.has_notices, each.has_files) for each in marked}
    assert [has[each.pk] for each in statements] == [(n, False) for n in (False, False, True, True)]


def test_values_are_given_each_time_whatever_they_hold(statements: list[Statement]) -> None:
    asked = Prepared(lambda: Document.objects.filter(path=given("path"), kind="statement"))
    for path in (statements[0].path, "a'b", "%s", '"; --', statements[1].path):
        assert asked(path=path) == list(Document.objects.filter(path=path))
    assert asked.first(path="nowhere") is None


def test_only_plain_words_and_numbers_are_written_out() -> None:
    slot = given("x")
    sql, params = with_literals("%s %s %s %s %s", ["approved", 1, "it's", slot, True])
    assert (sql, params) == ("'approved' 1 %s %s %s", ["it's", slot, True])


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection() -> None:
    asked = Prepared(lambda: Document.objects.filter(kind=given("kind")))
    with transaction.atomic():
        Document.objects.create(kind="page")
        seen = [len(asked(kind="page"))]
        other = Thread(target=lambda: (seen.append(len(asked(kind="page"))), connection.close()))
        other.start()
        other.join()
    assert seen == [1, 0], "the other does not see what is not committed"


def test_a_condition_made_once_means_the_same_wherever_it_is_asked(
    statements: list[Statement],
) -> None:
    """Of the row, of a row within another question, of what it follows; and of no row."""
    now = timezone.now()
    removals = Notice.objects.standing(now).filter(kind="removed", document=OuterRef("document"))
    over = removals.filter(Q(language="") | Q(language=OuterRef("language")))
    newer = Edition.objects.published(now).filter(
        document=OuterRef("document"), language=OuterRef("language"), number__gt=OuterRef("number")
    )
    public = Edition.objects.published(now).filter(~Exists(newer), ~Exists(over))
    assert set(Edition.objects.public(now)) == set(public) and len(public) == 4
    inside = Document.objects.filter(
        Exists(Edition.objects.public().filter(document=OuterRef("pk")))
    )
    assert set(inside.values_list("pk", flat=True)) == {text.document_id for text in public}
    told = Edition.objects.annotate(is_public=questions.told(questions.public(now)))
    assert {text for text in told if text.is_public} == set(public)
    assert set(Edition.objects.exclude(pk__in=Edition.objects.public(now))) == {
        text for text in told if not text.is_public
    }
    whole = Notice.objects.standing(now).filter(kind="withdrawn", language="")
    listed = Document.objects.public(now).exclude(pk__in=whole.values("document"))
    assert set(Document.objects.listed(now)) == set(listed) and len(listed) == 2
