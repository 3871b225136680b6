"""Find your Partner: the open requests that the public finds, and one of them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance import search
from members.models import Direction, OrganisationKind, PartnerRequest, RequestState
from tests.support.members import make_member, make_organisation, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def titles(response: object) -> list[str]:
    return [row.text.title for row in response.context["rows"]]  # type: ignore[attr-defined]


def counts(response: object, name: str) -> dict[str, int]:
    facet = next(f for f in response.context["facets"] if f.field.name == name)  # type: ignore[attr-defined]
    return {str(choice.label): choice.count for choice in facet.choices}


@pytest.mark.parametrize("state", [state for state in RequestState if state != "opened"])
def test_only_open_requests_are_listed(client: Client, state: RequestState) -> None:
    make_request(title="Open")
    make_request(state=state, title="Not open")
    assert titles(client.get("/en/partners/")) == ["Open"]


def test_a_request_leaves_the_list_after_its_deadline_without_any_worker(client: Client) -> None:
    request = make_request(deadline=timezone.localdate())
    assert titles(client.get("/en/partners/")) == [request.texts.get().title]
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        assert titles(client.get("/en/partners/")) == []
        assert client.get(request.get_absolute_url()).status_code == 410


def test_a_request_of_an_organisation_that_hides_is_nowhere(client: Client) -> None:
    request = make_request(make_organisation(is_listed=False))
    assert titles(client.get("/en/partners/")) == []
    assert client.get(request.get_absolute_url()).status_code == 404
    assert str(request) not in client.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("direction=seeking", ["Both", "Seek"]),
        ("direction=offering", ["Both"]),
        ("sector=publishing", ["Seek"]),
        ("need=training", ["Seek"]),
        ("offer=training", []),
        ("partner=public", ["Both", "Seek"]),
        ("partner=private", ["Both"]),
        ("region=arab-states", ["Both"]),
        ("region=africa", ["Both", "Seek"]),
        ("country=MA", ["Seek"]),
        ("language=fr", ["Seek"]),
    ],
)
def test_each_filter_narrows_the_list(client: Client, query: str, expected: list[str]) -> None:
    make_request(
        make_organisation(country="MA"),
        title="Seek",
        direction=Direction.SEEKING,
        sectors=["publishing"],
        needs=["training"],
        regions=["africa"],
        partner_kinds=[OrganisationKind.PUBLIC],
        working_languages=["fr"],
    )
    anywhere = make_request(title="Both")
    anywhere.regions.clear()
    assert titles(client.get(f"/en/partners/?{query}")) == expected


def test_a_country_that_is_sought_counts_for_its_region(client: Client) -> None:
    request = make_request(countries=["PE"])
    request.regions.clear()
    assert titles(client.get("/en/partners/?region=latin-america-caribbean"))
    assert not titles(client.get("/en/partners/?region=africa"))


def test_each_choice_says_how_many_it_would_leave(client: Client) -> None:
    make_request(direction=Direction.SEEKING, partner_kinds=["public"], sectors=["music"])
    make_request(direction=Direction.BOTH, sectors=["music", "publishing"], needs=["venue"])
    page = client.get("/en/partners/")
    assert counts(page, "direction") == {"Seeking": 2, "Offering": 1}
    assert counts(page, "sector") == {"Music": 2, "Publishing": 1}
    assert counts(page, "need") == {"Funding": 1, "Venue": 1}
    assert counts(page, "partner") == {"Public sector": 2, "Private sector": 1, "Civil society": 1}
    assert counts(page, "region") == {"Africa": 2}


def test_words_find_a_request(client: Client) -> None:
    found = make_request(title="Looking for puppeteers")
    other = make_request(title="Something else")
    for request in (found, other):
        search.changed("request", request.pk)
    assert titles(client.get("/en/partners/?words=puppeteer")) == ["Looking for puppeteers"]


@pytest.mark.parametrize("query", ["direction=sideways", "need=%00", "country=99", "region=moon"])
def test_a_filter_that_means_nothing_says_so_and_lists_nothing(client: Client, query: str) -> None:
    make_request(title="Somewhat open")
    response = client.get(f"/en/partners/?{query}")
    assert response.status_code == 400
    assert "Somewhat open" not in response.content.decode()


def test_what_is_sought_and_what_is_brought_stand_side_by_side(client: Client) -> None:
    request = make_request(needs=["funding", "venue"], offers=["training"])
    page = client.get(request.get_absolute_url())
    need, offer = page.context["hands"]
    assert [line.resource.slug for line in need.lines] == ["funding", "venue"]
    assert [line.sentence for line in offer.lines] == ["About training."]
    assert page.content.decode().count('class="hand is-') == 2


def test_a_request_in_another_language_says_so_and_keeps_its_direction(client: Client) -> None:
    request = make_request(language="ar", title="شريك لمهرجان")
    page = client.get(request.get_absolute_url()).content.decode()
    assert '<h1 lang="ar" dir="rtl">شريك لمهرجان</h1>' in page
    assert "has not been written in this language" in page


def test_no_address_stands_on_the_page_and_no_form_either(client: Client) -> None:
    request = make_request()
    owner = make_member(request.organisation)
    page = client.get(request.get_absolute_url()).content.decode()
    assert owner.email not in page and "csrfmiddlewaretoken" not in page
    assert f"/partners/{request.pk}-{request.slug}/contact/" in page


@pytest.mark.parametrize("state", [RequestState.CLOSED, RequestState.EXPIRED])
def test_one_that_is_over_says_so_without_its_words(client: Client, state: RequestState) -> None:
    request = make_request(state=state)
    response = client.get(request.get_absolute_url())
    assert response.status_code == 410
    assert request.texts.get().title not in response.content.decode()


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.SUBMITTED])
def test_one_that_was_never_open_is_not_found(client: Client, state: RequestState) -> None:
    request = make_request(state=state)
    assert client.get(f"/en/partners/{request.pk}-anything/").status_code == 404


@pytest.mark.parametrize("address", ["/en/partners/", "/en/"])
@pytest.mark.once
def test_fifty_requests_cost_no_more_queries_than_one(client: Client, address: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    organisation = make_organisation()
    make_request(organisation)
    client.get(address)
    one = cost()
    for _number in range(49):
        make_request(organisation)
    assert PartnerRequest.objects.public().count() == 50
    assert cost() <= one


def test_the_home_page_shows_the_newest_open_requests(client: Client) -> None:
    make_request(title="A very old one", opened_at=timezone.now() - timedelta(days=50))
    for title in ("Alpha request", "Beta request", "Gamma request"):
        make_request(title=title)
    home = client.get("/en/").content.decode()
    assert "Alpha request" in home and "Gamma request" in home
    assert "A very old one" not in home
