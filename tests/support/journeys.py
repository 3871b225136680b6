"""What the journeys of the browser tests share: the portal's content, people at the sign-in form,
and the words that a reader reads.

fill_portal()                     the opening content and the examples
sign_in(context, person)          through the form, with the real password; answers the page
write(page, "A text")             into the text of a draft, with or without scripts
instant_ahead(10, zone)           (day, time, zone) as a publisher types them
read(page)                        the statement's title, paragraphs and signature, as they are read
follow(page, "Info Centre", …)    links by their names, one after the other
later(time_machine, days=3)       moves the clock of the portal, forward alone
letter(mailbox, to, "Subject")    the worker does its round; the one letter with these words
link_in(letter, "/join/")         the one address in it with these
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from cultural_alliance.accounts.models import User

from . import copies
from .cast import PASSWORD
from .mail import Delivery, Mailbox, work_once

NewContext = Callable[..., BrowserContext]

OPENING = "/en/info/messages/2006/united-nations-day-for-south-south-cooperation/"
with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, False], ids=["with-scripts", "without-scripts"]
)


expect.set_options(timeout=20_000)  # the tests share the machine with others


def fill_portal() -> None:
    copies.fill("portal", _load_everything)


def _load_everything() -> None:
    for command in ("load_opening", "load_examples"):
        call_command(command, stdout=StringIO())


def sign_in(context: BrowserContext, person: User) -> Page:
    """At the door of the admin, which leads to the form and back to the desk."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/admin/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="The desk")).to_be_visible()
    return page


def follow(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("link", name=name, exact=True).first.click()


def later(clock: Any, **time: float) -> None:
    """`clock` is the fixture time_machine. The database and the browser keep their own time."""
    clock.move_to(timezone.now() + timedelta(**time), tick=True)


def letter(mailbox: Mailbox, to: str, subject: str) -> Delivery:
    """Fails where there is none, or more than one."""
    work_once()
    found = [each for each in mailbox.to(to) if subject in each.subject]
    told = [(each.recipients, each.subject) for each in mailbox.deliveries]
    assert len(found) == 1, f"{len(found)} letters “{subject}” to {to} among {told}"
    return found[0]


def link_in(delivery: Delivery, words: str) -> str:
    [found] = set(re.findall(rf"https?://\S*{words}\S*", delivery.text))
    return str(found)


def begin_statement(page: Page, title: str) -> None:
    """From the desk to the page of a new draft."""
    page.get_by_role("link", name="New statement").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Original language").select_option("en")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The draft is begun.")).to_be_visible()


def write(page: Page, words: str, *, scripts: bool = True) -> None:
    """Replaces the text of the draft. A blank line begins a paragraph."""
    if not scripts:
        page.get_by_label("Text", exact=True).fill(words)
        return
    editor = page.locator(".prose-editor [role=textbox]")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    for number, paragraph in enumerate(words.split("\n\n")):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(paragraph)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


@dataclass(frozen=True)
class Typed:
    """An instant as it is typed, and as the portal then writes it in a zone."""

    at: datetime
    zone: str

    @property
    def day(self) -> str:
        return f"{self.at.astimezone(ZoneInfo(self.zone)):%Y-%m-%d}"

    @property
    def clock(self) -> str:
        return f"{self.at.astimezone(ZoneInfo(self.zone)):%H:%M:%S}"

    def shown_in(self, zone: str) -> str:
        moment = self.at.astimezone(ZoneInfo(zone))
        return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M:%S}"


def instant_ahead(seconds: int, zone: str) -> Typed:
    at = (timezone.now() + timedelta(seconds=seconds)).replace(microsecond=0)
    return Typed(at, zone)


@dataclass(frozen=True)
class Text:
    title: str
    paragraphs: list[str]
    signature: str


def read(page: Page) -> Text:
    """The words, without the numbers of the paragraphs in the margin."""
    text = page.locator("article .text")
    blocks = text.locator("> p:not(.signature)")
    return Text(
        title=page.get_by_role("heading", level=1).inner_text(),
        paragraphs=[words(blocks.nth(n).inner_html()) for n in range(blocks.count())],
        signature="".join(text.locator("> p.signature").all_inner_texts()),
    )


def words(markup: str) -> str:
    from html import unescape

    without_number = re.sub(r'<a class="para".*?</a>', "", markup)
    return unescape(re.sub(r"<[^>]+>", "", without_number)).strip()
