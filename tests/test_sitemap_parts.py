"""However long the record, its sitemap comes in parts of which none is left out or told twice."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cultural_alliance import languages, surfaces
from cultural_alliance.editions.models import Document
from cultural_alliance.sitemaps import RowsSitemap
from members.models import OrganisationText, PartnerRequestText, RequestState
from messages import live
from tests.support.members import make_organisation, make_request
from tests.support.record import make_page, make_statement, make_translation, removed, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DAY = date(2006, 1, 11)


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if two keys were as many as a part may have."""
    for sitemap in set(surfaces.sitemaps):
        if issubclass(sitemap, RowsSitemap):
            monkeypatch.setattr(sitemap, "limit", 2)


def named(client: Client, address: str) -> list[str]:
    """The addresses that a file of the sitemap names, below our own."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    found = ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")
    split = (urlsplit(each.text or "") for each in found)
    return [each.path + (f"?{each.query}" if each.query else "") for each in split]


def address(thing: Any, code: str) -> str:
    with override(languages.get(code).django_code):
        return str(thing.get_absolute_url())


def statements() -> set[str]:
    said = [make_statement(f"Number {number}", published_on=DAY) for number in range(11)]
    for each in (*said[2:6], said[8]):  # also all of a part, wherever it begins
        withdrawn(each)
    make_statement("Not public")
    make_translation(said[0], "zh", title="日")
    shown = [*said[:2], *said[6:8], *said[9:]]
    return {address(each, "en") for each in shown} | {address(said[0], "zh")}


def pages() -> set[str]:
    first, second, gone, last = (make_page(name) for name in ("one", "two", "three", "four"))
    make_translation(second, "fr", title="Deux")
    removed(gone)
    return {address(each, "en") for each in (first, second, last)} | {address(second, "fr")}


def members() -> set[str]:
    hidden, *shown = [make_organisation(is_listed=bool(number)) for number in range(6)]
    assert hidden.pk
    OrganisationText.objects.create(organisation=shown[0], language="ar", summary="موسيقى")
    return {address(each, "en") for each in shown} | {address(shown[0], "ar")}


def requests() -> set[str]:
    organisation = make_organisation()
    states = [RequestState.OPENED, *[RequestState.CLOSED] * 4, *[RequestState.OPENED] * 2]
    made = [make_request(organisation, state=state) for state in states]
    PartnerRequestText.objects.create(request=made[0], language="ru", title="Партнёр")
    shown = [made[0], *made[5:]]
    return {address(each, "en") for each in shown} | {address(made[0], "ru")}


@pytest.mark.parametrize("fill", [statements, pages, members, requests])
def test_the_parts_that_the_index_names_hold_each_public_address_once(
    client: Client, fill: Callable[[], set[str]]
) -> None:
    public = fill()
    parts = [each for each in named(client, "/sitemap.xml") if f"-{fill.__name__}.xml" in each]
    by_part = [named(client, part) for part in parts]
    found = [each for part in by_part for each in part]
    assert len(parts) == len(set(parts)) > 1
    assert all(by_part), "no part is empty"
    assert sorted(found) == sorted(public)
    assert all(client.get(each).status_code == 200 for each in found)


def test_the_index_asks_as_little_for_many_parts_as_for_one(client: Client) -> None:
    def costs() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            parts = named(client, "/sitemap.xml")
        return len(captured), len(parts)

    make_page("before")
    once, few = costs()
    statements(), pages(), members(), requests()  # eight parts at least, wherever keys begin
    asked, many = costs()
    assert (asked, many > few + 6) == (once, True)


@pytest.mark.parametrize("section", ["members", "requests", "statements"])
def test_a_part_asks_as_little_for_one_as_for_fifty(
    client: Client, section: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surfaces.sitemaps[section], "limit", 10**6)

    def costs() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            found = named(client, f"/sitemap-{section}.xml")
        return len(captured), len(found)

    make_request()
    make_statement("The first", published_on=DAY)
    once, few = costs()
    organisation = make_organisation()
    for number in range(49):
        make_request(organisation) if section == "requests" else make_organisation()
        if section == "statements":
            make_statement(f"Number {number}", published_on=DAY)
    asked, many = costs()
    assert (asked, many >= few + 49) == (once, True)


@pytest.mark.once  # PostgreSQL weighs that one row is enough
@pytest.mark.parametrize("section", ["pages", "statements", "members", "requests"])
def test_the_index_walks_along_keys_and_puts_nothing_in_order(section: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        surfaces.sitemaps[section]().parts()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured[0]['sql']}")
        plan = [step for *_, step in cursor.fetchall()]
    assert [step for step in plan if "SEARCH" in step]
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN edit")]


def test_a_statement_that_went_live_is_looked_for_in_its_own_part(client: Client) -> None:
    statement = [make_statement(f"Number {number}", published_on=DAY) for number in range(3)][-1]
    edition = Document.objects.get(pk=statement.pk).editions.get()
    [place] = [each for each in live.places_of(edition) if each.name == "Sitemap"]
    assert address(statement, "en") in named(client, place.url)
