"""The public history of a statement, and the comparison of any two of its editions."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.editions.amending import amend_facts, amend_note
from cultural_alliance.editions.notices import restore
from tests.support.cast import publisher
from tests.support.record import (
    correct,
    make_draft,
    make_statement,
    make_translation,
    removed,
    withdrawn,
)
from tests.support.wording import said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def statement():
    return make_statement(
        "Message on the Day",
        "<p>Twelve partners joined.</p><p>We thank them.</p>",
        published_on=date(2006, 1, 11),
        slug="the-day",
        reference="DG/2006/1",
    )


def url(below: str = "editions/", language: str = "en") -> str:
    return f"/{language}/info/messages/2006/the-day/{below}"


def read(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode())


def test_it_lists_every_published_edition_with_its_note(statement, client) -> None:
    second = correct(statement, title="Corrected", change_note="The title was wrong.")
    correct(statement, title="Corrected!", minor=True, change_note="A comma.")
    amend_note(second, by=publisher(), note="The title and a name were wrong.")
    page = read(client, url())
    for number in (1, 2, 3):
        assert f'<a href="{url(f"editions/{number}/")}">Edition {number}</a>' in page
    assert page.index("Edition 3") < page.index("Edition 2") < page.index("Edition 1")
    assert "The title was wrong." in page
    assert "The title and a name were wrong." in page
    assert page.count("minor correction") == 1
    assert page.count('<span class="tag is-public">Current</span>') == 1
    assert second.digest in page.replace(" ", "")
    assert "Published on 11 January 2006" in page
    assert page.count("Entered in the record of this portal on") == 1


def test_drafts_and_scheduled_texts_are_never_in_it(statement, client) -> None:
    correct(statement, title="Scheduled", at=timezone.now() + timedelta(days=1))
    make_translation(statement, "fr")
    make_draft(statement, "fr", title="Brouillon")
    assert "Edition 2" not in read(client, url())
    assert "Brouillon" not in read(client, url(language="fr"))
    assert "Edition 2" not in read(client, url(language="fr"))


def test_it_tells_what_befell_the_text(statement, client) -> None:
    notice = withdrawn(statement, "The figure was wrong.")
    restore(notice, by=publisher())
    amend_facts(statement, by=publisher(), facts={"reference": "DG/2006/2"}, note="A misprint.")
    page = read(client, url())
    assert page.index("A misprint.") < page.index("Restored") < page.index("The figure was wrong.")
    assert page.index("The figure was wrong.") < page.index("Published on 11 January 2006")


def test_a_removed_text_keeps_its_place_in_the_history(statement, client) -> None:
    edition = correct(statement, title="Secret title", change_note="A secret was added.")
    amend_note(edition, by=publisher(), note="A secret name was added.")
    removed(statement, "A court forbids it.")
    page = read(client, url())
    assert "A court forbids it." in page
    assert edition.digest in page.replace(" ", "")
    assert "ecret" not in page
    assert 'editions/2/"' not in page


def test_a_removed_translation_is_told_in_its_own_history_only(statement, client) -> None:
    make_translation(statement, "fr")
    removed(statement, "Not authorised.", language="fr")
    assert "Not authorised." in read(client, url(language="fr"))
    assert "Not authorised." not in read(client, url())


def test_other_languages_have_their_own_history(statement, client) -> None:
    make_translation(statement, "fr", title="Un message")
    page = read(client, url())
    assert f'<a href="{url(language="fr")}" lang="fr" dir="ltr" hreflang="fr">Français</a>' in page
    assert "Un message" not in page
    follows = said("fr", "Translates edition %(number)s of the original", number=1)
    assert follows in read(client, url(language="fr"))


def test_a_language_without_a_text_has_no_history(statement, client) -> None:
    page = read(client, url(language="ru"), 404)
    assert f'<a href="{url()}" lang="en"' in page


def test_any_two_editions_can_be_compared(statement, client) -> None:
    correct(statement, body="<p>Twenty partners joined.</p><p>We thank them.</p>")
    correct(statement, body="<p>Twenty partners joined.</p><p>We thank them all.</p>")
    page = read(client, url("editions/1..2/"))
    assert "Twelve" in page and "Twenty" in page
    assert "<ins>" in page and "<del>" in page
    assert "Words put in: 1. Words taken out: 1." in page
    assert "Words put in: 2. Words taken out: 1." in read(client, url("editions/1..3/"))
    backwards = read(client, url("editions/3..1/"))
    assert "Words put in: 1. Words taken out: 2." in backwards


def test_amended_facts_are_compared_too(statement, client) -> None:
    facts = {"reference": "DG/2006/2"}
    amend_facts(statement, by=publisher(), facts=facts, note="A misprint.")
    correct(statement, change_note="The same words under the right reference.")
    page = read(client, url("editions/1..2/"))
    assert "DG/2006/1" in page and "DG/2006/2" in page
    assert "The two editions do not differ." not in page


def test_editions_that_do_not_differ_say_so(statement, client) -> None:
    correct(statement)
    assert "The two editions do not differ." in read(client, url("editions/1..2/"))


@pytest.mark.parametrize("pair", ["1..9", "0..1", "8..9", "1..99999999999999999999"])
def test_numbers_that_were_never_given_are_told(pair, statement, client) -> None:
    correct(statement, at=timezone.now() + timedelta(days=1))
    page = read(client, url(f"editions/{pair}/"), 404)
    assert "in this language that could be compared." in page
    read(client, url("editions/1..2/"), 404)


def test_a_comparison_never_falls_back_to_another_language(statement, client) -> None:
    correct(statement, title="Corrected")
    page = read(client, url("editions/1..2/", "fr"), 404)
    assert f'<a href="{url("editions/1..2/")}" lang="en"' in page


def test_two_editions_are_chosen_in_a_small_form(statement, client) -> None:
    assert url("editions/compare/") not in read(client, url()), "one edition: nothing to compare"
    correct(statement, title="Corrected")
    assert f'action="{url("editions/compare/")}" method="get"' in read(client, url())
    response = client.get(url("editions/compare/"), {"old": "1", "new": "2"})
    assert (response.status_code, response["Location"]) == (302, url("editions/1..2/"))


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"old": "1", "new": "1"}, "Choose two different editions."),
        ({"old": "1", "new": "7"}, "Select a valid choice."),
        ({"old": "1"}, "This field is required."),
        ({"old": "x", "new": "2"}, "Select a valid choice."),
    ],
)
def test_a_wrong_choice_is_told(chosen, sentence, statement, client) -> None:
    correct(statement, title="Corrected")
    response = client.get(url("editions/compare/"), chosen)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_choice_of_nothing_leads_to_the_history(statement, client) -> None:
    assert client.get(url("editions/compare/"))["Location"] == url()


@pytest.mark.once
def test_a_long_history_costs_what_a_short_one_costs(statement, client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url())
        return len(captured)

    correct(statement, title="Corrected")
    restore(withdrawn(statement), by=publisher())
    before = cost()
    for number in range(8):
        edition = correct(statement, title=f"Corrected {number}")
        amend_note(edition, by=publisher(), note="Another note.")
        restore(withdrawn(statement), by=publisher())
    assert cost() == before
