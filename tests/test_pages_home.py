"""The home page shows what is there now, and nothing that is not."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cultural_alliance.pages.models import Activity
from tests.support.record import make_page, make_statement, withdrawn

pytestmark = pytest.mark.django_db


def test_the_latest_statement_is_the_set_piece(client: Client) -> None:
    make_statement("The older message", published_on=date(2006, 1, 11))
    latest = make_statement("The latest message", published_on=date(2007, 1, 11))
    lead = client.get("/en/").text.partition('class="lead"')[2].partition("</section>")[0]
    assert "The latest message" in lead
    assert latest.get_absolute_url() in lead
    assert "The older message" not in lead


def test_without_a_statement_the_alliance_itself_is_the_set_piece(client: Client) -> None:
    withdrawn(make_statement("Taken back", published_on=date(2006, 1, 11)))
    answer = client.get("/en/")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert "Taken back" not in answer.text


@pytest.mark.slow
def test_each_section_tells_in_a_sentence_what_it_holds(client: Client) -> None:
    call_command("load_opening", verbosity=0)
    html = client.get("/en/").text
    assert html.count("<h1") == 1
    for sentence in (
        "A partnership initiative of UNESCO",
        "The public sector, the private sector and civil society",
        "Official statements, each exactly as it was published.",
    ):
        assert sentence in html
    assert "Официальные заявления" in client.get("/ru/").text


def test_a_sentence_in_another_language_is_left_out(client: Client) -> None:
    page = make_page("join", "Nous rejoindre", language="fr")
    assert page.editions.get().language == "fr"
    assert "Nous rejoindre" in client.get("/fr/").text
    assert "Nous rejoindre" not in client.get("/en/").text


def test_activities_are_shown_while_one_goes_on_or_comes(client: Client) -> None:
    today = timezone.localdate()
    Activity.objects.create(titles={"en": "Long past"}, starts_on=today - timedelta(days=9))
    assert "/en/activities/" not in client.get("/en/").text.partition("<main")[2]
    Activity.objects.create(
        titles={"en": "Going on"},
        starts_on=today - timedelta(days=9),
        ends_on=today,
    )
    html = client.get("/en/").text.partition("<main")[2]
    assert "Going on" in html
    assert "Long past" not in html
    assert 'href="/en/activities/"' in html


def test_the_banner_stands_while_any_example_exists(client: Client) -> None:
    assert 'class="banner"' not in client.get("/en/").text
    Activity.objects.create(titles={"en": "Example"}, starts_on="2026-01-01", is_example=True)
    assert 'class="banner"' in client.get("/en/").text
    Activity.objects.all().delete()
    make_page("page", is_example=True)
    assert 'class="banner"' in client.get("/en/").text
