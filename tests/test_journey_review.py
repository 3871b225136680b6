"""A text on its way between four people, by clicking: a writer, a reviewer, an outsider who has no
account and a link, and the publisher who lets it go live."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cultural_alliance.accounts.models import User
from messages.models import Statement
from tests.support.cast import publisher, writer
from tests.support.journeys import (
    NewContext,
    Typed,
    begin_statement,
    instant_ahead,
    later,
    letter,
    link_in,
    read,
    save,
    sign_in,
    write,
)
from tests.support.mail import Mailbox
from tests.support.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Message on the Day of the Gates"
FIRST = "Culture has twelve gates.\n\nThey stood open in 2005."
SECOND = "Culture has twelve gates.\n\nThey have stood open since 1945."
PARIS = "Europe/Paris"


@dataclass
class Desk:
    person: User
    page: Page


@dataclass
class Four:
    ana: Desk  # who writes
    chen: Desk  # who reviews
    dana: Desk  # who publishes
    amina: Page  # who has no account
    mailbox: Mailbox
    clock: Any
    link: str = ""


def test_a_text_is_reviewed_by_four(
    live_portal: Portal, new_context: NewContext, smtp_server: Mailbox, time_machine: Any
) -> None:
    def comes_in(person: User) -> Desk:
        return Desk(person, sign_in(new_context(), person))

    amina = new_context().new_page()
    amina.set_default_timeout(20_000)
    four = Four(
        ana=comes_in(writer(name="Ana Writer")),
        chen=comes_in(publisher(name="Chen Reviewer")),
        dana=comes_in(publisher(name="Dana Publisher")),
        amina=amina,
        mailbox=smtp_server,
        clock=time_machine,
    )
    ana_writes_and_submits(four)
    ana_shares_it_with_amina(four)
    a_scanner_follows_the_link(four)
    amina_opens_it_and_comments(four)
    amina_signs(four)
    chen_sends_it_back(four)
    ana_answers_corrects_and_submits_again(four)
    chen_sees_what_changed(four)
    amina_signs_again(four)
    at = dana_approves_it_for_an_instant(four)
    it_turns_public_at_its_instant(four, at)
    the_link_is_dead_and_the_conversation_stays(four)


def comes_by_letter(four: Four, desk: Desk, subject: str) -> Page:
    """From the letter to the text at the desk. The letter says no word of the text."""
    found = letter(four.mailbox, desk.person.email, f"{subject}: {TITLE}")
    assert "gates" not in found.text and "stood open" not in found.text
    four.mailbox.deliveries.clear()
    desk.page.goto("about:blank")  # or a page that is open already would only be scrolled
    desk.page.goto(link_in(found, "/admin/editions/edition/"))
    return desk.page


def ana_writes_and_submits(four: Four) -> None:
    page = four.ana.page
    begin_statement(page, TITLE)
    write(page, FIRST)
    save(page)
    submits(page, "The year is from memory.")


def submits(page: Page, note: str) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    page.get_by_label("Note to the reviewers").fill(note)
    page.get_by_role("button", name="Submit for approval").last.click()
    expect(page.get_by_text("Submitted. A different person approves it now.")).to_be_visible()


def ana_shares_it_with_amina(four: Four) -> None:
    page = four.ana.page
    who(page).get_by_text("New link").click()
    page.get_by_label("For whom").fill("Amina Diallo")
    page.get_by_label("Open for").select_option("Three days")
    page.get_by_role("button", name="Make the link").click()
    four.link = page.get_by_label("The address").input_value()
    page.get_by_role("link", name="Done").click()


def who(page: Page) -> Locator:
    """The panel “Who can see this”, opened."""
    panel = page.locator("#who")
    if panel.get_attribute("open") is None:
        panel.locator("summary").first.click()
    return panel


def a_scanner_follows_the_link(four: Four) -> None:
    """As a program of the mail does, before anybody reads it."""
    for _visit in range(2):
        answer = four.amina.request.get(four.link)
        assert answer.ok and "gates" not in answer.text() and TITLE not in answer.text()
    four.ana.page.reload()
    expect(who(four.ana.page)).to_contain_text("Not opened yet")


def amina_opens_it_and_comments(four: Four) -> None:
    page = four.amina
    page.goto(four.link)
    expect(page.get_by_role("main")).not_to_contain_text("gates")
    page.get_by_role("button", name="Open the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert read(page).paragraphs == FIRST.split("\n\n")
    page.get_by_label("About which part").select_option("¶ 2: They stood open in 2005.")
    page.get_by_label("Your comment").fill("Only in that year?")
    later(four.clock, seconds=10)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator("#review")).to_contain_text("Only in that year?")
    ana = comes_by_letter(four, four.ana, "Commented")
    expect(who(ana)).to_contain_text("Opened 1 time")
    expect(remark(ana, "Only in that year?")).to_contain_text("Amina Diallo (by a link)")


def amina_signs(four: Four) -> None:
    page = four.amina
    page.get_by_label("I have read this text").check()
    later(four.clock, seconds=10)
    page.get_by_role("button", name="Sign off this text").click()
    expect(page.locator("#review")).to_contain_text("Signed by Amina Diallo")
    four.ana.page.reload()
    expect(who(four.ana.page)).to_contain_text("Holds")


def chen_sends_it_back(four: Four) -> None:
    chen = four.chen.page
    chen.goto("/admin/")
    waiting = chen.get_by_role("region", name="Waiting for me")
    waiting.get_by_role("link", name=TITLE).click()
    expect(chen.get_by_text("The year is from memory.", exact=True)).to_be_visible()
    expect(remark(chen, "Only in that year?")).to_be_visible()
    chen.locator(".strip-more summary").click()
    chen.get_by_role("link", name="Send back").click()
    chen.get_by_role("button", name="Send back").click()
    expect(chen.get_by_text("Say what to change.").first).to_be_visible()
    chen.get_by_label("What should the writers do?").fill("Look the year up.")
    chen.get_by_label("About which paragraph?").fill("2")
    chen.get_by_role("button", name="Send back").click()
    expect(chen.get_by_role("heading", level=1)).to_be_visible()


def remark(page: Page, words: str) -> Locator:
    return page.locator(".thread-comment").filter(has_text=words)


def ana_answers_corrects_and_submits_again(four: Four) -> None:
    ana = comes_by_letter(four, four.ana, "Sent back")
    asked = remark(ana, "Look the year up.")
    expect(asked).to_contain_text("On ¶2")
    expect(asked.locator("blockquote")).to_have_text("They stood open in 2005.")
    asked.get_by_role("button", name="Answer").click()
    ana.get_by_label("Your answer").fill("It was 1945.")
    ana.get_by_role("button", name="Answer", exact=True).click()
    expect(asked).to_contain_text("It was 1945.")
    write(ana, SECOND)
    save(ana)
    expect(who(ana)).to_contain_text("Void: edited since")
    expect(asked).to_contain_text("which was changed since")
    submits(ana, "From the Charter.")


def chen_sees_what_changed(four: Four) -> None:
    chen = comes_by_letter(four, four.chen, "Waiting for approval")
    expect(chen.get_by_text("From the Charter.", exact=True)).to_be_visible()
    expect(remark(chen, "Look the year up.")).to_contain_text("It was 1945.")
    expect(who(chen)).to_contain_text("Void: edited since")
    chen.get_by_role("link", name="Since you last looked").click()
    expect(chen.locator("ins", has_text="since 1945")).to_be_visible()
    expect(chen.locator("del", has_text="in 2005")).to_be_visible()
    expect(chen.locator("ins", has_text="twelve")).to_have_count(0)


def amina_signs_again(four: Four) -> None:
    page = four.amina
    page.goto(four.link)
    page.get_by_role("button", name="Open the draft").click()
    expect(page.locator("#review")).to_contain_text("does not hold for it any more")
    assert read(page).paragraphs == SECOND.split("\n\n")
    page.get_by_label("I have read this text").check()
    later(four.clock, seconds=10)
    page.get_by_role("button", name="Sign off this text").click()
    expect(page.locator("#review")).to_contain_text("It holds for exactly this text.")


def dana_approves_it_for_an_instant(four: Four) -> Typed:
    page = four.dana.page
    page.goto("/admin/")
    waiting = page.get_by_role("region", name="Waiting for me")
    waiting.get_by_role("link", name=TITLE).click()
    expect(who(page)).to_contain_text("Holds")
    page.get_by_role("link", name="Approve", exact=True).click()
    at = instant_ahead(1_800, PARIS)
    page.get_by_label("At an instant that I choose").check()
    page.get_by_label("Day", exact=True).fill(at.day)
    page.get_by_label("Time", exact=True).fill(at.clock)
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_role("button", name="Approve for this instant").click()
    expect(page.get_by_text("Approved: edition 1 becomes public on")).to_be_visible()
    comes_by_letter(four, four.ana, "Approved and scheduled")
    return at


def it_turns_public_at_its_instant(four: Four, at: Typed) -> None:
    """By nobody's hand. Until then the link still opens it."""
    page, address = four.amina, f"/en/{Statement.objects.get().path}/"
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    four.clock.move_to(at.at - timedelta(seconds=1), tick=False)
    assert page.request.get(address).status == 404
    four.clock.move_to(at.at, tick=False)
    page.goto(address)
    assert read(page).paragraphs == SECOND.split("\n\n")
    four.clock.move_to(at.at, tick=True)


def the_link_is_dead_and_the_conversation_stays(four: Four) -> None:
    page, chen = four.amina, four.chen.page
    page.goto(four.link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link opens nothing")
    chen.get_by_role("link", name="Back to the text").first.click()
    expect(remark(chen, "Only in that year?")).to_contain_text("Amina Diallo")
    expect(remark(chen, "Look the year up.")).to_contain_text("It was 1945.")
    expect(chen.get_by_text("stays with the text")).to_be_visible()
