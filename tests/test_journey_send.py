"""A reader sends a statement to a colleague: by clicking, with scripts and without."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from messages.opening import page as original_page
from tests.support.journeys import (
    OPENING,
    NewContext,
    fill_portal,
    follow,
    later,
    letter,
    read,
    with_and_without_scripts,
)
from tests.support.mail import Mailbox
from tests.support.portal import Portal

pytestmark = pytest.mark.browser


@with_and_without_scripts
def test_a_statement_reaches_a_colleague(
    live_portal: Portal,
    new_context: NewContext,
    smtp_server: Mailbox,
    time_machine: Any,
    scripts: bool,
) -> None:
    fill_portal()
    page = new_context(java_script_enabled=scripts).new_page()
    page.goto(OPENING)
    follow(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_have_text("Send this statement")
    page.get_by_label("Your colleague’s e-mail address").fill("kofi@school.example")
    page.get_by_label("Your name").fill("Lucía")
    page.get_by_label("A short note").fill("For our lesson on Thursday.")
    later(time_machine, seconds=10)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The statement is on its way")
    follow(page, "Back to the statement")
    expect(page).to_have_url(re.compile(OPENING))

    title = original_page.read().title
    sent = letter(smtp_server, "kofi@school.example", title)
    assert "Lucía" in sent.text and "For our lesson on Thursday." in sent.text
    [address] = re.findall(rf"{live_portal.url}/\S+", sent.text.partition("Somebody wrote")[0])
    colleague = new_context(java_script_enabled=scripts).new_page()
    colleague.goto(address)
    assert read(colleague).paragraphs == original_page.read().paragraphs
