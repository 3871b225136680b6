"""What a reader of a statement is shown: the right text, its facts, what stands over it."""

from datetime import date, timedelta
from html import unescape
from re import findall

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.editions.addresses import move
from cultural_alliance.editions.amending import amend_facts, amend_note
from cultural_alliance.editions.models import Standing
from cultural_alliance.editions.notices import restore
from messages.models import Occasion, Speaker
from tests.support.cast import publisher
from tests.support.record import (
    approved,
    correct,
    make_statement,
    make_translation,
    removed,
    withdrawn,
)
from tests.support.wording import said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SITE = "http://127.0.0.1:8000"
BEHIND = "The original has been corrected since: its current edition is %(number)s."
NO_EDITION = "This statement has no public edition %(number)s in this language."


@pytest.fixture
def statement():
    return make_statement(
        "Message on the Day",
        "<p>Culture is what we share.</p><p>We share it.</p><p>Ann Example</p>",
        published_on=date(2006, 1, 11),
        slug="the-day",
        reference="DG/2006/1",
        occasion="the-day",
        speakers=["ann-example"],
        topics=["music", "books"],
        delivered_on=date(2005, 12, 19),
        place={"en": "Paris", "ar": "باريس"},
    )


def url(language: str = "en", below: str = "") -> str:
    return f"/{language}/info/messages/2006/the-day/{below}"


def read(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode())


def test_its_address_is_the_year_and_the_slug(statement, client) -> None:
    assert statement.get_absolute_url() == url()
    assert "Culture is what we share." in read(client, url())


def test_facts_stand_beside_the_text(statement, client) -> None:
    Speaker.objects.update(offices={"en": "Director-General"})
    page = read(client, url())
    facts = page[page.index('<aside class="facts"') :]
    for fact in ("11 Jan 2006", "DG/2006/1", "19 December 2005", "Paris", "Original"):
        assert fact in facts
    assert '<a href="/en/info/messages/?occasion=the-day">The day</a>' in facts
    assert '<a href="/en/info/messages/?speaker=ann-example">Ann example</a>' in facts
    assert "Director-General" in facts
    assert '<a href="/en/info/messages/?topic=music">Music</a>' in facts


def test_empty_facts_are_not_shown(client) -> None:
    bare = make_statement(published_on=date(2006, 1, 11))
    facts = read(client, bare.get_absolute_url())
    facts = facts[facts.index('<aside class="facts"') : facts.index("</aside>")]
    assert findall(r"<dt>(.*?)</dt>", facts) == ["Publication Date", "Languages", "Edition"]


def test_paragraphs_are_numbered_and_the_signature_is_none(statement, client) -> None:
    page = read(client, url())
    assert 'id="p2"' in page and 'id="p3"' not in page
    assert '<p class="signature">Ann Example</p>' in page


def test_names_without_a_translation_keep_their_language(statement, client) -> None:
    Occasion.objects.update(names={"en": "The Day", "fr": "La Journée"})
    assert '<bdi lang="en" dir="ltr">The Day</bdi>' in read(client, url("ar"))
    assert "باريس" in read(client, url("ar"))
    assert ">La Journée</a>" in read(client, url("fr"))
    assert "<bdi" not in read(client, url())[: read(client, url()).index("<aside")]


def test_a_language_without_a_text_shows_the_original_and_says_so(statement, client) -> None:
    page = read(client, url("ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert '<h1 lang="en" dir="ltr">Message on the Day</h1>' in page
    assert '<div class="text" lang="en" dir="ltr">' in page
    assert 'class="notice is-fallback"' in page
    assert f'<link rel="canonical" href="{SITE}{url()}">' in page
    assert "is-fallback" not in read(client, url())


def test_hreflang_names_only_languages_that_have_a_text(statement, client) -> None:
    make_translation(statement, "zh", title="致辞")
    expected = {("zh-Hans", SITE + url("zh")), ("en", SITE + url())}
    for language in ("en", "zh", "ru"):
        page = read(client, url(language))
        found = findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
        assert set(found) == expected
    assert f'<link rel="canonical" href="{SITE}{url("zh")}">' in read(client, url("zh"))


def test_a_translation_says_what_it_is_and_which_edition_it_follows(statement, client) -> None:
    make_translation(statement, "fr")
    make_translation(statement, "es", standing=Standing.UNOFFICIAL)
    assert said("fr", "Official translation") in read(client, url("fr"))
    assert said("fr", "It follows edition %(number)s.", number=1) in read(client, url("fr"))
    assert said("es", "Unofficial translation") in read(client, url("es"))
    behind = said("fr", BEHIND, number=2)
    assert behind not in read(client, url("fr"))
    correct(statement, title="Corrected")
    assert behind in read(client, url("fr"))


def test_all_languages_are_listed_with_their_standing(statement, client) -> None:
    make_translation(statement, "fr")
    page = read(client, url())
    assert f'<a href="{url("fr")}" lang="fr" dir="ltr" hreflang="fr">Français</a>' in page
    assert "Official translation" in page


def test_a_scheduled_correction_turns_the_page_by_itself(statement, client, time_machine) -> None:
    soon = timezone.now() + timedelta(hours=1)
    correct(statement, title="Corrected", at=soon)
    assert "Corrected" not in read(client, url())
    time_machine.move_to(soon + timedelta(seconds=1))
    assert "Corrected" in read(client, url())


@pytest.mark.parametrize("below", ["", "print/", "editions/", "editions/1/", "editions/1..2/"])
def test_what_is_not_public_is_not_found(below, client) -> None:
    draft = make_statement("A draft").editions.get()
    approved(draft, at=timezone.now() + timedelta(days=1))
    draft.document.refresh_from_db()
    assert draft.document.path
    assert client.get(f"/en/{draft.document.path}/{below}").status_code == 404


def test_a_statement_that_never_was_is_not_found(client) -> None:
    assert client.get("/en/info/messages/2006/nothing/").status_code == 404
    assert client.get("/en/info/messages/2006/nothing/editions/1/").status_code == 404


@pytest.mark.parametrize("below", ["", "print/", "editions/", "editions/1/", "?page=2"])
def test_a_former_address_redirects_for_ever(below, statement, client) -> None:
    move(statement, by=publisher(), slug="a-better-name")
    response = client.get(url(below=below))
    assert response.status_code == 301
    assert response["Location"] == f"/en/info/messages/2006/a-better-name/{below}"


def test_a_withdrawn_text_stays_under_its_notice(statement, client) -> None:
    other = make_statement("Better", published_on=date(2006, 2, 1), slug="better")
    notice = withdrawn(statement, "Le chiffre était faux.", reason_language="fr", replaced_by=other)
    for below in ("", "print/", "editions/1/"):
        page = read(client, url(below=below))
        assert "Culture is what we share." in page
        assert '<p lang="fr" dir="ltr">Le chiffre était faux.</p>' in page
    assert f'<a href="{other.get_absolute_url()}">Read the text that replaces it</a>' in page
    restore(notice, by=publisher())
    assert "Le chiffre était faux." not in read(client, url())


def test_a_replacement_that_was_removed_is_not_linked(statement, client) -> None:
    other = make_statement("Better", published_on=date(2006, 2, 1))
    withdrawn(statement, replaced_by=other)
    removed(other)
    for below in ("", "editions/"):
        assert "Read the text that replaces it" not in read(client, url(below=below))


def test_a_withdrawn_translation_takes_its_notice_with_it_alone(statement, client) -> None:
    make_translation(statement, "fr")
    withdrawn(statement, "Badly translated.", language="fr")
    assert "Badly translated." in read(client, url("fr"))
    assert "La culture est" in read(client, url("fr"))
    assert "Badly translated." not in read(client, url())


@pytest.mark.parametrize("below", ["", "print/", "editions/1/", "editions/1..2/"])
def test_a_removed_text_is_gone_with_its_reason(below, statement, client) -> None:
    correct(statement, body="<p>Culture is what we share now.</p>")
    removed(statement, "A court forbids it.")
    for language in ("en", "ar"):
        page = read(client, url(language, below), 410)
        assert "A court forbids it." in page
        assert "Culture is" not in page and "Message on the Day" not in page


def test_a_removed_translation_leads_to_the_texts_that_remain(statement, client) -> None:
    make_translation(statement, "fr")
    removed(statement, "Not authorised.", language="fr")
    page = read(client, url("fr"), 410)
    assert "Not authorised." in page
    assert f'<a href="{url()}" lang="en"' in page
    assert "Culture is what we share." in read(client, url())
    assert "is-fallback" in read(client, url("ru"))


def test_the_edition_note_tells_what_changed_and_when(statement, client) -> None:
    edition = correct(statement, title="Corrected", change_note="A name was wrong.")
    amend_note(edition, by=publisher(), note="Two names were wrong.")
    page = read(client, url())
    assert "Edition 2" in page
    assert "A name was wrong." in page and "Two names were wrong." in page
    assert f"{edition.digest[:4]} {edition.digest[4:8]}" in page
    assert f'<a href="{SITE}{url(below="editions/2/")}">' in page
    assert f'<a href="{url(below="editions/")}">History</a>' in page
    assert "entered in the record of this portal" not in page


def test_other_texts_of_the_same_occasion_stand_under_it(statement, client) -> None:
    assert "On the same occasion" not in read(client, url())
    make_statement("A year later", published_on=date(2007, 1, 1), occasion="the-day")
    hidden = make_statement("Hidden", published_on=date(2008, 1, 1), occasion="the-day")
    withdrawn(hidden)
    make_statement("Unrelated", published_on=date(2007, 1, 1), occasion="another-day")
    page = read(client, url())
    assert "A year later" in page
    assert "Hidden" not in page and "Unrelated" not in page


def test_the_print_view_names_edition_address_and_digest(statement, client) -> None:
    page = read(client, url(below="print/"))
    edition = statement.editions.get()
    assert SITE + url(below="editions/1/") in page
    assert edition.digest in page.replace(" ", "")
    assert "DG/2006/1" in page and "Edition 1" in page
    assert 'class="site-header"' not in page and 'class="site-footer"' not in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{SITE}{url()}">' in page


def test_a_former_edition_stays_at_its_permanent_address(statement, client) -> None:
    correct(statement, title="Corrected", body="<p>Culture is all.</p>")
    page = read(client, url(below="editions/1/"))
    assert "Culture is what we share." in page
    assert "This is a former edition" in page
    assert f'<a href="{url()}">The current one is edition 2</a>' in page
    assert f'<link rel="canonical" href="{SITE}{url(below="editions/1/")}">' in page
    current = read(client, url(below="editions/2/"))
    assert "This is a former edition" not in current
    assert f'<link rel="canonical" href="{SITE}{url()}">' in current


def test_a_former_edition_has_the_facts_of_its_time(statement, client) -> None:
    correct(statement, title="Corrected")
    amend_facts(statement, by=publisher(), facts={"reference": "DG/2006/2"}, note="A slip.")
    page = read(client, url(below="editions/1/"))
    assert "DG/2006/1" in page and "DG/2006/2" not in page
    assert "they were amended since" in page
    assert "DG/2006/2" in read(client, url())


def test_an_edition_never_falls_back_to_another_language(statement, client) -> None:
    make_translation(statement, "fr")
    correct(statement, title="Corrected")
    page = read(client, url("fr", "editions/2/"), 404)
    assert said("fr", NO_EDITION, number=2) in page
    assert f'<a href="{url("en", "editions/2/")}" lang="en"' in page
    assert "Culture is" not in page
    nowhere = read(client, url("ru", "editions/9/"), 404)
    assert said("ru", "It exists in these languages:") not in nowhere


@pytest.mark.parametrize("number", ["0", "3", "999999999999999999999999"])
def test_a_number_that_was_never_given_is_told(number, statement, client) -> None:
    correct(statement, title="Corrected", at=timezone.now() + timedelta(days=1))
    page = read(client, url(below=f"editions/{number}/"), 404)
    assert f"has no public edition {number}" in page.replace(",", "")
    read(client, url(below="editions/2/"), 404)


@pytest.mark.slow
@pytest.mark.once
def test_the_page_costs_the_same_whatever_there_is_to_show(statement, client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url())
        return len(captured)

    make_statement("Another", published_on=date(2007, 1, 1), occasion="the-day")
    make_translation(statement, "fr")
    correct(statement, title="Corrected")
    before = cost()
    for number in range(10):
        correct(statement, title=f"Corrected {number}")
        make_statement(f"Year {number}", published_on=date(2008, 1, 1), occasion="the-day")
    for language in ("ar", "es", "ru", "zh"):
        make_translation(statement, language)
    assert cost() == before


@pytest.mark.parametrize("below", ["", "print/", "editions/", "editions/1/"])
def test_pages_are_only_read(below, statement, client) -> None:
    assert client.post(url(below=below)).status_code == 405
