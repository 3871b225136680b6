"""Who subscribes is told of a scheduled statement once, and leaves with one click: by clicking,
with scripts and without."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from messages.models import Subscriber
from tests.support.journeys import (
    NewContext,
    fill_portal,
    follow,
    later,
    letter,
    link_in,
    read,
    with_and_without_scripts,
)
from tests.support.mail import Delivery, Mailbox, work_once
from tests.support.portal import Portal
from tests.support.record import approved, make_draft

pytestmark = pytest.mark.browser

READER = "ada@reader.example"
TITLE = "Message on the Day of the Letter"


@with_and_without_scripts
def test_a_scheduled_statement_is_mailed_once_and_one_click_leaves(
    live_portal: Portal,
    new_context: NewContext,
    smtp_server: Mailbox,
    time_machine: Any,
    scripts: bool,
) -> None:
    fill_portal()
    page = new_context(java_script_enabled=scripts).new_page()
    schedule(TITLE, timezone.now() + timedelta(hours=1))
    subscribes(page, time_machine)
    confirms(page, letter(smtp_server, READER, "Please confirm"))
    work_once()
    assert len(smtp_server.to(READER)) == 1, "told of it before it was public"

    later(time_machine, hours=1)  # nobody publishes anything: the instant comes
    told = letter(smtp_server, READER, TITLE)
    work_once()
    assert len(smtp_server.to(READER)) == 2, "told of it twice"
    page.goto(link_in(told, "/info/messages/"))
    assert read(page).title == TITLE

    assert leaves_as_a_mail_program_does(told) == 200
    assert not Subscriber.objects.exists()
    schedule("The next message", timezone.now() + timedelta(minutes=5))
    later(time_machine, minutes=10)
    work_once()
    assert len(smtp_server.to(READER)) == 2, "told of one after leaving"
    page.goto("/en/info/messages/")
    expect(page.get_by_role("link", name="The next message")).to_be_visible()


def schedule(title: str, at: datetime) -> None:
    approved(make_draft(title=title), at=at)


def subscribes(page: Page, clock: Any) -> None:
    page.goto("/en/")
    follow(page, "Subscribe")
    page.get_by_label("Your e-mail address").fill(READER)
    page.get_by_label("At once").check()
    later(clock, seconds=10)
    page.get_by_role("button", name="Subscribe", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")


def confirms(page: Page, question: Delivery) -> None:
    page.goto(link_in(question, "/subscribe/confirm/"))
    assert not Subscriber.objects.confirmed().exists(), "to look at the page subscribed"
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are subscribed")


def leaves_as_a_mail_program_does(told: Delivery) -> int:
    """RFC 8058: a POST of its own, without cookies, to the address in the letter's header."""
    assert told.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    [address] = re.findall(r"<(https?://[^>]+)>", str(told.message["List-Unsubscribe"]))
    body = urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urlopen(Request(address, data=body, method="POST"), timeout=20) as answer:
        return int(answer.status)
