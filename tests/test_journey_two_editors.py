"""Two editors on one draft: the second sees both texts and decides, and neither loses a word."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cultural_alliance.editions import html
from cultural_alliance.editions.models import State
from tests.support.cast import writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext, save, with_and_without_scripts, write
from tests.support.portal import Portal
from tests.support.record import make_draft

pytestmark = pytest.mark.browser
BOTH = "One paragraph.\n\nAna adds a second.\n\nBoris adds another."


@with_and_without_scripts
def test_a_submission_over_somebody_elses_words_keeps_both(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    draft = make_draft(body="<p>One paragraph.</p>")
    ana, boris = (
        at_the_draft(new_context(java_script_enabled=scripts), name, live_portal, page_of(draft))
        for name in ("Ana", "Boris")
    )
    write(ana, "One paragraph.\n\nAna adds a second.", scripts=scripts)
    save(ana)
    boris.get_by_label("Title").fill("The title that Boris gives")
    write(boris, "One paragraph.\n\nBoris adds another.", scripts=scripts)
    boris.get_by_role("button", name="Submit for approval").click()

    conflict = boris.get_by_role("alert", name="Two texts")
    expect(conflict).to_contain_text("Ana saved it")
    expect(conflict.locator("del", has_text="Ana adds")).to_be_visible()
    expect(conflict.locator("ins", has_text="Boris adds")).to_be_visible()
    expect(boris.get_by_label("Title")).to_have_value("The title that Boris gives")
    write(boris, BOTH, scripts=scripts)
    boris.get_by_role("button", name="Save this text over theirs").click()
    expect(boris.get_by_text("Saved.", exact=True)).to_be_visible()

    draft.refresh_from_db()
    assert draft.state == State.DRAFT  # nothing was submitted over Ana's head
    assert draft.title == "The title that Boris gives"
    assert html.plain(draft.body) == BOTH
    assert {each.person.name for each in draft.contributions.all()} >= {"Ana", "Boris"}


def at_the_draft(context: BrowserContext, name: str, portal: Portal, address: str) -> Page:
    enter(context, writer(name=name), portal)
    page = context.new_page()
    page.goto(address)
    return page
