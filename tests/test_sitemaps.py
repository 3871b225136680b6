"""Search engines find every public text, in the languages that it has and in no other."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cultural_alliance.pages.sitemaps import PagesSitemap
from tests.support.record import make_page, make_statement, make_translation, removed, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOME = "https://alliance.example"


@pytest.fixture(autouse=True)
def _our_address(settings) -> None:
    settings.ALLIANCE_URL = HOME


def urls(client: Client, section: str) -> dict[str, dict[str, str]]:
    """Location → its alternates by language, of all the section's parts that the index names."""
    found = {}
    for address in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(f"{SITEMAP}loc"):
        if f"/sitemap-{section}.xml" not in (address.text or ""):
            continue
        answer = client.get(str(address.text).removeprefix(HOME))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
        for url in ElementTree.fromstring(answer.content):
            beside = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)}
            found[url.findtext(f"{SITEMAP}loc", "")] = beside
    return found


def test_the_index_names_every_section_at_our_own_address(client: Client) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = [each.findtext(f"{SITEMAP}loc") for each in root]
    assert f"{HOME}/sitemap-pages.xml" in found
    assert f"{HOME}/sitemap-statements.xml" in found
    for address in found:
        assert address and client.get(address.removeprefix(HOME)).status_code == 200


def test_a_page_is_listed_in_its_languages_only(client: Client) -> None:
    page = make_page("about")
    make_translation(page, "zh", title="关于联盟")
    alternates = {"en": f"{HOME}/en/about/", "zh-hans": f"{HOME}/zh/about/"}
    assert urls(client, "pages") == {
        f"{HOME}/en/about/": alternates,
        f"{HOME}/zh/about/": alternates,
    }


def test_statements_are_listed_too(client: Client) -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    assert list(urls(client, "statements")) == [HOME + statement.get_absolute_url()]


def test_the_home_page_is_listed_in_all_six(client: Client) -> None:
    found = urls(client, "portal")
    assert len(found) == 12
    assert set(found[f"{HOME}/en/"]) == {"ar", "zh-hans", "en", "fr", "ru", "es"}


def test_what_is_withdrawn_or_removed_is_not_listed(client: Client) -> None:
    withdrawn(make_page("one"))
    removed(make_page("two"))
    make_page("three")
    assert list(urls(client, "pages")) == [f"{HOME}/en/three/"]


def test_a_long_sitemap_comes_in_parts(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(PagesSitemap, "limit", 2)
    last = [make_page(f"page-{number}") for number in range(3)][-1]
    part = PagesSitemap().part_of(last.pk)
    assert f"{HOME}/sitemap-pages.xml?p={part}" in client.get("/sitemap.xml").text
    assert f"{HOME}{last.get_absolute_url()}" in client.get(f"/sitemap-pages.xml?p={part}").text
    for wrong in (str(part + 1), "0", "-1", "x", "1.5", "9" * 30):
        assert client.get(f"/sitemap-pages.xml?p={wrong}").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_the_sitemap_costs_the_same_for_one_page_and_for_fifty(client: Client) -> None:
    part = PagesSitemap().part_of(make_page("page-0").pk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/sitemap-pages.xml?p={part}")
        return len(captured)

    one = cost()
    for number in range(1, 50):
        make_page(f"page-{number}")
    assert cost() == one


def test_robots_are_told_the_way_to_the_sitemap(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert f"Sitemap: {HOME}/sitemap.xml" in answer.text
    assert "Disallow: /admin/" in answer.text
    assert "Disallow: /\n" not in answer.text


def test_the_page_itself_names_its_languages_and_its_own_address(client: Client) -> None:
    page = make_page("about")
    make_translation(page, "fr", title="À propos")
    html = client.get("/fr/about/").text
    assert f'<link rel="canonical" href="{HOME}/fr/about/">' in html
    assert html.count('rel="alternate"') == 2
    assert f'hreflang="en" href="{HOME}/en/about/"' in html


def test_a_page_shown_in_its_original_points_to_the_originals_address(client: Client) -> None:
    make_page("about")
    html = client.get("/ru/about/").text
    assert f'<link rel="canonical" href="{HOME}/en/about/">' in html
    assert 'hreflang="ru"' not in html.partition("</head>")[0]


def test_the_sitemap_page_shows_pages_and_what_other_sections_offer(client: Client) -> None:
    make_page("about", "About the Alliance")
    make_page("info", "Info Centre")
    make_page("elsewhere", "Elsewhere")
    html = client.get("/en/sitemap/").text.partition('<ul class="sitemap">')[2]
    for link in ("/en/about/", "/en/info/", "/en/info/messages/", "/en/elsewhere/"):
        assert f'href="{link}"' in html
    assert html.index("/en/about/") < html.index("/en/info/") < html.index("/en/elsewhere/")
