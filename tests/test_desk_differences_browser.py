"""Differences at the desk by clicking: two texts are chosen, and each change is stepped to."""

import pytest
from playwright.sync_api import expect

from tests.support.cast import writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext, with_and_without_scripts
from tests.support.portal import Portal
from tests.support.record import approved, correct, make_draft

pytestmark = pytest.mark.browser
PLACES = ("Doha", "Dakar", "Lima")


def body(members: str, place: str) -> str:
    return f"<p>{members} members came.</p><p>All is well.</p><p>They met in {place}.</p>"


@with_and_without_scripts
def test_an_editor_chooses_two_texts_and_steps_from_change_to_change(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    first = approved(make_draft(body=body("Ten", "Doha")))
    correct(first.document, body=body("Twelve", "Dakar"))
    draft = make_draft(first.document, body=body("Twenty", "Lima"))
    context = new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 800})
    enter(context, writer(), live_portal)
    page = context.new_page()
    page.goto(page_of(draft))
    page.get_by_role("button", name="Differences").click()

    expect(page.locator("del", has_text="Twelve")).to_be_visible()
    expect(page.locator("ins", has_text="Lima")).to_be_visible()
    expect(page.get_by_text("Paragraphs changed: 2")).to_be_visible()
    page.get_by_label("with").select_option(label=option(page, "Edition 1"))
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("del", has_text="Doha")).to_be_visible()
    expect(page.locator("del", has_text="Dakar")).to_have_count(0)

    page.get_by_role("link", name="Go to the first change").click()
    expect(page.locator(":target")).to_contain_text("Twenty")
    page.locator(":target").get_by_role("link", name="Next change").click()
    expect(page.locator(":target")).to_contain_text("Lima")
    page.locator(":target").get_by_role("link", name="Previous change").click()
    expect(page.locator(":target")).to_contain_text("Twenty")

    old, new = page.locator(".compare-row.is-changed > div").first, page.locator(":target > div")
    assert tops(old) == tops(new.nth(1))
    page.get_by_role("link", name="In one column").click()
    expect(page.locator("del", has_text="Doha")).to_be_visible()  # the choice is kept
    expect(page.get_by_text("All is well.")).to_have_count(1)
    page.get_by_role("link", name="Side by side").click()
    expect(page.get_by_text("All is well.")).to_have_count(2)


def test_on_a_narrow_screen_the_two_texts_stand_one_below_the_other(
    live_portal: Portal, new_context: NewContext
) -> None:
    first = approved(make_draft(body=body("Ten", "Doha")))
    draft = make_draft(first.document, body=body("Twelve", "Doha"))
    context = new_context(viewport={"width": 500, "height": 800})
    enter(context, writer(), live_portal)
    page = context.new_page()
    page.goto(page_of(draft).replace("change", "differences"))
    changed = page.locator(".compare-row.is-changed > div")
    assert tops(changed.nth(0)) < tops(changed.nth(1))
    page.set_viewport_size({"width": 1280, "height": 800})
    assert tops(changed.nth(0)) == tops(changed.nth(1))
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide


def tops(locator: object) -> float:
    return round(locator.bounding_box()["y"])  # type: ignore[attr-defined]


def option(page: object, begins: str) -> str:
    labels = page.get_by_label("with").locator("option").all_inner_texts()  # type: ignore[attr-defined]
    return next(label for label in labels if label.startswith(begins))
