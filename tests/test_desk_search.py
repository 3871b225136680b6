"""The search over the lists of the desk: in every text that one may see, drafts too."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.editions import drafting, limiting, notices, publishing
from cultural_alliance.editions.models import Edition
from cultural_alliance.search import rebuilding
from cultural_alliance.search.finding import find
from cultural_alliance.search.models import DESK, SearchEntry
from tests.support.cast import publisher, writer
from tests.support.record import approved, correct, make_draft, make_page, make_statement, removed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EDITIONS = "/admin/editions/edition/"
STATEMENTS = "/admin/statements/statement/"
PAGES = "/admin/pages/page/"


def found(words: str, address: str = EDITIONS, person: Any = None, **filters: str) -> set[int]:
    client = Client()
    client.force_login(person or writer())
    answer = client.get(address, {"q": words, **filters})
    assert answer.status_code == 200
    return {row.pk for row in answer.context["cl"].result_list}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "The herons are singing", "heron sing"),
        ("fr", "Les journées nationales", "journee nationale"),
        ("es", "Las canciones de cuna", "cancion"),
        ("ru", "О культурных правах", "культурные права"),
        ("ar", "اَلثَّقَافَةُ للجميع", "الثقافة"),
        ("zh", "文化多样性公约", "文化多样性"),
    ],
)
def test_a_draft_is_found_by_words_of_its_text_in_its_language(
    language: str, text: str, words: str
) -> None:
    draft = make_statement("…", f"<p>{text}</p>", language=language).editions.get()
    make_statement("…", "<p>42</p>", language=language)
    assert found(words) == {draft.pk}
    assert found(words, STATEMENTS) == {draft.document_id}


def test_what_writes_itself_is_found_at_once_and_its_former_words_no_more() -> None:
    author = writer()
    draft = make_draft(by=author, title="A heron")
    drafting.save_draft(draft, by=author, revision=draft.revision, title="A stork", autosave=True)
    assert found("stork") == {draft.pk}
    assert found("heron") == set()


def test_the_words_of_a_draft_and_the_draft_are_kept_together_or_not_at_all() -> None:
    with transaction.atomic():
        draft = make_draft(title="A heron")
        assert found("heron") == {draft.pk}
        transaction.set_rollback(True)
    assert not SearchEntry.whole.exists()


def test_a_text_is_found_wherever_it_stands_and_once() -> None:
    now = timezone.now()
    statement = make_statement("A heron", published_on=now - timedelta(days=3))
    former = statement.editions.get()
    public = correct(statement, title="A heron again")
    scheduled = approved(make_draft(statement, title="A heron at last"), at=now + timedelta(days=1))
    submitted = publishing.submit(
        draft := make_draft(title="The heron"), by=draft.saved_by or writer(), revision=2
    )
    aside = drafting.set_aside(make_draft(title="One heron"), by=writer())
    everywhere = {each.pk for each in (former, public, scheduled, submitted, aside)}
    assert found("heron") == everywhere
    assert found("heron", place="former") == {former.pk}, "the filters narrow what is found"


def test_what_is_gone_is_not_found() -> None:
    author = writer()
    drafting.delete_unpublished(make_draft(by=author, title="A heron"), by=author)
    statement = make_statement("A heron", published_on=timezone.now())
    correct(statement, title="A stork")
    assert len(found("heron")) == 1, "the control"
    removed(statement)
    assert found("heron") == found("stork") == set()
    assert not SearchEntry.whole.exists()


def test_a_limited_text_is_found_by_those_it_is_limited_to() -> None:
    author, reader = writer(), publisher()
    draft = make_draft(by=author, title="A secret heron")
    limiting.limit(draft, by=author, readers=[reader])
    for address in (EDITIONS, STATEMENTS):
        assert found("heron", address) == set()
        assert len(found("heron", address, person=reader)) == 1


def test_no_reader_finds_what_the_desk_finds() -> None:
    english = languages.get("en")
    draft = make_draft(title="A heron")
    assert found("heron") == {draft.pk}, "the control"
    assert not SearchEntry.objects.exists()
    assert SearchEntry.whole.get().kind == DESK
    assert find("heron", english).ranked() == []
    assert find("heron", english).not_there()
    for address in ("/en/search/", "/en/info/messages/"):
        assert "A heron" not in Client().get(address, {"words": "heron"}).text
    public = approved(draft)
    assert [text.edition for text in find("heron", english).ranked()] == [public.pk]


def test_a_withdrawn_text_is_found_at_the_desk() -> None:
    statement = make_statement("A heron", published_on=timezone.now())
    notices.withdraw(statement, reason="Wrong.", by=publisher())
    assert found("heron") == {statement.editions.get().pk}


def test_a_phrase_and_a_minus_are_asked_as_on_the_public_search() -> None:
    near = make_draft(title="Birds", body="<p>The grey heron is here.</p>")
    far = make_draft(title="Birds", body="<p>The heron is grey.</p>")
    assert found('"grey heron"') == {near.pk}
    assert found("heron -here") == {far.pk}
    assert found("--") == set()
    assert found("  ") == {near.pk, far.pk}


def test_pages_are_found_too_and_an_address_or_a_number_finds_its_document() -> None:
    page = make_page("heronry", "Our birds")
    statement = make_statement("A day", published_on=timezone.now(), reference="CLT/12")
    assert found("birds", PAGES) == {page.pk}
    assert found("heron", PAGES) == {page.pk}, "the beginning of an address"
    address = f"https://example.org/en/{statement.path}/"
    for words in (address, str(statement.pk), "CLT/12"):
        assert found(words, STATEMENTS) == {statement.pk}, words
    assert found(address) == {statement.editions.get().pk}
    assert found("http://[") == set()


def test_of_very_many_texts_the_newest_are_looked_through_and_the_page_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("cultural_alliance.search.desk", "cultural_alliance.editions.admin.found"):
        monkeypatch.setattr(f"{module}.DESK_FOUND", 2)
    drafts = [make_draft(title="A heron").pk for _number in range(3)]
    assert found("heron") == set(drafts[1:])
    client.force_login(writer())
    assert "the newest 2 are looked through" in client.get(EDITIONS, {"q": "heron"}).text


@pytest.mark.parametrize("walked", [2, 20])
def test_of_a_word_that_very_many_texts_have_the_newest_texts_are_asked(
    walked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    herons = [make_draft(title="A heron").pk for _number in range(4)]
    make_draft(title="An owl")
    monkeypatch.setattr("cultural_alliance.search.desk.DESK_FOUND", 3)
    by_index = found("heron -owl")
    monkeypatch.setattr("cultural_alliance.search.desk.MANY", 1)
    monkeypatch.setattr("cultural_alliance.search.desk.WALKED", walked)
    with CaptureQueriesContext(connection) as queries:
        assert found("heron -owl") == by_index == set(herons[1:])
    asked = [query["sql"] for query in queries if "search_searchentry" in query["sql"]]
    if connection.vendor == "sqlite":
        assert any("instr(" in sql for sql in asked), "the control"
        assert any("MATCH" in sql and "instr(" not in sql for sql in asked) == (walked == 2)


def test_rebuilding_writes_the_texts_of_the_desk_anew() -> None:
    statement = make_statement("A heron", published_on=timezone.now() - timedelta(days=3))
    correct(statement, title="A stork")
    draft = make_draft(title="The heron")
    before = found("heron")
    assert before == {draft.pk, *Edition.objects.filter(number=1).values_list("pk", flat=True)}
    SearchEntry.whole.all().delete()
    assert found("heron") == set(), "the control"
    call_command("rebuild_search", stdout=StringIO())
    assert found("heron") == before
    SearchEntry.whole.filter(kind=DESK).delete()
    rebuilding.after_migrations("default", verbosity=0)
    assert found("heron") == before
