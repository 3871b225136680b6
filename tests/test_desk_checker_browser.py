"""The checker beside the text, in a browser: it follows what is written, and leads to its place."""

from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from cultural_alliance.editions.models import Edition

from .support.cast import writer
from .support.desk import enter, page_of
from .support.journeys import save
from .support.record import approved, make_draft
from .test_accessibility import ALL, faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOX = ".prose-editor [role=textbox]"
SELECTED = "String(getSelection())"


@pytest.fixture
def draft(live_portal: object) -> Edition:
    body = '<p>Culture is what we share.</p><p>For the figures <a href="/en/">click here</a>.</p>'
    return make_draft(by=writer(), body=body)


@pytest.fixture
def page(new_context, live_portal, draft: Edition) -> Page:  # type: ignore[no-untyped-def]
    context = new_context()
    assert draft.saved_by
    enter(context, draft.saved_by, live_portal)
    page: Page = context.new_page()
    page.goto(page_of(draft))
    expect(page.locator(BOX)).to_be_visible()
    return page


def test_advice_follows_what_is_written_and_leads_to_the_words(page: Page) -> None:
    advice = page.locator("#advice")
    box = page.locator(BOX)
    advice.get_by_role("link", name="click here").click()
    expect(box).to_be_focused()
    assert page.evaluate(SELECTED) == "click here"

    page.keyboard.type("our report of 31 September 2006")
    expect(advice).to_contain_text("The calendar has no such day.")
    expect(advice).not_to_contain_text("click here")
    page.get_by_label("Title").fill("Message of Monday, 12 September 2006")
    expect(advice).to_contain_text("12 September 2006 is a Tuesday.")
    advice.get_by_role("link", name="Monday").click()
    expect(page.get_by_label("Title")).to_be_focused()
    advice.get_by_role("link", name="31 September").press("Enter")
    assert page.evaluate(SELECTED) == "31 September 2006"

    page.keyboard.type("September")
    page.get_by_label("Title").fill("Message of September")
    expect(advice).to_contain_text("Nothing to advise.")
    expect(advice).not_to_contain_text("as it was saved")
    save(page)


def test_without_scripts_advice_is_about_the_saved_text(
    page_without_js: Page, live_portal, draft: Edition
) -> None:  # type: ignore[no-untyped-def]
    assert draft.saved_by
    enter(page_without_js.context, draft.saved_by, live_portal)
    page_without_js.goto(page_of(draft))
    advice = page_without_js.locator("#advice")
    expect(advice).to_contain_text("On the text as it was saved.")
    advice.get_by_role("link", name="click here").click()
    page_without_js.get_by_label("Text", exact=True).fill("<p>Culture is what we share.</p>")
    save(page_without_js)
    expect(advice).to_contain_text("Nothing to advise.")


def test_advice_can_be_used_by_everybody_in_light_and_dark_also_on_an_arabic_text(
    page: Page,
) -> None:
    arabic = make_draft(
        approved(make_draft()).document, "ar", body='<p>سلام <a href="/ar/">هنا</a></p>'
    )
    schemes: list[Literal["light", "dark"]] = ["light", "dark"]
    for address, scheme in product((page.url, page_of(arabic)), schemes):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        expect(page.locator("#advice q")).to_be_visible()
        assert faults(page, ALL) == []
