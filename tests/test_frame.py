"""What stands around every page is made once for many, and is never seen to be."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cultural_alliance import languages
from cultural_alliance.pagecache import watching
from cultural_alliance.pagecache.wsgi import PageCache

from .support.reading import Reader
from .support.record import correct, make_page, make_statement, make_translation

pytestmark = pytest.mark.once
PLACES = [
    *("", "about/", "about/who/", "info/", "members/", "partners/", "sitemap/", "search/"),
    *("activities/", "info/messages/", "contact/", "nowhere/", "info/messages/2006/none/"),
    *("info/messages/2006/on-the-day/", "info/messages/2006/on-the-day/print/"),
]


@pytest.fixture
def reader(pages: PageCache) -> Iterator[Reader]:
    """Past the page cache, as somebody with a session; the parts are remembered."""
    about = make_page("about", "About us")
    make_page("who", "Who we are", parent=about)
    statement = make_statement("On the Day", published_on=_year(2006), occasion="the-day")
    make_statement("Again", published_on=_year(2007), occasion="the-day")
    make_translation(statement, "fr")
    yield Reader(pages)


def _year(year: int) -> date:
    return date(year, 5, 5)


def body(reader: Reader, address: str) -> str:
    text = reader(address, session="unknown").body.decode()
    return re.sub(r'(name="(?:csrfmiddlewaretoken|opened)" value=")[^"]*', r"\1", text)


@pytest.mark.slow
def test_pages_with_remembered_parts_are_the_pages_made_anew(
    reader: Reader, pages: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [f"/{code}/{place}" for code in languages.CODES for place in PLACES]
    for address in addresses:
        body(reader, address)
    remembered = {key[0] for key in pages.watcher.remembered}
    assert remembered >= {"header", "footer", "assets", "tree", "offered", "same occasion"}
    again = {address: body(reader, address) for address in reversed(addresses)}
    monkeypatch.setattr(watching, "serving", None)
    for address in addresses:
        assert again[address] == body(reader, address), address


def test_a_change_is_seen_in_the_remembered_parts_at_once(reader: Reader) -> None:
    assert "Who we are" not in body(reader, "/en/info/")
    assert ">About us</a>" in body(reader, "/en/info/")
    make_page("info", "The newsroom")
    assert ">The newsroom</a>" in body(reader, "/en/about/")
    make_statement("A third", published_on=_year(2008), occasion="the-day")
    assert "A third" in body(reader, "/en/info/messages/2006/on-the-day/")


def test_an_error_shows_the_header_of_no_page(reader: Reader) -> None:
    assert 'href="/fr/about/"' in body(reader, "/en/about/")
    missing = body(reader, '/en/about/"><script>/')
    assert 'href="/fr/"' in missing and "<script>/" not in missing
    assert 'href="/fr/about/"' not in missing.partition("<main")[0].partition("utilities")[0]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_statement_costs_the_same_whatever_lies_around_it(client: Client) -> None:
    statement = make_statement("On the Day", published_on=_year(2006), occasion="the-day")
    make_statement("Again", published_on=_year(2007), occasion="the-day")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/info/messages/2006/on-the-day/").status_code == 200
        return len(captured)

    alone = queries()
    for number in range(6):
        correct(statement, title=f"Corrected {number}")
        make_statement(f"Other {number}", published_on=_year(2008), occasion="the-day")
    make_translation(statement, "fr")
    assert queries() == alone
