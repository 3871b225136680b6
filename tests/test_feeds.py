"""The Atom feed of each language."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cultural_alliance.editions.notices import restore
from cultural_alliance.languages import LANGUAGES
from tests.support.cast import publisher
from tests.support.record import (
    approved,
    correct,
    make_statement,
    make_translation,
    removed,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEED = "/en/info/messages/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, language: str = "en"):
    response = client.get(f"/{language}/info/messages/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def entries(client, language: str = "en"):
    return feed(client, language).findall(f"{ATOM}entry")


def value(element, name: str) -> str:
    return element.find(f"{ATOM}{name}").text


def titles(client, language: str = "en") -> list[str]:
    return [value(entry, "title") for entry in entries(client, language)]


def test_the_newest_thirty_are_there(client) -> None:
    for number in range(31):
        make_statement(f"Number {number}", published_on=date(2006, 1, 1) + timedelta(number))
    assert titles(client) == [f"Number {number}" for number in range(30, 0, -1)]


def test_an_empty_feed_is_a_feed_and_stays_the_same(client) -> None:
    assert client.get(FEED).content == client.get(FEED).content
    assert entries(client) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_there_is_one_for_each_language(language, client) -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    root = feed(client, language.code)
    assert root.get(XML_LANG) == language.tag
    link = root.find(f"{ATOM}link[@rel='self']").get("href")
    assert link == f"http://127.0.0.1:8000/{language.code}/info/messages/feed/"
    entry = root.find(f"{ATOM}entry")
    assert entry.get(XML_LANG) == "en"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/en/{statement.path}/")


def test_an_entry_is_in_the_feeds_language_where_it_can_be(client) -> None:
    statement = make_statement("The original", published_on=date(2006, 1, 11))
    assert titles(client, "fr") == ["The original"]
    make_translation(statement, "fr", title="La traduction")
    assert titles(client, "fr") == ["La traduction"]
    assert titles(client, "ru") == ["The original"]
    assert entries(client, "fr")[0].get(XML_LANG) == "fr"


def test_addresses_come_from_the_setting_and_never_from_the_request(client, settings) -> None:
    make_statement(published_on=date(2006, 1, 11))
    settings.ALLIANCE_URL = "https://alliance.example.org"
    page = client.get(FEED, headers={"host": "localhost"}).content.decode()
    assert "https://alliance.example.org/en/info/messages/2006/" in page
    assert "localhost" not in page and "testserver" not in page and "127.0.0.1" not in page


def test_ids_stay_when_a_statement_is_corrected(client) -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    before = value(entries(client)[0], "id")
    correct(statement, title="Corrected")
    assert titles(client) == ["Corrected"]
    assert value(entries(client)[0], "id") == before
    assert f"/m/{statement.pk}/" in before


def test_a_correction_is_an_update_and_a_minor_one_is_not(client) -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    published = value(entries(client)[0], "updated")
    correct(statement, title="A spelling", minor=True, change_note="")
    assert titles(client) == ["A spelling"]
    assert value(entries(client)[0], "updated") == published
    edition = correct(statement, title="A correction")
    updated = parse_datetime(value(entries(client)[0], "updated"))
    assert updated == edition.published_at
    assert parse_datetime(value(entries(client)[0], "published")).year == 2006


def test_withdrawn_and_removed_statements_leave_the_feed(client) -> None:
    first = make_statement("First", published_on=date(2006, 1, 11))
    second = make_statement("Second", published_on=date(2006, 1, 12))
    notice = withdrawn(first)
    assert titles(client) == ["Second"]
    restore(notice, by=publisher())
    removed(second)
    assert titles(client) == ["First"]


def test_what_is_not_public_is_not_in_the_feed(client) -> None:
    make_statement("Draft")
    scheduled = make_statement("Scheduled")
    approved(scheduled.editions.get(), at=timezone.now() + timedelta(days=1))
    assert entries(client) == []


def test_markup_in_words_is_harmless(client) -> None:
    make_statement("A < B & C", "<p>x &lt;script&gt; y</p>", published_on=date(2006, 1, 11))
    entry = entries(client)[0]
    assert value(entry, "title") == "A < B & C"
    assert value(entry, "summary") == "x &lt;script&gt; y"


@pytest.mark.slow
@pytest.mark.once
def test_fifty_statements_cost_what_one_costs(client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(FEED)
        return len(captured)

    make_statement("One", published_on=date(2006, 1, 1), topics=["a"], speakers=["b"])
    with_one = cost()
    for number in range(49):
        make_statement(f"Number {number}", published_on=date(2006, 1, 2), topics=["a"])
    assert cost() == with_one


def test_subscribe_offers_all_six(client) -> None:
    page = client.get("/en/subscribe/").content.decode()
    for language in LANGUAGES:
        assert f"http://127.0.0.1:8000/{language.code}/info/messages/feed/" in page


def test_list_and_statement_name_their_feed(client) -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    for address in ("/fr/info/messages/", statement.get_absolute_url()):
        assert 'type="application/atom+xml"' in client.get(address).content.decode()
