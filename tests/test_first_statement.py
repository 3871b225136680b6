"""A first-time editor's way, from sign-in to a submitted statement: its clicks and its screens.

The pictures of docs/editing.md are taken on the way (`make pictures`).
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cultural_alliance.editions.models import Edition, State
from tests.support.cast import PASSWORD, publisher, writer
from tests.support.journeys import NewContext, fill_portal
from tests.support.pictures import FIRST_STATEMENT, MOST_BYTES, Picture, shot
from tests.support.portal import Portal

pytestmark = pytest.mark.browser
MOST_CLICKS = 8
TITLE = "Message on the occasion of the example day"
PARAGRAPHS = ["Culture is what we share.", "We share it here, with whoever comes."]


class Hand:
    """Counts what the person presses, in the browser itself, and the screens that are shown."""

    def __init__(self, context: BrowserContext) -> None:
        self.clicks, self.screens = 0, [""]
        context.expose_binding("pressed", lambda source: self.press())
        context.add_init_script(
            "addEventListener('pointerdown', (event) => event.isTrusted && pressed(), true)"
        )

    def press(self) -> None:
        self.clicks += 1

    def watch(self, page: Page) -> None:
        page.on("load", lambda seen: self.screens.append(seen.url))


def test_the_clicks_are_counted(live_portal: Portal, new_context: NewContext) -> None:
    context = new_context()
    hand = Hand(context)
    page = context.new_page()
    hand.watch(page)
    page.goto("/en/accounts/login/")
    page.get_by_label("Email").click()
    page.get_by_label("Password").first.click()
    page.wait_for_timeout(100)
    assert hand.clicks == 2
    assert len(hand.screens) == 2  # with the blank one


def test_a_first_statement_is_submitted_with_at_most_eight_clicks(
    live_portal: Portal, new_context: NewContext, tmp_path: Path
) -> None:
    fill_portal()
    first_time, _ = writer(name="Nour Example"), publisher(name="Chen Example")
    context = new_context(color_scheme="light", viewport={"width": 1000, "height": 900})
    hand = Hand(context)
    page = context.new_page()
    hand.watch(page)
    folder = Path(os.environ.get("PICTURES_TO") or tmp_path)
    pictures = iter(FIRST_STATEMENT)

    page.goto("/admin/")
    page.get_by_label("Email").click()
    page.keyboard.type(first_time.email)
    page.get_by_label("Password").first.click()
    page.keyboard.type(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("link", name="New statement").click()
    title = page.get_by_label("Title")
    expect(title).to_be_focused()
    page.keyboard.type(TITLE)
    take(page, next(pictures), folder)
    page.get_by_role("button", name="Save", exact=True).click()

    editor = page.locator(".prose-editor [role=textbox]")
    editor.click()
    for number, paragraph in enumerate(PARAGRAPHS):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(paragraph)
    take(page, next(pictures), folder)
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Submit")
    take(page, next(pictures), folder)
    page.get_by_role("main").get_by_role("button", name="Submit", exact=False).first.click()
    expect(page.get_by_text("Submitted", exact=False).first).to_be_visible()
    take(page, next(pictures), folder)

    edition = Edition.objects.get(title=TITLE)
    assert edition.state == State.SUBMITTED
    assert all(paragraph in edition.body for paragraph in PARAGRAPHS)
    assert next(pictures, None) is None
    print(f"{hand.clicks} clicks, {len(set(hand.screens)) - 1} screens")
    assert 4 <= hand.clicks <= MOST_CLICKS


def take(page: Page, picture: Picture, folder: Path) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(picture.heading)
    assert shot(page, picture, folder).stat().st_size < MOST_BYTES
