"""Readers always know where they are and where they can go."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.support.cast import administrator
from tests.support.record import (
    approved,
    make_draft,
    make_page,
    make_translation,
    removed,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

SECTIONS = [
    "About the Alliance",
    "Focus on Members",
    "Find your Partner",
    "Join the Alliance",
    "Info Centre",
    "Contact Us",
]
LINK = re.compile(r'<a [^>]*?href="([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)


def part(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]


def links(html: str) -> list[tuple[str, str, str]]:
    return [(url, rest, text.strip()) for url, rest, text in LINK.findall(html)]


def menu(html: str) -> list[str]:
    return [text for _url, _rest, text in links(part(html, '<ul class="row">', "</ul>"))]


def queries_of(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("address", ["/en/", "/en/about/", "/en/accounts/login/", "/en/nowhere/"])
def test_the_six_sections_stand_on_every_page_in_the_words_of_the_original(
    client: Client, address: str
) -> None:
    assert menu(client.get(address).text) == SECTIONS


def test_every_section_answers_even_before_its_page_is_written(client: Client) -> None:
    for url, _rest, title in links(part(client.get("/en/").text, '<ul class="row">', "</ul>")):
        answer = client.get(url)
        assert answer.status_code == 200
        assert f"<h1>{title}</h1>" in answer.text
    assert client.get("/en/something-else/").status_code == 404


def test_the_section_of_the_page_is_marked_and_no_other(client: Client) -> None:
    sectors = make_page("sectors", parent=make_page("about", "About the Alliance"))
    html = part(client.get(sectors.get_absolute_url()).text, '<ul class="row">', "</ul>")
    assert [text for _url, rest, text in links(html) if "aria-current" in rest] == SECTIONS[:1]


def test_a_section_is_called_as_its_page_is_titled(client: Client) -> None:
    make_page("join", "Come and join")
    assert menu(client.get("/en/").text)[3] == "Come and join"


def test_a_page_without_a_text_in_the_language_does_not_rename_its_section(client: Client) -> None:
    make_page("join", "Nous rejoindre", language="fr")
    assert menu(client.get("/en/").text) == SECTIONS
    assert menu(client.get("/fr/").text)[3] == "Nous rejoindre"


def test_breadcrumbs_lead_from_home_down_to_the_page(client: Client) -> None:
    about = make_page("about", "About the Alliance")
    sectors = make_page("sectors", "Sectors", parent=about)
    music = make_page("music", "Music", parent=sectors)
    html = part(client.get(music.get_absolute_url()).text, '<nav class="crumbs', "</nav>")
    assert [(text, url) for url, _rest, text in links(html)] == [
        ("Home", "/en/"),
        ("About the Alliance", "/en/about/"),
        ("Sectors", "/en/about/sectors/"),
    ]
    assert '<span aria-current="page">Music</span>' in html


def test_a_page_lists_the_pages_below_it_in_their_places(client: Client) -> None:
    about = make_page("about")
    make_page("second", "Second", parent=about, place_in_menu=20)
    first = make_page("first", "First", parent=about, place_in_menu=10)
    html = client.get("/en/about/").text
    assert html.index(">First<") < html.index(">Second<")
    aside = part(client.get(first.get_absolute_url()).text, '<nav class="section-nav"', "</nav>")
    assert [text for _url, _rest, text in links(aside)] == ["First", "Second"]


def test_a_menu_title_in_another_language_keeps_its_own(client: Client) -> None:
    make_page("only-here", "Only in English", parent=make_page("about"))
    html = part(client.get("/ar/about/").text, '<section class="children">', "</section>")
    assert '<h3 lang="en" dir="ltr">' in html


@pytest.mark.parametrize("takes_away", [withdrawn, removed])
def test_what_is_withdrawn_or_removed_leaves_the_menus(
    client: Client, takes_away: Callable[..., Any]
) -> None:
    page = make_page("sectors", "Sectors", parent=make_page("about"))
    assert ">Sectors</a>" in client.get("/en/sitemap/").text
    takes_away(page)
    assert ">Sectors</a>" not in client.get("/en/sitemap/").text
    assert ">Sectors</a>" not in client.get("/en/about/").text


def test_a_scheduled_page_is_in_no_menu_before_its_instant(client: Client) -> None:
    page = make_page("old", "Old", parent=make_page("about"))
    page_to_come = type(page)(parent=page.parent, slug="coming")
    page_to_come.kind = "page"
    page_to_come.save()
    draft = make_draft(page_to_come, title="Coming")
    approved(draft, at=timezone.now() + timedelta(days=1))
    assert "Coming" not in client.get("/en/about/").text
    assert "Old" in client.get("/en/about/").text


@pytest.mark.slow
def test_the_tree_is_one_query_however_many_pages(client: Client) -> None:
    about = make_page("about")
    make_page("page-0", parent=about)
    few = queries_of(client, "/en/about/")
    for number in range(1, 50):
        make_page(f"page-{number}", parent=about)
    many = queries_of(client, "/en/about/")
    assert len(many) == len(few)
    assert (
        len([sql for sql in many if "place_in_menu" in sql and "SELECT DISTINCT" not in sql]) <= 2
    )
    assert client.get("/en/about/").text.count("/en/about/page-") == 50


def test_the_admin_does_not_ask_for_the_tree(client: Client) -> None:
    client.force_login(administrator())
    assert not [sql for sql in queries_of(client, "/admin/") if "place_in_menu" in sql]
    assert [sql for sql in queries_of(client, "/en/") if "place_in_menu" in sql]


@pytest.mark.parametrize("address", ["/en/", "/fr/about/", "/en/sitemap/", "/ar/activities/"])
def test_a_public_page_knows_nothing_of_its_reader(client: Client, address: str) -> None:
    as_visitor = client.get(address)
    client.force_login(administrator())
    as_staff = client.get(address)
    assert as_staff.text == as_visitor.text
    assert not as_staff.cookies
    assert "Cookie" not in as_staff.get("Vary", "")


def test_each_language_leads_to_the_same_page(client: Client) -> None:
    page = make_page("about")
    make_translation(page, "zh", title="关于联盟")
    html = part(client.get("/en/about/").text, '<nav class="languages"', "</nav>")
    assert [url for url, _rest, _text in links(html)] == [
        f"/{code}/about/" for code in ("ar", "zh", "en", "fr", "ru", "es")
    ]


@pytest.mark.slow
def test_no_link_of_the_opened_portal_leads_nowhere(client: Client) -> None:
    call_command("load_opening", verbosity=0)
    seen: set[str] = set()
    waiting = ["/en/", "/ar/", "/en/nowhere/"]
    while waiting:
        address = waiting.pop()
        answer = client.get(address, follow=True)
        expected = 404 if "nowhere" in address else 200
        assert answer.status_code == expected, address
        if not answer["Content-Type"].startswith("text/html"):
            continue
        found = {url.partition("#")[0] for url, _rest, _text in links(answer.text)}
        new = {url for url in found if url.startswith(("/en/", "/ar/"))} - seen
        seen |= new
        waiting += sorted(url.replace("&amp;", "&") for url in new)
    assert {"/en/about/sectors/", "/ar/privacy/", "/en/subscribe/", "/en/info/messages/"} <= seen
