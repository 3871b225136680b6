"""The list of statements: what a visitor finds there, and how it is narrowed."""

from datetime import date, datetime, timedelta
from html import unescape
from re import findall
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messages.models import Topic
from tests.support.record import (
    approved,
    correct,
    make_statement,
    make_translation,
    removed,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/en/info/messages/"


def titles(response) -> list[str]:
    return [row.edition.title for row in response.context["rows"]]


def counts(response, name: str) -> dict[str, int]:
    facet = next(f for f in response.context["facets"] if f.field.name == name)
    return {str(choice.label): choice.count for choice in facet.choices}


def choice(response, name: str, label: str):
    facet = next(f for f in response.context["facets"] if f.field.name == name)
    return next(each for each in facet.choices if str(each.label) == label)


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def three():
    """Three statements that differ in every filter."""
    return [
        make_statement(
            "A message on music",
            "<p>Music crosses borders.</p>",
            published_on=date(2006, 1, 11),
            kind="message",
            topics=["music", "borders"],
            speakers=["ann"],
            occasion="music-day",
        ),
        make_statement(
            "A declaration on books",
            "<p>Books cross borders &amp; seas.</p>",
            published_on=date(2007, 5, 1),
            kind="declaration",
            topics=["books"],
            speakers=["ben"],
            occasion="book-day",
        ),
        make_statement(
            "Une allocution",
            "<p>La musique traverse les frontières.</p>",
            language="fr",
            published_on=date(2007, 6, 1),
            kind="address",
            topics=["music"],
            speakers=["ann", "ben"],
        ),
    ]


def test_the_newest_is_first(three, client) -> None:
    found = titles(client.get(LIST))
    assert found == ["Une allocution", "A declaration on books", "A message on music"]


def test_an_empty_list_says_what_it_will_hold(client) -> None:
    response = client.get(LIST)
    assert response.status_code == 200
    assert "No statement has been published yet." in text(response)


def test_a_correction_moves_nothing_to_the_top(three, client) -> None:
    correct(three[0], title="A message on music, corrected")
    assert titles(client.get(LIST))[-1] == "A message on music, corrected"


def test_each_statement_is_there_once_whatever_its_languages(three, client) -> None:
    make_translation(three[0], "fr", title="Un message sur la musique")
    assert len(titles(client.get(LIST))) == 3
    assert "Un message sur la musique" in titles(client.get("/fr/info/messages/"))


def test_a_text_in_another_language_keeps_its_language_and_direction(three, client) -> None:
    page = text(client.get("/ar/info/messages/"))
    assert '<h2 lang="en" dir="ltr"><a href="/ar/info/messages/2006/' in page
    assert '<h2 lang="fr" dir="ltr">' in page
    assert "<h2><a" in text(client.get(LIST))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=declaration", ["A declaration on books"]),
        ("topic=music", ["Une allocution", "A message on music"]),
        ("topic=music&speaker=ben", ["Une allocution"]),
        ("speaker=ben", ["Une allocution", "A declaration on books"]),
        ("occasion=music-day", ["A message on music"]),
        ("year=2007", ["Une allocution", "A declaration on books"]),
        ("language=fr", ["Une allocution"]),
        ("words=borders", ["A declaration on books", "A message on music"]),
        ("words=Music+borders", ["A message on music"]),
        ("words=allocution+musique", ["Une allocution"]),
        ("words=borders+%26", ["A declaration on books", "A message on music"]),
        ("words=crossed+border", ["A declaration on books", "A message on music"]),
        ("words=borders+-books", ["A message on music"]),
        ("words=borders&language=fr", []),
        ("words=absent", []),
    ],
)
def test_each_filter_narrows_the_list(query, expected, three, client) -> None:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert titles(response) == expected


def test_years_are_those_of_paris(client) -> None:
    in_paris_2006 = datetime(2006, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Paris"))
    make_statement("Just after midnight", published_on=in_paris_2006)
    assert titles(client.get(f"{LIST}?year=2006")) == ["Just after midnight"]
    assert titles(client.get(f"{LIST}?year=2005")) == []
    assert counts(client.get(LIST), "year") == {"2006": 1}


def test_counts_say_how_many_each_choice_would_leave(three, client) -> None:
    everything = client.get(LIST)
    assert counts(everything, "kind") == {"Message": 1, "Address": 1, "Declaration": 1}
    assert counts(everything, "topic") == {"Music": 2, "Books": 1, "Borders": 1}
    assert counts(everything, "language") == {"English": 2, "Français": 1}
    narrowed = client.get(f"{LIST}?topic=music")
    assert counts(narrowed, "kind") == {"Message": 1, "Address": 1}
    assert counts(narrowed, "year") == {"2007": 1, "2006": 1}
    # the facet that is active counts in what the others leave
    assert counts(narrowed, "topic") == {"Music": 2, "Books": 1, "Borders": 1}


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?topic=music", "?year=2007&speaker=ben", "?words=borders"])
def test_every_count_is_kept_when_its_choice_is_taken(query, three, client) -> None:
    response = client.get(LIST + query)
    for facet in response.context["facets"]:
        for each in facet.choices:
            if not each.is_active:
                assert len(titles(client.get(LIST + each.url))) == each.count


def test_active_filters_are_chips_that_can_be_taken_away(three, client) -> None:
    response = client.get(f"{LIST}?topic=music&year=2007&page=1")
    chips = {chip.label: chip for chip in response.context["facets"].chips}
    assert str(chips["Topic"].value) == "Music"
    assert chips["Topic"].url == "?year=2007"
    assert chips["Year"].url == "?topic=music"
    assert titles(client.get(LIST + chips["Year"].url)) == ["Une allocution", "A message on music"]


def test_an_active_choice_leads_back_out(three, client) -> None:
    active = choice(client.get(f"{LIST}?topic=music&year=2007"), "topic", "Music")
    assert active.is_active
    assert active.url == "?year=2007"


def test_nothing_fits_says_what_to_do(three, client) -> None:
    page = text(client.get(f"{LIST}?topic=books&year=2006"))
    assert "Nothing fits all of these." in page
    assert "Show all statements" in page


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("kind=bogus", "Kind", "The list knows no such choice."),
        ("topic=bogus", "Topic", "The list knows no such choice."),
        ("speaker=bogus", "Speaker", "The list knows no such choice."),
        ("occasion=bogus", "Occasion", "The list knows no such choice."),
        ("language=de", "Language", "The list knows no such choice."),
        ("withdrawn=maybe", "Withdrawn ones", "The list knows no such choice."),
        ("year=soon", "Year", "Write a year in four figures"),
        ("year=20", "Year", "Write a year in four figures"),
        ("year=2006.5", "Year", "Write a year in four figures"),
        ("year=99999999999999999999", "Year", "Write a year in four figures"),
        ("words=" + "x" * 300, "Words", "at most 200"),
    ],
)
def test_an_invalid_filter_says_so_and_lists_nothing(query, name, sentence, three, client) -> None:
    response = client.get(f"{LIST}?{query}&page=7")
    page = text(response)
    assert response.status_code == 400
    assert titles(response) == []
    assert page.count(sentence) == 2, "on top and beside the filter"
    assert f'">{name}</a> – ' in page


def test_unknown_parameters_are_no_filters(three, client) -> None:
    assert len(titles(client.get(f"{LIST}?utm_source=letter"))) == 3


@pytest.mark.slow
def test_filters_survive_paging(client) -> None:
    for number in range(25):
        make_statement(f"Number {number}", published_on=date(2006, 1, 1), topics=["music"])
    make_statement("Another", published_on=date(2006, 1, 1))
    first = client.get(f"{LIST}?topic=music&words=number")
    assert len(titles(first)) == 20
    onward = findall(r'rel="next" href="([^"]+)"', text(first))[0]
    second = client.get(LIST + onward)
    assert len(titles(second)) == 5
    assert not set(titles(first)) & set(titles(second))
    assert "Another" not in titles(second)
    assert client.get(f"{LIST}?page=9").status_code == 404


def test_withdrawn_ones_are_shown_only_when_asked_for(three, client) -> None:
    withdrawn(three[0])
    response = client.get(LIST)
    assert "A message on music" not in titles(response)
    assert counts(response, "kind") == {"Address": 1, "Declaration": 1}
    too = client.get(f"{LIST}?withdrawn=included")
    assert "A message on music" in titles(too)
    assert text(too).count('<span class="tag is-withdrawn">Withdrawn</span>') == 1
    assert counts(too, "kind")["Message"] == 1


def test_a_withdrawn_translation_gives_way_to_the_original(three, client) -> None:
    make_translation(three[0], "fr", title="Un message sur la musique")
    withdrawn(three[0], language="fr")
    french = client.get("/fr/info/messages/")
    assert "A message on music" in titles(french)
    assert counts(french, "language")["Français"] == 1
    assert titles(client.get("/fr/info/messages/?language=fr")) == ["Une allocution"]


def test_removed_ones_are_never_there(three, client) -> None:
    assert titles(client.get(f"{LIST}?words=messages")) == ["A message on music"]
    removed(three[0])
    assert len(titles(client.get(f"{LIST}?withdrawn=included"))) == 2
    assert titles(client.get(f"{LIST}?words=messages")) == []


@pytest.mark.slow
def test_what_is_not_public_is_never_there(three, client) -> None:
    make_statement("A draft of borders")
    scheduled = make_statement("Scheduled borders")
    approved(scheduled.editions.get(), at=timezone.now() + timedelta(days=1))
    correct(three[0], body="<p>A secret word.</p>", at=timezone.now() + timedelta(days=1))
    assert len(titles(client.get(LIST))) == 3
    assert titles(client.get(f"{LIST}?words=secret")) == []
    assert "2026" not in counts(client.get(LIST), "year")
    assert len(titles(client.get(f"{LIST}?words=borders"))) == 2


def queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?topic=music&words=number&year=2006&withdrawn=included"])
@pytest.mark.once
def test_fifty_statements_cost_what_one_costs(query, client) -> None:
    def add(number: int) -> None:
        statement = make_statement(
            f"Number {number}",
            published_on=date(2006, 1, 1),
            topics=["music", f"topic-{number}"],
            speakers=["ann", f"speaker-{number}"],
            occasion=f"day-{number}",
        )
        if number % 3 == 0:
            make_translation(statement, "fr")

    add(0)
    with_one = queries(client, f"/fr/info/messages/{query}")
    for number in range(1, 50):
        add(number)
    assert queries(client, f"/fr/info/messages/{query}") == with_one
    assert Topic.objects.count() == 51


def test_public_pages_hold_nothing_about_their_reader(three, client) -> None:
    for address in (LIST, f"{LIST}?topic=music", three[0].get_absolute_url()):
        response = client.get(address)
        assert not response.cookies
        assert "csrf" not in text(response)


def test_the_list_only_reads(three, client) -> None:
    assert client.post(LIST).status_code == 405
