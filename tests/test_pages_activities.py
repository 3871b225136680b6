"""UNESCO Cultural Activities Worldwide: what goes on, what comes, what is past."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.pages.models import Activity
from cultural_alliance.vocabularies.models import Sector
from tests.support.record import make_page

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def make_activity(title: str = "Festival", first: int = 1, last: int | None = None, **about: Any):
    return Activity.objects.create(
        titles={"en": title, **about.pop("titles", {})},
        starts_on=in_days(first),
        ends_on=None if last is None else in_days(last),
        **about,
    )


def in_order(html: str, *titles: str) -> bool:
    places = [html.index(title) for title in titles]
    return places == sorted(places)


def test_the_nearest_comes_first_and_the_past_comes_last(client: Client) -> None:
    make_activity("Next year", 300)
    make_activity("Long ago", -300)
    make_activity("Last week", -7)
    make_activity("Going on", -3, 3)
    make_activity("Tomorrow", 1)
    html = client.get("/en/activities/").text
    assert in_order(
        html,
        "Current and coming activities",
        "Going on",
        "Tomorrow",
        "Next year",
        "Past activities",
        "Last week",
        "Long ago",
    )


def test_an_activity_is_current_to_the_end_of_its_last_day(client: Client) -> None:
    make_activity("Ends today", -5, 0)
    assert "Past activities" not in client.get("/en/activities/").text
    Activity.objects.update(ends_on=in_days(-1))
    assert "Past activities" in client.get("/en/activities/").text


def test_each_row_tells_title_dates_place_sector_and_link(client: Client) -> None:
    Activity.objects.create(
        titles={"en": "Book fair"},
        starts_on=date(2006, 5, 2),
        ends_on=date(2006, 5, 7),
        place={"en": "Tunis, Tunisia"},
        sector=Sector.objects.get(slug="publishing"),
        link="https://example.org/fair",
    )
    html = client.get("/en/activities/").text
    assert '<a href="https://example.org/fair">Book fair</a>' in html
    assert "2 May 2006 to 7 May 2006" in html
    assert "<td>Tunis, Tunisia</td>" in html
    assert "<td>Publishing</td>" in html
    assert "<td>Édition</td>" in client.get("/fr/activities/").text


def test_a_name_that_is_there_in_english_only_is_marked(client: Client) -> None:
    make_activity("Festival", titles={"fr": "Le festival"})
    assert '<bdi lang="en" dir="ltr">Festival</bdi>' in client.get("/ar/activities/").text
    french = client.get("/fr/activities/").text
    assert "Le festival" in french
    assert "Festival</bdi>" not in french


def test_a_name_is_text_and_never_markup(client: Client) -> None:
    make_activity("<script>alert(1)</script>")
    for address in ("/en/activities/", "/ar/activities/", "/en/", "/ar/"):
        assert "<script>alert" not in client.get(address).text


def test_an_empty_list_says_so_and_leads_on(client: Client) -> None:
    html = client.get("/en/activities/").text
    assert "No activity is listed now." in html
    assert 'href="/en/info/messages/"' in html.partition("<main")[2]


def test_the_text_of_the_page_stands_above_the_list(client: Client) -> None:
    make_page("activities", "UNESCO Cultural Activities Worldwide", body="<p>An introduction.</p>")
    make_activity("Festival")
    assert in_order(client.get("/en/activities/").text, "An introduction.", "Festival")


def test_a_long_list_comes_in_pages(client: Client) -> None:
    for number in range(30):
        make_activity(f"Activity {number:02}", number)
    first, second = (client.get(f"/en/activities/?page={page}").text for page in (1, 2))
    assert "Activity 24" in first
    assert "Activity 25" not in first
    assert "Activity 25" in second
    assert "?page=2" in first


@pytest.mark.parametrize("wrong", ["0", "2", "-1", "x", "1.5", "9" * 50, ""])
def test_a_page_that_is_not_there_is_said_to_be_missing(client: Client, wrong: str) -> None:
    make_activity()
    assert client.get(f"/en/activities/?page={wrong}").status_code == 404
    assert client.get("/en/activities/?page=1").status_code == 200


@pytest.mark.once
def test_the_list_costs_the_same_for_one_row_and_for_fifty(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("cultural_alliance.pages.views.ACTIVITIES_ON_A_PAGE", 100)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/activities/")
        return len(captured)

    sector = Sector.objects.get(slug="music")
    make_activity(sector=sector)
    one = cost()
    for number in range(1, 50):
        make_activity(f"Activity {number}", number, sector=sector)
    assert cost() == one
    assert client.get("/en/activities/").text.count('scope="row"') == 50


def test_an_activity_cannot_end_before_it_begins() -> None:
    with pytest.raises(IntegrityError):
        make_activity(first=5, last=4)
