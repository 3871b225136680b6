"""An address that leads nowhere is answered in a sentence, with a way onward."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.record import make_page, make_statement, make_translation, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def suggestions(html: str) -> list[str]:
    listed = html.partition('class="fault"')[2].partition("</main>")[0]
    return re.findall(r'<li><a href="([^"]+)"', listed)


@pytest.mark.parametrize(
    "asked", ["/en/about/sector/", "/en/sectors/", "/en/abuot/sectors/", "/en/old/Sectors.html/"]
)
def test_the_nearest_pages_are_named(client: Client, asked: str) -> None:
    make_page("sectors", "Sectors", parent=make_page("about", "About the Alliance"))
    make_page("contact", "Contact Us")
    answer = client.get(asked)
    assert answer.status_code == 404
    assert "/en/about/sectors/" in suggestions(answer.text)
    assert "/en/contact/" not in suggestions(answer.text)


def test_the_nearest_statement_is_named_by_the_words_of_the_address(client: Client) -> None:
    statement = make_statement("Message on South-South Cooperation", published_on=date(2006, 1, 11))
    html = client.get("/en/info/messages/2007/south-south-cooperation/").text
    assert suggestions(html) == [statement.get_absolute_url()]
    assert "Message on South-South Cooperation" in html


def test_suggestions_are_in_the_language_of_the_address(client: Client) -> None:
    make_translation(make_page("about", "About the Alliance"), "fr", title="À propos de l’Alliance")
    html = client.get("/fr/aboutt/").text
    assert '<html lang="fr"' in html
    assert '<a href="/fr/about/">À propos de l’Alliance</a>' in html


def test_what_is_withdrawn_is_not_suggested(client: Client) -> None:
    withdrawn(make_page("sectors"))
    assert suggestions(client.get("/en/sector/").text) == []


def test_an_address_like_no_other_gets_no_suggestion(client: Client) -> None:
    make_page("about")
    html = client.get("/en/qqqqqqqqqqqqqqq/").text
    assert suggestions(html) == []
    assert "There is no page at this address" in html


@pytest.mark.parametrize(
    "junk",
    [
        "/junk",
        "/de/about/",
        "/en/%00/",
        "/en/a%00b/",
        "/en/%ff%fe/",
        "/en/" + "x" * 4000 + "/",
        "/en/..%2f..%2fetc/passwd/",
        "/en/%22%3E%3Cscript%3Ealert(1)%3C/script%3E/",
        "/en/'; DROP TABLE pages; --/",
        "/ar/%E2%80%AEabout/",
        "/zh/关于/",
        "/en//",
        "/wp-login.php",
        "/admin/nothing/here/",
        "/m/999999/",
        "/en/about/?page=x&page=y",
    ],
)
def test_any_junk_is_answered_and_nothing_breaks(client: Client, junk: str) -> None:
    answer = client.get(junk, follow=True)
    assert answer.status_code in (200, 404)
    assert "<script>alert" not in answer.text


def test_an_address_without_a_language_is_answered_in_english(client: Client) -> None:
    answer = client.get("/junk", headers={"accept-language": "fr"})
    assert answer.status_code == 404
    assert '<html lang="en" dir="ltr">' in answer.text
    assert answer["Content-Language"] == "en"
    assert "Vary" not in answer or "Accept-Language" not in answer["Vary"]


def test_the_languages_of_an_error_page_lead_home(client: Client) -> None:
    html = client.get("/en/nowhere/").text.partition('class="languages"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', html) == [
        f"/{code}/" for code in ("ar", "zh", "en", "fr", "ru", "es")
    ]


def test_the_search_box_holds_the_words_of_the_address(client: Client) -> None:
    assert 'value="south south"' in client.get("/en/south-south/").text


def test_an_error_page_is_not_for_search_engines(client: Client) -> None:
    html = client.get("/en/nowhere/").text
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


@pytest.mark.slow
def test_finding_the_nearest_costs_the_same_for_one_document_and_for_fifty(client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/page/")
        return len(captured)

    make_page("page-0")
    one = cost()
    for number in range(1, 50):
        make_page(f"page-{number}")
    assert cost() == one


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/en/about/").status_code in (403, 405)
    assert client.head("/en/").status_code == 200
