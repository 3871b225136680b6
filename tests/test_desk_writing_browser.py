"""An hour's work is never lost: pauses, a lost connection, a sign-in that runs out, by clicking."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cultural_alliance.accounts import sessions
from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, html
from cultural_alliance.editions.models import Edition, State

from .support.cast import PASSWORD, writer
from .support.desk import enter, page_of
from .support.journeys import NewContext, write
from .support.portal import Portal
from .support.record import make_draft

pytestmark = pytest.mark.browser
At = Callable[..., Page]
BOX = ".prose-editor [role=textbox]"


@pytest.fixture
def at(new_context: NewContext, live_portal: Portal) -> At:
    """The page of a draft, for a person who signed in."""

    def open_for(person: User, draft: Edition, **options: object) -> Page:
        context = new_context(**options)
        enter(context, person, live_portal)
        page = context.new_page()
        page.goto(page_of(draft))
        if options.get("java_script_enabled", True):
            expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_visible()
        return page

    return open_for


def told(page: Page, sentence: str) -> None:
    expect(page.locator(".writing-told")).to_contain_text(sentence)


def text_of(draft: Edition) -> str:
    draft.refresh_from_db()
    return html.plain(draft.body)


def kept(page: Page) -> list[str]:
    names = page.evaluate("Object.keys(localStorage)")
    return [name for name in names if name.startswith("kept:")]


def sign_in_there(page: Page, person: User) -> None:
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def test_a_pause_saves_and_tells_when_and_the_button_leads_on(at: At) -> None:
    ana = writer(name="Ana")
    draft = make_draft(by=ana)
    page = at(ana, draft)
    write(page, "Culture is what we share.\n\nAnd what we add.")
    told(page, "Saved")
    expect(page.locator(".writing-told time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    assert text_of(draft) == "Culture is what we share.\n\nAnd what we add."
    assert kept(page) == []
    write(page, "Typed just before the button.")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("heading", name="Submit for approval")).to_be_visible()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator(".strip-state")).to_contain_text("Submitted")
    assert text_of(draft) == "Typed just before the button."
    assert draft.state == State.SUBMITTED


def test_ctrl_s_saves_in_place_and_enter_in_the_title_means_save(at: At) -> None:
    ana = writer(name="Ana")
    draft = make_draft(by=ana)
    page = at(ana, draft)
    write(page, "Saved by hand.")
    page.keyboard.press("Control+s")
    told(page, "Saved")
    expect(page.locator(BOX)).to_be_focused()
    assert text_of(draft) == "Saved by hand."
    page.get_by_label("Title").fill("A title")
    page.get_by_label("Title").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(page.get_by_label("Title")).to_have_value("A title")


@pytest.mark.parametrize("decision", ["Save the text as chosen", "Save this text over theirs"])
def test_somebody_elses_words_stop_the_pauses_and_both_texts_are_one_click_away(
    at: At, decision: str
) -> None:
    ana = writer(name="Ana")
    draft = make_draft(by=ana, body="<p>One paragraph.</p>")
    page = at(ana, draft)
    drafting.save_draft(draft, by=writer(name="Boris"), revision=draft.revision, body="<p>His.</p>")
    write(page, "Hers.")
    told(page, "Somebody else saved this text")
    assert text_of(draft) == "His."
    page.get_by_role("button", name="See both texts").click()
    expect(page.get_by_role("alert", name="Two texts")).to_contain_text("Boris saved it")
    write(page, "Hers, after all.")
    page.keyboard.press("Control+s")  # decides nothing
    assert text_of(draft) == "His."
    page.get_by_role("button", name=decision).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_visible()
    expect(page.get_by_role("alert", name="Words that were not saved")).to_be_hidden()
    assert kept(page) == []
    assert "Hers" in text_of(draft)


def test_a_lost_connection_is_told_and_what_was_typed_is_saved_when_it_is_back(at: At) -> None:
    ana = writer(name="Ana")
    draft = make_draft(by=ana)
    page = at(ana, draft)
    page.context.set_offline(True)
    write(page, "Typed in a tunnel.")
    told(page, "No connection to the portal. Your words are kept in this browser")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(BOX)).to_contain_text("Typed in a tunnel.")
    assert text_of(draft) != "Typed in a tunnel."
    page.context.set_offline(False)
    told(page, "Saved")
    assert text_of(draft) == "Typed in a tunnel."
    assert kept(page) == []


@pytest.mark.parametrize("choice", ["Take them back", "Drop them"])
def test_words_that_never_reached_the_portal_are_offered_back(at: At, choice: str) -> None:
    ana = writer(name="Ana")
    draft = make_draft(by=ana, body="<p>As it was saved.</p>")
    page = at(ana, draft)
    page.context.set_offline(True)
    write(page, "First.\n\nSecond.")
    page.get_by_label("Title").fill("A title in a tunnel")
    told(page, "No connection to the portal.")
    page.wait_for_function("JSON.stringify(localStorage).includes('A title in a tunnel')")
    page.evaluate("() => { fetch = () => Promise.reject() }")  # closing brings it back online
    page.close()  # without a word
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(page_of(draft))
    offer = again.get_by_role("alert", name="Words that were not saved")
    offer.get_by_text("Look at them").click()
    expect(offer.locator("dd p")).to_have_text(["A title in a tunnel", "First.", "Second."])
    assert not Axe().run(again).response["violations"]
    offer.get_by_role("button", name=choice).click()
    expect(offer).to_be_hidden()
    if choice == "Take them back":
        told(again, "Saved")
    again.reload()
    expect(again.locator(BOX)).to_be_visible()
    expect(offer).to_be_hidden()
    assert kept(again) == []
    wanted = "First.\n\nSecond." if choice == "Take them back" else "As it was saved."
    assert text_of(draft) == wanted


def test_kept_words_are_one_persons_and_signing_out_clears_them(
    at: At, live_portal: Portal
) -> None:
    ana, boris = writer(name="Ana"), writer(name="Boris")
    draft = make_draft(by=ana)
    page = at(ana, draft)
    page.context.set_offline(True)
    write(page, "A secret.")
    told(page, "kept in this browser")
    page.close()
    page.context.set_offline(False)
    enter(page.context, boris, live_portal)
    other = page.context.new_page()
    other.goto(page_of(draft))
    expect(other.locator(BOX)).to_be_visible()
    expect(other.get_by_role("alert", name="Words that were not saved")).to_be_hidden()
    assert len(kept(other)) == 1
    other.get_by_role("button", name="Log out").click()
    expect(other.get_by_role("heading", name="Logged out")).to_be_visible()
    assert kept(other) == []


@pytest.mark.parametrize("by", ["a pause", "the button"])
def test_a_sign_in_that_runs_out_is_given_in_place_and_the_words_are_saved(at: At, by: str) -> None:
    ana = writer(name="Ana")
    draft = make_draft(by=ana)
    page = at(ana, draft)
    sessions.end(ana)
    write(page, "Typed without a session.")
    if by == "the button":
        page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="You are no longer signed in")
    expect(dialog).to_be_visible()
    assert not Axe().run(page).response["violations"]
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in, in a new window").click()
    sign_in_there(opened.value, ana)
    expect(dialog).to_be_hidden()
    if by == "a pause":
        told(page, "Saved")
    else:
        expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert text_of(draft) == "Typed without a session."


def test_somebody_else_who_signed_in_meanwhile_does_not_save_in_my_name(
    at: At, live_portal: Portal
) -> None:
    ana, boris = writer(name="Ana"), writer(name="Boris")
    draft = make_draft(by=ana)
    page = at(ana, draft)
    before = text_of(draft)
    sessions.end(ana)
    write(page, "Typed by Ana.")
    dialog = page.get_by_role("dialog", name="You are no longer signed in")
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in, in a new window").click()
    sign_in_there(opened.value, boris)
    expect(dialog).to_contain_text("Boris is signed in in this browser now.")
    assert text_of(draft) == before
    dialog.get_by_role("button", name="Not now").click()
    told(page, "Not saved: you are no longer signed in.")


def test_without_scripts_a_sign_in_that_runs_out_loses_no_word(at: At) -> None:
    ana = writer(name="Ana")
    draft = make_draft(by=ana)
    page = at(ana, draft, java_script_enabled=False)
    sessions.end(ana)
    write(page, "Typed without a session.", scripts=False)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Typed without a session.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new window").click()
    sign_in_there(opened.value, ana)
    expect(opened.value.get_by_role("heading", name="You are signed in again")).to_be_visible()
    page.get_by_role("button", name="Save now").click()
    expect(page.get_by_role("alert")).to_contain_text("You are signed in again")
    page.get_by_role("button", name="Save now").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert text_of(draft) == "Typed without a session."
