"""Long lists: counted so far and no further, told truthfully, and with nothing lost at an end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from cultural_alliance import facets, narrowing
from cultural_alliance.pages.sitemaps import PagesSitemap
from cultural_alliance.search import common, finding
from members.models import Organisation
from messages import filters, occasions
from messages.views import occasion
from messages.views.listing import StatementList
from tests.support.members import make_organisation
from tests.support.record import make_page, make_statement, make_translation, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/en/info/messages/"
DAY = datetime(2006, 1, 11, 12, tzinfo=UTC)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little is a long list here."""
    monkeypatch.setattr(narrowing, "MOST_COUNTED", 5)
    monkeypatch.setattr(narrowing, "MOST_ASKED", 3)
    monkeypatch.setattr(narrowing, "MOST_NAMED", 4)


@pytest.fixture
def eight() -> list[str]:
    """Titles, the newest first; the oldest alone is of its year, kind, topic …"""
    for number in range(8):
        is_oldest = number == 7
        make_statement(
            f"Music number {number}",
            published_on=DAY - timedelta(days=500 if is_oldest else number),
            kind="address" if is_oldest else "message",
            topics=["rare" if is_oldest else "music"],
            speakers=["few-words" if is_oldest else "many-words"],
            occasion="old-day" if is_oldest else "world-day",
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
    monkeypatch.setattr(narrowing, "MOST_COUNTED", 8)
    page = client.get(LIST)
    assert "8 statements" in told(page) and "More than" not in told(page)
    assert titles(page) == eight


def test_no_statement_is_lost_or_shown_twice_between_two_pages(
    short, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StatementList, "paginate_by", 2)
    pages = [client.get(f"{LIST}?page={number}") for number in (1, 2, 3)]
    assert [title for page in pages for title in titles(page)] == eight[:5]
    assert "Page 3 of more than 3" in told(pages[2])
    assert "The list goes on, but not here" in told(pages[2])
    assert "The list goes on, but not here" not in told(pages[1])
    assert client.get(f"{LIST}?page=4").status_code == 404


def test_a_long_list_says_what_it_can_be_narrowed_by_and_no_numbers(
    short, eight, client: Client
) -> None:
    page = client.get(LIST)
    assert numbers(page, "topic") == {"Music": None, "Rare": None}
    assert '<span class="count">' not in page.text
    narrowed = client.get(f"{LIST}?year=2004")
    assert numbers(narrowed, "kind") == {"Address": 1}, "the control: few are counted"
    assert '<span class="count">1</span>' in narrowed.text


def test_what_the_first_rows_of_a_long_list_have_none_of_is_offered_too(
    short, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "FIRST", 2)
    make_statement("A draft", topics=["unsaid"], speakers=["nobody"])
    withdrawn(make_statement("Gone", published_on=DAY.replace(year=2001), topics=["withdrawn"]))
    page = client.get(LIST)
    assert list(numbers(page, "topic")) == ["Music", "Rare"], "what is public, the frequent first"
    assert list(numbers(page, "speaker")) == ["Many words", "Few words"]
    assert list(numbers(page, "occasion")) == ["World day", "Old day"]
    assert list(numbers(page, "year")) == ["2006", "2004"]
    assert "Address" in numbers(page, "kind")
    for only in ("topic=rare", "speaker=few-words", "occasion=old-day", "year=2004"):
        assert titles(client.get(f"{LIST}?{only}")) == [eight[-1]]


def test_of_a_vocabulary_without_an_end_some_are_offered_and_words_find_the_others(
    short, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There are more" not in told(client.get(LIST)), "the control"
    monkeypatch.setattr(facets, "MOST_CHOICES", 1)
    page = client.get(LIST)
    assert list(numbers(page, "topic")) == ["Music"]
    assert "There are more. To find another, write its name in the field above." in told(page)
    assert titles(client.get(f"{LIST}?words=rare")) == [eight[-1]]
    chosen = client.get(f"{LIST}?topic=rare&kind=address")
    assert list(numbers(chosen, "topic")) == ["Rare"], "few are counted"


def test_what_is_chosen_stands_among_the_choices_of_a_long_list(
    short, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MOST_CHOICES", 1)
    page = client.get(f"{LIST}?topic=rare")
    assert list(numbers(page, "topic")) == ["Rare"], "not Music, which more of them have"
    assert 'href="." aria-current="true"' in page.text


ASKED = ("topic=music", "speaker=many-words", "occasion=world-day", "language=en", "words=music")


@pytest.mark.parametrize("narrowed", ASKED)
def test_what_is_asked_of_what_hangs_on_a_statement_is_counted_less_far(
    narrowed, short, eight, client: Client
) -> None:
    page = client.get(f"{LIST}?{narrowed}")
    assert "More than 3 statements" in told(page)
    assert titles(page) == eight[:3]
    control = client.get(f"{LIST}?kind=message")
    assert "More than 5 statements" in told(control), "its own column tells the kind"


@pytest.mark.parametrize("walked", [1, 1_000], ids=["put in order", "walked along"])
@pytest.mark.parametrize("named", [3, 1_000], ids=["long", "short"])
def test_a_list_is_in_order_and_whole_however_it_is_found(
    named, walked, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "MOST_NAMED", named)
    monkeypatch.setattr(filters, "WALKED", walked)
    monkeypatch.setattr(filters, "ENOUGH", 2)
    monkeypatch.setattr(StatementList, "paginate_by", 3)
    for narrowed in ("", *ASKED, "kind=message", "year=2006", "topic=music&year=2006"):
        pages = [client.get(f"{LIST}?{narrowed}&page={number}") for number in (1, 2, 3)]
        shown = [title for page in pages for title in titles(page)]
        everywhere = narrowed in ("", "language=en", "words=music")
        assert shown == (eight if everywhere else eight[:7]), narrowed


def test_a_large_number_is_written_as_each_language_writes_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_organisation()
    Organisation.objects.bulk_create(
        Organisation(name=f"House {number}", slug="house", member_since=DAY)
        for number in range(1_000)
    )
    assert "1,001 members" in told(client.get("/en/members/"))
    assert "1\xa0001 membres" in unescape(client.get("/fr/members/").text)
    monkeypatch.setattr(narrowing, "MOST_COUNTED", 1_000)
    assert "More than 1,000 members" in told(client.get("/en/members/"))


def test_a_directory_that_is_long_says_so_too(short, client: Client) -> None:
    for number in range(7):
        make_organisation(f"House {number}")
    page = client.get("/en/members/")
    assert "More than 5 members" in told(page)
    assert numbers(page, "kind") == {"Civil society": None}


@pytest.mark.parametrize(
    ("most", "words"),
    [(5, "More than 5 statements"), (7, "7 statements on this occasion")],
)
def test_an_occasion_counts_what_was_said_on_it_so_far_and_no_further(
    most, words, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occasions, "MOST_COUNTED", most)
    monkeypatch.setattr(occasion, "SHOWN", 2)
    page = client.get("/en/info/occasions/world-day/")
    assert words in told(page)
    assert titles(page) == eight[:2]


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Words that four of the newest texts have are very common here; answers for which kinds the
    newest texts were walked along."""
    monkeypatch.setattr(common, "FEW", 3)
    monkeypatch.setattr(common, "WALKED", 6)
    monkeypatch.setattr(finding, "MOST_COUNTED", 3)
    monkeypatch.setattr(finding, "ENOUGH", 3)
    monkeypatch.setattr(common, "FREQUENT", 3)
    asked: list[str] = []

    def noted(way):
        def ask(kind: str, words) -> object:
            found = way(kind, words)
            asked.extend([] if found is None or found is False else [kind])
            return found

        return ask

    monkeypatch.setattr(common, "newest", noted(common.newest))
    monkeypatch.setattr(common, "is_frequent", noted(common.is_frequent))
    yield asked


@pytest.mark.parametrize(("enough", "told_of"), [(2, 6), (3, 6), (4, 4), (5, 5)])
def test_of_what_was_found_without_an_end_a_round_number_is_told_that_is_not_too_large(
    enough, told_of, walked, eight, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven of the eight are walked along."""
    monkeypatch.setattr(finding, "MOST_COUNTED", 1_000)
    monkeypatch.setattr(finding, "ENOUGH", enough)
    assert f"More than {told_of} results" in told(client.get("/en/search/?words=music"))
    monkeypatch.setattr(common, "WALKED", 1_000)
    assert "8 results" in told(client.get("/en/search/?words=music")), "the control: exactly"


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
