"""Long lists: counted so far and no further, told truthfully, and with nothing lost at an end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from cultural_alliance import facets, listing
from cultural_alliance.pages.sitemaps import PagesSitemap
from cultural_alliance.search import common, finding
from tests.support.members import make_organisation
from tests.support.record import make_page, make_statement, make_translation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/en/info/messages/"
DAY = datetime(2006, 1, 11, 12, tzinfo=UTC)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little is a long list here."""
    monkeypatch.setattr(listing, "MOST_COUNTED", 5)
    monkeypatch.setattr(listing, "MOST_ASKED", 3)
    monkeypatch.setattr(facets, "MOST_COUNTED", 4)


@pytest.fixture
def eight() -> list[str]:
    """Titles, the newest first; the oldest alone is of its year, kind and topic."""
    for number in range(8):
        is_oldest = number == 7
        make_statement(
            f"Music number {number}",
            published_on=DAY - timedelta(days=500 if is_oldest else number),
            kind="address" if is_oldest else "message",
            topics=["rare" if is_oldest else "music"],
        )
    return [f"Music number {number}" for number in range(8)]


def titles(response) -> list[str]:
    return [row.edition.title for row in response.context["rows"]]


def numbers(response, name: str) -> dict[str, int | None]:
    facet = next(each for each in response.context["facets"] if each.field.name == name)
    return {str(choice.label): choice.count for choice in facet.choices}


def told(response) -> str:
    return " ".join(unescape(response.text).split())


def test_a_list_that_is_longer_than_is_counted_says_more_than(short, eight, client: Client) -> None:
    page = client.get(LIST)
    assert "More than 5 statements" in told(page)
    assert titles(page) == eight[:5], "one page, as far as is counted"
    assert "The list goes on, but not here" not in told(page), "there is one page only"


def test_a_list_that_is_just_as_long_as_is_counted_is_told_exactly(
    short, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 8)
    page = client.get(LIST)
    assert "8 statements" in told(page) and "More than" not in told(page)
    assert titles(page) == eight


def test_no_statement_is_lost_or_shown_twice_between_two_pages(
    short, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from messages.views.listing import StatementList

    monkeypatch.setattr(StatementList, "paginate_by", 2)
    pages = [client.get(f"{LIST}?page={number}") for number in (1, 2, 3)]
    assert [title for page in pages for title in titles(page)] == eight[:5]
    assert "Page 3 of more than 3" in told(pages[2])
    assert "The list goes on, but not here" in told(pages[2])
    assert "The list goes on, but not here" not in told(pages[1])
    assert client.get(f"{LIST}?page=4").status_code == 404


def test_the_numbers_of_a_long_list_are_the_least_that_there_are(
    short, eight, client: Client
) -> None:
    page = client.get(LIST)
    assert numbers(page, "topic") == {"Music": 4}
    assert numbers(page, "kind")["Message"] == 4
    assert '<span class="count">4+</span>' in page.text
    assert "a number with a plus is the least that there are" in told(page)


def test_what_the_counted_rows_have_none_of_is_offered_without_a_number(
    short, eight, client: Client
) -> None:
    page = client.get(LIST)
    assert numbers(page, "year") == {"2006": 4, "2004": None}
    assert numbers(page, "kind")["Address"] is None
    assert titles(client.get(f"{LIST}?year=2004")) == [eight[-1]]
    assert numbers(client.get(f"{LIST}?year=2004"), "kind") == {"Address": 1}, "exact again"


def test_a_directory_that_is_long_says_so_too(short, client: Client) -> None:
    for number in range(7):
        make_organisation(f"House {number}")
    page = client.get("/en/members/")
    assert "More than 5 members" in told(page)
    assert "4+" in page.text


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Words that four of the newest texts have are very common here; answers for which kinds the
    newest texts were walked along."""
    monkeypatch.setattr(common, "WALKED", 6)
    monkeypatch.setattr(finding, "MOST_COUNTED", 3)
    monkeypatch.setattr(finding, "ENOUGH", 3)
    monkeypatch.setattr(finding, "MANY", 3)
    asked: list[str] = []
    newest = common.newest

    def noted(kind: str, words) -> object:
        found = newest(kind, words)
        asked.extend([kind] if found is not None else [])
        return found

    monkeypatch.setattr(common, "newest", noted)
    yield asked


@pytest.mark.parametrize("words", ["music", "music number", '"music number"', "music -books"])
def test_a_very_common_word_is_found_in_the_newest_texts(
    words, walked, eight, client: Client
) -> None:
    page = client.get("/en/search/", {"words": words})
    assert walked == ["statement"]
    assert "More than 3" in told(page) or "more than 3" in told(page)
    assert "Music number 0" in unescape(page.text).replace("<mark>", "").replace("</mark>", "")


def test_a_list_narrowed_by_a_very_common_word_is_whole(walked, eight, client: Client) -> None:
    make_statement("Books", "<p>Nothing else.</p>", published_on=DAY + timedelta(days=1))
    assert titles(client.get(f"{LIST}?words=musics")) == eight, "also those before the newest"
    assert "statement" in walked
    assert titles(client.get(f"{LIST}?words=music+-number")) == []


def test_a_rare_word_is_looked_up(walked, eight, client: Client) -> None:
    make_statement("Herons", "<p>By the river.</p>", published_on=DAY - timedelta(days=900))
    assert titles(client.get(f"{LIST}?words=heron")) == ["Herons"]
    assert walked == []


def test_each_page_is_in_one_part_of_the_sitemap_that_the_index_names(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PagesSitemap, "limit", 3)
    pages = [make_page(f"page-{number}") for number in range(8)]
    make_translation(pages[3], "fr")
    index = unescape(client.get("/sitemap.xml").text)
    parts = [part.partition("</loc>")[0] for part in index.split("<loc>") if "-pages" in part]
    found = [
        address.partition("</loc>")[0]
        for part in parts
        for address in client.get(part[part.index("/sitemap") :]).text.split("<loc>")[1:]
    ]
    addresses = [page.get_absolute_url() for page in pages] + [f"/fr/{pages[3].path}/"]
    assert len(found) == len(set(found)) == 9
    assert {address[address.index("/", 8) :] for address in found} == set(addresses)


def test_a_new_page_moves_no_other_to_another_part(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(PagesSitemap, "limit", 3)
    first = make_page("first")
    part = PagesSitemap().part_of(first.pk)
    make_page("second"), make_page("third"), make_page("fourth")
    assert first.get_absolute_url() in client.get(f"/sitemap-pages.xml?p={part}").text
