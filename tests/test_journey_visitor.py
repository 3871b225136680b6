"""A visitor reads the portal by clicking, with scripts and without."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from messages.opening import page as original_page
from tests.support.journeys import (
    OPENING,
    NewContext,
    fill_portal,
    read,
    with_and_without_scripts,
)
from tests.support.portal import Portal
from tests.support.record import make_statement

pytestmark = pytest.mark.browser

DECLARATION = "Example: A declaration in three editions"
FRENCH_ONLY = "Exemple : une allocution qui n’existe qu’en français"


def go(page: Page, *path: str) -> None:
    """Follows links by their names, one after the other."""
    for name in path:
        page.get_by_role("link", name=name, exact=True).first.click()


@with_and_without_scripts
def test_a_visitor_reads_prints_compares_and_changes_the_language(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    fill_portal()
    page = new_context(java_script_enabled=scripts).new_page()
    reads_the_statement_as_it_was_published(page)
    prints_it_and_looks_at_its_history(page)
    compares_a_former_edition(page)
    reads_in_arabic(page)
    reads_a_text_that_has_no_translation(page)


def reads_the_statement_as_it_was_published(page: Page) -> None:
    original = original_page.read()
    page.goto("/")
    expect(page).to_have_url(re.compile("/en/$"))
    go(page, "Info Centre", "Messages", original.title)
    expect(page).to_have_url(re.compile(OPENING))
    text = read(page)
    assert text.title == original.title
    assert text.paragraphs == original.paragraphs
    assert text.signature == original.signature == "Koichiro Matsuura"
    facts = page.get_by_role("complementary", name="About this statement")
    expect(facts).to_contain_text(re.compile(r"Publication Date\s*11 Jan 2006"))


def prints_it_and_looks_at_its_history(page: Page) -> None:
    go(page, "Print")
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert read(page).paragraphs == original_page.read().paragraphs
    expect(page.get_by_text("Permanent address of this edition:")).to_contain_text(
        f"{OPENING}editions/1/"
    )
    go(page, "Back to the statement", "History")
    expect(page.get_by_role("heading", level=1)).to_have_text(original_page.read().title)
    expect(page.get_by_text("Published on 11 January 2006")).to_be_visible()


def compares_a_former_edition(page: Page) -> None:
    go(page, "Messages", DECLARATION, "History", "Edition 1")
    expect(page.get_by_text("This is a former edition: number 1")).to_be_visible()
    assert "twelve partners had joined" in " ".join(read(page).paragraphs)
    go(page, "Compare the two")
    expect(page).to_have_url(re.compile(r"/editions/1\.\.3/$"))
    expect(page.locator("del", has_text="twelve")).to_be_visible()
    expect(page.locator("ins", has_text="twenty-one")).to_be_visible()
    page.get_by_label("Compare edition").select_option("2")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(r"/editions/2\.\.3/$"))
    expect(page.locator("del", has_text="frist")).to_be_visible()


def reads_in_arabic(page: Page) -> None:
    go(page, "Messages", "Example: A message in several languages", "العربية")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.get_by_role("heading", level=1)).to_have_text("مثال: رسالة بعدة لغات")
    margin = page.locator("article .text .para").first.bounding_box()
    words = page.locator("article .text p").first.bounding_box()
    assert margin and words and margin["x"] > words["x"] + words["width"] / 2


def reads_a_text_that_has_no_translation(page: Page) -> None:
    page.goto("/ar/info/messages/")
    go(page, FRENCH_ONLY)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".notice.is-fallback")).to_contain_text("Français")
    for foreign in (page.get_by_role("heading", level=1), page.locator("article .text")):
        expect(foreign).to_have_attribute("lang", "fr")
        expect(foreign).to_have_attribute("dir", "ltr")
    canonical = page.locator("link[rel=canonical]").get_attribute("href") or ""
    assert "/fr/info/messages/" in canonical


@pytest.mark.parametrize("action", ["DO_TOPIC", "DO_PRINTPAGE"])
def test_both_old_addresses_lead_to_the_statement(
    action: str, live_portal: Portal, new_context: NewContext
) -> None:
    fill_portal()
    page = new_context().new_page()
    page.goto(f"/culture/en/ev.php-URL_ID=29653&URL_DO={action}&URL_SECTION=201.html")
    expect(page).to_have_url(re.compile(OPENING))
    assert read(page).paragraphs == original_page.read().paragraphs


@with_and_without_scripts
def test_filters_live_in_the_address_and_survive_paging(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    for number in range(25):
        published = date(2020, 1, 1) + timedelta(days=number)
        make_statement(f"Address number {number}", published_on=published, kind="address")
    make_statement("A message beside them", published_on=date(2020, 6, 1), kind="message")
    page = new_context(java_script_enabled=scripts).new_page()
    page.goto("/en/info/messages/")
    expect(page.get_by_role("link", name="A message beside them")).to_be_visible()
    page.locator(".filters").get_by_role("link", name=re.compile("^Address")).click()
    expect(page.get_by_text("25 statements", exact=True)).to_be_visible()
    page.locator(".filters").get_by_role("searchbox").fill("number")
    page.locator(".filters").get_by_role("button", name="Search").click()
    go(page, "Next page")
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(page.get_by_text("25 statements", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Address number 0", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="A message beside them")).to_have_count(0)
    for kept in ("kind=address", "words=number", "page=2"):
        expect(page).to_have_url(re.compile(kept))
    page.get_by_role("link", name=re.compile("^Remove: Kind")).click()
    expect(page).to_have_url(re.compile("words=number"))
    expect(page).not_to_have_url(re.compile("kind="))


def test_a_visitor_who_strays_is_shown_the_nearest_page(
    live_portal: Portal, new_context: NewContext
) -> None:
    fill_portal()
    page = new_context().new_page()
    answer = page.goto("/en/info/messages/2006/south-south-cooperation/")
    assert answer and answer.status == 404
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "404" not in page.title()
