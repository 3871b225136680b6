"""Old bookmarks and short addresses lead to the text for ever, or say what became of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.support.record import (
    approved,
    make_page,
    make_statement,
    make_translation,
    removed,
    withdrawn,
)

pytestmark = pytest.mark.django_db
TOPIC = "/culture/{}/ev.php-URL_ID=29653&URL_DO=DO_TOPIC&URL_SECTION=201.html"
PRINT = "/culture/{}/ev.php-URL_ID=29653&URL_DO=DO_PRINTPAGE&URL_SECTION=201.html"


@pytest.fixture
def statement():
    return make_statement(published_on=timezone.now(), legacy_id=29653)


def address(statement, language: str = "en", below: str = "") -> str:
    return f"/{language}/{statement.path}/{below}"


def test_both_old_addresses_lead_to_the_statement(statement, client) -> None:
    topic, printed = client.get(TOPIC.format("en")), client.get(PRINT.format("en"))
    assert (topic.status_code, topic["Location"]) == (301, address(statement))
    assert (printed.status_code, printed["Location"]) == (301, address(statement, below="print/"))
    assert client.get(printed["Location"]).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        "ev.php?URL_ID=29653&URL_DO=DO_TOPIC&URL_SECTION=201",
        "ev.php-URL_DO=DO_TOPIC&URL_ID=29653.html",
        "ev.php-URL_ID%3D29653%26URL_DO%3DDO_TOPIC%26URL_SECTION%3D201.html",
    ],
)
def test_other_spellings_of_the_old_address_lead_there_too(values, statement, client) -> None:
    response = client.get(f"/culture/en/{values}")
    assert (response.status_code, response["Location"]) == (301, address(statement))


@pytest.mark.parametrize(("old", "new"), [("fr", "fr"), ("es", "es"), ("de", "en")])
def test_the_old_address_keeps_its_language(old, new, statement, client) -> None:
    assert client.get(TOPIC.format(old))["Location"] == address(statement, new)


@pytest.mark.parametrize(
    "values", ["ev.php-URL_ID=17418&URL_DO=DO_TOPIC.html", "ev.php-URL_DO=DO_TOPIC.html", "ev.php"]
)
def test_an_old_address_of_something_else_is_not_found(values, statement, client) -> None:
    assert client.get(f"/culture/en/{values}").status_code == 404


def test_an_absurd_old_id_is_not_found(statement, client) -> None:
    assert client.get(f"/culture/en/ev.php-URL_ID={'9' * 60}.html").status_code == 404


def test_an_old_address_does_not_betray_a_scheduled_text(client) -> None:
    draft = make_statement(legacy_id=29653).editions.get()
    assert client.get(TOPIC.format("en")).status_code == 404
    approved(draft, at=timezone.now() + timedelta(days=1))
    assert client.get(TOPIC.format("en")).status_code == 404


def test_the_short_address_takes_the_readers_language(statement, client) -> None:
    make_translation(statement, "fr")
    response = client.get(statement.short_url, headers={"accept-language": "fr-CA, en;q=0.5"})
    assert (response.status_code, response["Location"]) == (302, address(statement, "fr"))
    assert "Accept-Language" in response["Vary"] and "Cookie" in response["Vary"]


def test_the_short_address_prefers_a_language_that_has_the_text(statement, client) -> None:
    make_translation(statement, "es")
    headers = {"accept-language": "ru, zh-CN;q=0.9, es;q=0.8, en;q=0.1"}
    assert client.get(statement.short_url, headers=headers)["Location"] == address(statement, "es")


def test_the_short_address_falls_back_to_the_original(client) -> None:
    statement = make_statement(language="fr", published_on=timezone.now())
    headers = {"accept-language": "ru"}
    assert client.get(statement.short_url, headers=headers)["Location"] == address(statement, "fr")


def test_the_cookie_goes_before_the_browser(statement, client, settings) -> None:
    make_translation(statement, "es")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    headers = {"accept-language": "en"}
    assert client.get(statement.short_url, headers=headers)["Location"] == address(statement, "es")


def test_the_short_address_of_a_page_leads_to_the_page(client) -> None:
    page = make_page("about", "About")
    assert client.get(page.short_url)["Location"] == "/en/about/"


def test_the_short_address_of_a_withdrawn_text_still_leads_to_it(statement, client) -> None:
    withdrawn(statement)
    assert client.get(statement.short_url)["Location"] == address(statement)


def test_the_short_address_of_a_removed_text_says_so(statement, client) -> None:
    removed(statement, "A court forbids it.")
    response = client.get(statement.short_url)
    assert response.status_code == 410
    assert "A court forbids it." in response.content.decode()


def test_the_short_address_of_what_was_never_public_is_not_found(client) -> None:
    statement = make_statement()
    assert client.get(statement.short_url).status_code == 404
    approved(statement.editions.get(), at=timezone.now() + timedelta(days=1))
    assert client.get(statement.short_url).status_code == 404
    assert client.get("/m/999999/").status_code == 404
    assert client.get(f"/m/{'9' * 40}/").status_code == 404
