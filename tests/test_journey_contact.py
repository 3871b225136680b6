"""Somebody writes to the Alliance, and is answered: by clicking, with scripts and without."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cultural_alliance.accounts.roles import Role
from tests.support.cast import make_user
from tests.support.journeys import (
    NewContext,
    fill_portal,
    follow,
    later,
    letter,
    sign_in,
    with_and_without_scripts,
)
from tests.support.mail import Mailbox
from tests.support.portal import Portal

pytestmark = pytest.mark.browser

QUESTION = "May I quote the statement of 2006 in a school book?"
ANSWER = "Yes, with its reference and its date."
WRITER = "rania@reader.example"


@with_and_without_scripts
def test_an_enquiry_is_received_taken_and_answered(
    live_portal: Portal,
    new_context: NewContext,
    smtp_server: Mailbox,
    time_machine: Any,
    scripts: bool,
) -> None:
    fill_portal()
    page = new_context(java_script_enabled=scripts).new_page()
    writes(page, time_machine)
    reference = page.locator(".reference").inner_text()
    receipt = letter(smtp_server, WRITER, "Your message has reached us")
    assert reference in receipt.subject and reference in receipt.text

    desk = make_user(Role.ENQUIRY_DESK, name="Enrique Desk")
    answers(sign_in(new_context(java_script_enabled=scripts), desk), reference)
    answer = letter(smtp_server, WRITER, "The answer to your message")
    assert ANSWER in answer.text and QUESTION in answer.text and reference in answer.subject


def writes(page: Page, clock: Any) -> None:
    page.goto("/en/")
    follow(page, "Contact Us")
    page.get_by_label("What is it about?").select_option("Press")
    page.get_by_label("Your message").fill(QUESTION)
    page.get_by_label("Your name").fill("Rania Haddad")
    page.get_by_label("Your e-mail address").fill("rania at reader.example")
    later(clock, seconds=10)
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("alert")).to_contain_text("This is no e-mail address.")
    expect(page.get_by_label("Your message")).to_have_value(QUESTION)
    page.get_by_label("Your e-mail address").fill(WRITER)
    later(clock, seconds=10)
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your message has reached us")


def answers(page: Page, reference: str) -> None:
    page.get_by_role("main").get_by_role("link", name=reference).click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.get_by_role("button", name="Take it", exact=True).click()
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_role("button", name="Send the answer").click()
    where = page.get_by_label("Where this enquiry stands")
    expect(where).to_contain_text("Answered")
    page.goto("/admin/")
    expect(page.get_by_role("main").get_by_role("link", name=reference)).to_have_count(0)
