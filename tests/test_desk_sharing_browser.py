"""Review without an account, by clicking: a writer shares a draft, an outsider opens, comments and
signs it, an edit voids the signature; and a limit ends the link, for all but those it names."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cultural_alliance.accounts.models import User
from tests.support.cast import publisher, writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext, later, save, with_and_without_scripts, write
from tests.support.narrow import too_wide_for_a_phone
from tests.support.portal import Portal
from tests.support.record import make_draft

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page_for(live_portal: Portal, new_context: NewContext):
    def make(person: User | None, address: str, *, scripts: bool = True) -> Page:
        context = new_context(java_script_enabled=scripts, reduced_motion="reduce")
        if person:
            enter(context, person, live_portal)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        return page

    return make


def shares(page: Page, name: str) -> str:
    """The address of the new link."""
    page.get_by_text("Who can see this").click()
    page.locator("#who").get_by_text("New link").click()
    page.get_by_label("For whom").fill(name)
    page.get_by_label("Open for").select_option("Three days")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("The address").input_value()
    page.get_by_role("link", name="Done").click()
    return address


@with_and_without_scripts
def test_an_outsider_reads_comments_and_signs_and_an_edit_voids_it(
    page_for, time_machine: Any, scripts: bool
) -> None:
    ana = writer(name="Ana Writer")
    draft = make_draft(by=ana, title="Culture has gates", body="<p>Twelve.</p><p>Open.</p>")
    desk = page_for(ana, page_of(draft), scripts=scripts)
    address = shares(desk, "Amina Diallo")
    expect(desk.locator("#who")).to_contain_text("Not opened yet")

    outsider = page_for(None, address, scripts=scripts)
    expect(outsider.get_by_role("main")).not_to_contain_text("Culture has gates")
    outsider.get_by_role("button", name="Open the draft").click()
    expect(outsider.get_by_role("heading", level=1)).to_have_text("Culture has gates")
    expect(outsider.get_by_role("complementary", name="About this draft")).to_contain_text(
        "Draft for Amina Diallo"
    )
    outsider.get_by_role("link", name="Comment or sign off").click()
    outsider.get_by_label("About which part").select_option("¶ 2: Open.")
    outsider.get_by_label("Your comment").fill("Are they?")
    later(time_machine, seconds=10)
    outsider.get_by_role("button", name="Send the comment").click()
    expect(outsider.locator("#review")).to_contain_text("Are they?")
    outsider.get_by_label("I have read this text").check()
    later(time_machine, seconds=10)
    outsider.get_by_role("button", name="Sign off this text").click()
    expect(outsider.locator("#review")).to_contain_text("Signed by Amina Diallo")

    desk.reload()
    who = desk.locator("#who")
    expect(who).to_contain_text("Opened 1 time")
    expect(who).to_contain_text("Holds")
    expect(desk.get_by_text("Are they?").first).to_be_visible()
    write(desk, "Thirteen.\n\nOpen.", scripts=scripts)
    save(desk)
    expect(desk.locator("#who")).to_contain_text("Void: edited since")
    outsider.reload()
    expect(outsider.locator("#review")).to_contain_text("does not hold for it any more")

    desk.locator("#who").get_by_role("button", name="Revoke all links").click()
    expect(desk.get_by_text("All preview links are dead.")).to_be_visible()
    outsider.reload()
    expect(outsider.get_by_role("heading", level=1)).to_have_text("This link opens nothing")


def test_a_limit_ends_the_link_and_hides_the_text_from_colleagues(page_for) -> None:
    ana, chen = writer(name="Ana Writer"), publisher(name="Chen Publisher")
    draft = make_draft(by=ana, title="Culture has gates")
    desk = page_for(ana, page_of(draft))
    address = shares(desk, "Amina Diallo")
    outsider = page_for(None, address)
    outsider.get_by_role("button", name="Open the draft").click()
    desk.locator("#who").get_by_text("Limit it to some").click()
    desk.get_by_label("Chen Publisher").check()
    desk.get_by_role("button", name="Limit it to these people").click()
    expect(desk.locator("#who")).to_contain_text("These people alone")
    outsider.reload()
    expect(outsider.get_by_role("heading", level=1)).to_have_text("This link opens nothing")

    inside = page_for(chen, "/admin/editions/edition/")
    expect(inside.get_by_role("link", name="Culture has gates")).to_be_visible()
    colleague = page_for(writer(), "/admin/editions/edition/")
    expect(colleague.get_by_text("Culture has gates")).to_have_count(0)
    desk.locator("#who").get_by_text("Open it to the desk").click()
    desk.get_by_role("button", name="Open it to the whole desk").click()
    colleague.reload()
    expect(colleague.get_by_role("link", name="Culture has gates")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_draft_behind_a_link_is_for_everybody(page_for, language: str) -> None:
    first = make_draft(by=writer())
    draft = first if language == "en" else make_draft(first.document, "ar", title="رسالة")
    ana = publisher()
    page = page_for(None, shares(page_for(ana, page_of(draft)), "منى الخطيب"))
    page.get_by_role("button", name="Open the draft").click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]})
        assert not found.response["violations"], found.response["violations"]
    assert not too_wide_for_a_phone(page, 320)
