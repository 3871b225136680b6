"""Long lists of members and of their requests: in order and whole however they are found."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance import narrowing
from members.models import Organisation, PartnerRequest
from members.requests.public_views import RequestList
from tests.support.members import make_organisation, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/en/partners/"
NARROWED = (
    *("", "direction=seeking", "sector=music", "need=funding", "offer=venue", "partner=public"),
    *("region=africa", "country=SN", "language=en", "words=partner", "sector=music&country=SN"),
)


@pytest.fixture
def seven() -> list[PartnerRequest]:
    """Requests of two houses, the newest first; one more is closed, one hidden."""
    houses = [make_organisation(f"House {code}", country=code) for code in ("SN", "FR")]
    now = timezone.now()
    made = []
    for number in range(7):
        request = make_request(houses[number % 2], title=f"Partner {number}")
        PartnerRequest.objects.filter(pk=request.pk).update(opened_at=now - timedelta(days=number))
        made.append(request)
    make_request(houses[0], title="Closed partner", state="closed")
    make_request(make_organisation("Hidden", country="SN", is_listed=False), title="Hidden partner")
    return made


def titles(client: Client, query: str) -> list[str]:
    shown: list[str] = []
    for number in (1, 2, 3, 4):
        page = client.get(f"{LIST}?{query}&page={number}")
        shown += [row.text.title for row in page.context["rows"]] if page.status_code == 200 else []
    return shown


@pytest.mark.parametrize("named", [1, 1_000], ids=["walked along", "put in order"])
def test_a_list_of_requests_is_in_order_and_whole_however_it_is_found(
    named, seven, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RequestList, "paginate_by", 2)
    monkeypatch.setattr(narrowing, "MOST_NAMED", named)
    every = [f"Partner {number}" for number in range(7)]
    for narrowed in NARROWED:
        right = every[::2] if "country" in narrowed else every
        assert titles(client, narrowed) == right, narrowed
    assert titles(client, "country=IT") == [], "the control"


def countries(client: Client, path: str) -> dict[str, int | None]:
    facets = client.get(path).context["facets"]
    facet = next(each for each in facets if each.field.name == "country")
    return {str(choice.label): choice.count for choice in facet.choices}


@pytest.mark.parametrize("path", ["/en/members/", LIST])
def test_every_country_is_offered_beside_a_long_list(
    path, seven, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Organisation.objects.create(name="No member yet", country="IT")
    numbers = countries(client, path)
    of_one = 1 if "members" in path else None
    assert numbers == {"France": of_one or 3, "Senegal": of_one or 4}
    monkeypatch.setattr(narrowing, "MOST_NAMED", 1)
    monkeypatch.setattr(narrowing, "FIRST", 1)
    assert countries(client, path) == dict.fromkeys(numbers), "also those that the first has not"
