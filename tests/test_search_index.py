"""What is written for the search, when, and where the databases look it up."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from cultural_alliance import languages, search
from cultural_alliance.pages.models import Activity
from cultural_alliance.search import fulltext, rebuilding, writing
from cultural_alliance.search.finding import find
from cultural_alliance.search.models import SearchEntry
from cultural_alliance.search.parts import MOST_WORDS, parts
from cultural_alliance.search.words import words_in
from messages.models import Statement
from tests.support.members import make_organisation, make_request
from tests.support.record import (
    approved,
    correct,
    make_draft,
    make_page,
    make_statement,
    make_translation,
    removed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ENGLISH = languages.get("en")


def found(words: str) -> list[tuple[str, int]]:
    return [(text.kind, text.object_id) for text in find(words, ENGLISH).ranked()]


def entries() -> list[tuple]:
    """The whole index, but for its own keys."""
    names = [f.name for f in SearchEntry._meta.fields if f.name not in ("id", "words", "often")]
    rows = SearchEntry.objects.order_by("kind", "object_id", "edition", "language", "part")
    return list(rows.values_list(*names))


def public(title: str, body: str = "<p>Words.</p>", **more) -> Statement:
    return make_statement(title, body, published_on=date(2006, 1, 11), **more)


def test_a_change_and_what_is_found_of_it_are_kept_together_or_not_at_all() -> None:
    with transaction.atomic():
        public("A heron")
        Activity.objects.create(titles={"en": "Herons"}, starts_on=date(2026, 1, 1))
        assert len(found("heron")) == 2
        transaction.set_rollback(True)
    assert found("heron") == []
    assert not SearchEntry.objects.exists()


def test_drafts_are_not_in_the_index_at_all() -> None:
    make_statement("A draft of herons")
    draft = make_draft(public("A stork"), title="A heron")
    assert not SearchEntry.objects.filter(words__contains="heron").exists()
    approved(draft, at=timezone.now() + timedelta(days=1))
    assert SearchEntry.objects.filter(words__contains="heron").exists(), "the control"


def test_what_was_corrected_removed_or_cleared_leaves_the_index() -> None:
    statement = public("A heron")
    correct(statement, title="A stork")
    assert set(SearchEntry.objects.values_list("title", flat=True)) == {"A stork"}
    removed(statement)
    assert not SearchEntry.objects.exists()
    activity = Activity.objects.create(titles={"en": "Herons"}, starts_on=date(2026, 1, 1))
    assert found("heron") == [("activity", activity.pk)]
    activity.delete()
    assert not SearchEntry.objects.exists()


def test_texts_that_did_not_change_are_not_written_again() -> None:
    statement = public("A heron")
    make_translation(statement, "fr")
    english = SearchEntry.objects.get(language="en").pk
    make_translation(statement, "es")
    assert SearchEntry.objects.get(language="en").pk == english
    correct(statement, title="Another")
    assert not SearchEntry.objects.filter(pk=english).exists()


def test_the_index_made_anew_is_the_one_that_changes_made() -> None:
    statement = public("A heron", reference="CL/1", speakers=["ann"])
    make_translation(statement, "fr", title="Un héron")
    correct(statement, body="<p>Of herons.</p>", at=timezone.now() + timedelta(days=1))
    make_page("about", "About herons")
    Activity.objects.create(titles={"en": "Heron", "fr": "Héron"}, starts_on=date(2026, 1, 1))
    organisation = make_organisation("Heron House")
    organisation.save()  # its sectors are there now
    request = make_request(organisation, title="A heron is sought")
    request.save()
    search.changed("request", request.pk)
    live, answers = entries(), found("heron")
    assert len(answers) == 5

    SearchEntry.objects.filter(kind="page").delete()
    SearchEntry.objects.filter(kind="statement").update(title="Tampered", words="tampered")
    stray = SearchEntry(kind="gone", object_id=1, language="en", at=timezone.now())
    stray.save()
    assert found("heron") != answers
    out = StringIO()
    call_command("rebuild_search", stdout=out)

    assert entries() == live
    assert found("heron") == answers
    assert "statement: 1 things, 3 texts can be found." in out.getvalue()


def test_one_kind_can_be_made_anew_and_an_unknown_one_is_refused() -> None:
    public("A heron")
    SearchEntry.objects.all().delete()
    call_command("rebuild_search", "page", stdout=StringIO())
    assert found("heron") == []
    call_command("rebuild_search", "statement", stdout=StringIO())
    assert len(found("heron")) == 1
    with pytest.raises(CommandError, match="Nothing is called secrets"):
        call_command("rebuild_search", "secrets")


def test_a_migration_fills_an_index_that_is_empty() -> None:
    statement = public("A heron")
    SearchEntry.objects.all().delete()
    rebuilding.after_migrations(using="default", verbosity=0)
    assert found("heron") == [("statement", statement.pk)]


# For the lists of the sections


def test_matching_serves_a_list_and_tells_nothing_of_a_scheduled_text() -> None:
    statement = public("A heron", "<p>Feathers of gold.</p>")
    make_translation(statement, "fr", title="Un oiseau")
    assert list(Statement.objects.filter(pk__in=search.matching("statement", "herons gold")))
    assert not search.matching("statement", "heron -gold").exists()
    assert not search.matching("statement", "heron", languages.get("fr")).exists()
    assert search.matching("statement", "oiseaux", languages.get("fr")).exists()
    for nothing in ("", "--", "-heron", "\x00"):
        assert not search.matching("statement", nothing).exists(), nothing
    correct(statement, body="<p>A secret.</p>", at=timezone.now() + timedelta(days=1))
    assert not search.matching("statement", "secret").exists()


# Long texts


def test_long_texts_are_cut_between_paragraphs_where_that_can_be() -> None:
    paragraph = "word " * 700
    text = "\n\n".join([paragraph] * 7) + "\n\n" + "word " * 4500 + "文" * 2500
    cut = parts(text)
    assert "".join(cut) == text
    sizes = [sum(len(word.pieces) for word in words_in(part)) for part in cut]
    assert sizes[:3] == [1400, 1400, 1400]
    assert max(sizes) <= MOST_WORDS
    assert parts("") == [""]


@pytest.mark.slow
def test_a_text_with_more_words_than_a_row_takes_is_written_and_found() -> None:
    words = " ".join(f"w{number}{'x' * 50}" for number in range(10_000))
    statement = public("A list", f"<p>{words}</p>")
    assert found(f"w7{'x' * 50} list") == [("statement", statement.pk)]
    assert SearchEntry.objects.count() == 6
    whole = SearchEntry.objects.get(part=0)
    assert writing.MOST_BYTES * 0.9 < len(whole.words.encode()) <= writing.MOST_BYTES


# The databases


def test_what_the_database_looks_up_stands_and_a_check_tells_when_it_does_not() -> None:
    assert fulltext.missing(connection) == []
    public("A heron")
    with transaction.atomic():
        fulltext.drop(connection)
        assert fulltext.missing(connection)
        messages = checks.run_checks(databases=["default"], tags=["database"])
        assert [each.id for each in messages] == ["search.W001"]
        fulltext.create(connection)
        assert len(found("heron")) == 1, "filled from what stands in the entries"
        transaction.set_rollback(True)
    assert checks.run_checks(databases=["default"], tags=["database"]) == []


@pytest.mark.django_db(transaction=True)
def test_it_stands_again_after_a_migration_that_remakes_the_table() -> None:
    public("A heron")
    migration = type("Migration", (), {"app_label": "search"})()
    fulltext.before_migrations(using="default", plan=[(migration, False)])
    assert fulltext.missing(connection)
    field = SearchEntry._meta.get_field("digest")
    with connection.schema_editor() as editor:
        editor.remove_field(SearchEntry, field)
        editor.add_field(SearchEntry, field)
    fulltext.after_migrations(using="default")
    assert fulltext.missing(connection) == []
    public("Another heron")
    assert len(found("heron")) == 2


def test_migrations_of_others_leave_it_alone() -> None:
    migration = type("Migration", (), {"app_label": "pages"})()
    fulltext.before_migrations(using="default", plan=[(migration, False)])
    assert fulltext.missing(connection) == []


def test_words_are_looked_up_in_an_index() -> None:
    """No query reads all entries where an index answers."""
    for number in range(5):
        public(f"A heron {number}")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads five rows faster than it finds them
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
    plan = SearchEntry.objects.filter(words__hold=find("heron", ENGLISH).asked).explain()
    assert fulltext.INDEX in plan or "VIRTUAL TABLE INDEX" in plan, plan
