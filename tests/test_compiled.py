"""A page is the same from both engines, and what is remembered of a text is never seen to be."""

from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from jinja2 import TemplateSyntaxError

from cultural_alliance import compiled, languages, pagecache
from cultural_alliance.editions.amending import amend_facts
from cultural_alliance.editions.models import Edition
from cultural_alliance.pagecache import remembering
from cultural_alliance.pagecache.wsgi import PageCache
from messages.models import Statement
from messages.reading import read
from messages.views.statement import edition_page, page

from .support.cast import publisher
from .support.reading import Reader
from .support.record import correct, make_statement, make_translation, removed, withdrawn

BODY = "<p>Culture is “ours” & <em>theirs</em>.</p><p>We share it.</p><p>Ann Example</p>"
ADDRESS = "/en/info/messages/2006/on-the-day/"


def on_the_day() -> Statement:
    statement = make_statement(
        "On the Day's <eve>",
        BODY,
        published_on=date(2006, 5, 5),
        slug="on-the-day",
        reference="DG/2006/1",
        occasion="the-day",
        speakers=["ann-example"],
        topics=["music", "books"],
        delivered_on=date(2006, 5, 4),
        place={"en": "Paris", "ar": "باريس"},
    )
    make_statement("Again", published_on=date(2007, 5, 5), occasion="the-day")
    make_translation(statement, "fr")
    return Statement.objects.get(pk=statement.pk)


def words_of(html: str) -> list[str]:
    return unescape(html).replace(">", "> ").replace("<", " <").split()


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("code", languages.CODES)
@pytest.mark.parametrize("change", [None, correct, withdrawn])
@pytest.mark.parametrize("name", ["statement_detail", "statement_print", "edition_detail"])
def test_a_page_is_the_same_from_both_engines(code: str, change: Any, name: str) -> None:
    statement = on_the_day()
    if change:
        change(statement)
    language = languages.get(code)
    request = RequestFactory().get(f"/{code}/{statement.path}/")
    with translation.override(language.django_code):
        reading = read(statement, language)
        assert reading
        made = edition_page if name == "edition_detail" else page
        context = made(request, reading)
        by_django, by_jinja = (
            words_of(render_to_string(f"statements/{name}.html", {**context}, request, using))
            for using in ("django", compiled.engine_in(language))
        )
    assert "</html>" in by_jinja and str(reading.edition.title).split()[0] in " ".join(by_jinja)
    assert by_jinja == by_django


def made_of(source: str, code: str = "en", **context: Any) -> str:
    return str(engines[f"compiled-{code}"].from_string(source).render(context))


def test_each_language_has_its_own_words() -> None:
    words = "{% load i18n %}{% translate 'Print' %}"
    assert made_of(words) == "Print"
    with translation.override("ar"):
        assert made_of(words, "fr") == "Imprimer", "whatever language is active"


def test_what_is_put_into_a_sentence_is_escaped_and_the_sentence_is_not() -> None:
    sentence = (
        "{% blocktranslate trimmed with name=who.name %}\n  <b>100 %</b> of {{ name }}\n"
        "  is ours{% endblocktranslate %}"
    )
    assert made_of(sentence, who={"name": "<i>"}) == "<b>100 %</b> of &lt;i&gt; is ours"
    assert made_of("{{ title }}", title="<i>") == "&lt;i&gt;"


def test_what_the_two_languages_do_not_share_is_refused() -> None:
    for source in ("{% url 'home' %}", "{{ at|date:'Y' }}", "{% include 'a.html' with b=c %}"):
        with pytest.raises(TemplateSyntaxError):
            made_of(source)


@pytest.fixture
def reader(pages: PageCache) -> Iterator[Reader]:
    on_the_day()
    yield Reader(pages)


def body(reader: Reader, address: str = ADDRESS) -> str:
    return str(reader(address, session="unknown").body.decode())


@pytest.mark.once
def test_a_text_is_made_ready_once_and_a_correction_is_seen_at_once(reader: Reader) -> None:
    assert "We share it." in body(reader)
    with CaptureQueriesContext(connection) as captured:
        assert "We share it." in body(reader)
    assert not [each for each in captured if '"body"' in each["sql"]]
    correct(Statement.objects.get(slug="on-the-day"), body="<p>We shared it.</p>")
    again = body(reader)
    assert "We shared it." in again and "We share it." not in again
    assert "We share it." in body(reader, f"{ADDRESS}editions/1/")


@pytest.mark.once
def test_amended_facts_are_seen_at_once_beside_a_remembered_text(reader: Reader) -> None:
    assert "DG/2006/1" in body(reader)
    statement = Statement.objects.get(slug="on-the-day")
    amend_facts(statement, by=publisher(), facts={"reference": "DG/2006/2"}, note="A slip.")
    again = body(reader)
    assert "DG/2006/2" in again and "DG/2006/1" not in again


@pytest.mark.once
def test_nothing_is_left_of_a_removed_text(reader: Reader) -> None:
    assert "We share it." in body(reader) and "We share it." in body(
        reader, f"{ADDRESS}editions/1/"
    )
    removed(Statement.objects.get(slug="on-the-day"))
    for address in (ADDRESS, f"{ADDRESS}print/", f"{ADDRESS}editions/1/"):
        assert "We share it." not in body(reader, address)


@pytest.mark.once
def test_so_many_texts_are_remembered_and_no_more(pages: PageCache) -> None:
    for number in range(3 * remembering.MOST_LARGE):
        pagecache.remember(("text", number), lambda: 1, is_large=True)
        assert len(pages.watcher.large) <= remembering.MOST_LARGE
    assert pages.watcher.large and not pages.watcher.remembered


@pytest.mark.django_db
def test_a_text_costs_the_same_in_however_many_languages(client: Client) -> None:
    statement = on_the_day()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ADDRESS).status_code == 200
        return len(captured)

    alone = queries()
    for code in ("ar", "es", "ru"):
        make_translation(statement, code)
    assert queries() == alone
    assert Edition.objects.count() == 6
