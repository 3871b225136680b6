"""The strict content policy holds on every page, and every page fits a small screen and a keyboard.

That no page breaks the policy is asserted by `new_context` at the end of each browser test.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.support import tour
from tests.support.browser import BREACH
from tests.support.cast import administrator
from tests.support.journeys import NewContext, fill_portal
from tests.support.members import make_member, make_organisation
from tests.support.narrow import too_wide
from tests.support.portal import Portal

pytestmark = pytest.mark.once


class Inline(HTMLParser):
    """Collects what a strict policy refuses: styles, scripts and handlers in the page itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        bare_script = tag == "script" and not {"src", "nonce"} & set(given)
        if tag == "style" or (bare_script and given.get("type") != "application/json"):
            self.found.append(f"<{tag}>")
        self.found += [
            f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")
        ]
        self.found += [
            f"<{tag} {name}={value}>"
            for name, value in given.items()
            if (value or "").strip().lower().startswith("javascript:")
        ]


def directives(answer: Any) -> dict[str, list[str]]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: values for name, *values in (part.split() for part in parts if part.strip())}


def assert_strict(answer: Any) -> None:
    policy = directives(answer)
    values = {value for values in policy.values() for value in values}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & values
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == policy["frame-ancestors"] == ["'self'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_public_page_has_anything_inline(client: Client) -> None:
    fill_portal()
    tour.remove_one()
    for name, address in tour.public_pages("en").items():
        answer = client.get(address)
        assert answer.status_code == tour.STATUS.get(name, 200), f"{name} {address}"
        assert_strict(answer)
        assert not Inline(answer.content.decode()).found, name
        if name not in tour.ENTRANCES:
            assert directives(answer)["script-src"] == ["'self'"], name
            if name not in tour.FORMS:
                assert "set-cookie" not in answer.headers and not answer.cookies, name


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_page_of_the_members_area_has_anything_inline(client: Client) -> None:
    fill_portal()
    organisation = make_organisation()
    client.force_login(make_member(organisation))
    for name, address in tour.members_pages(organisation, "en").items():
        answer = client.get(address)
        assert answer.status_code == 200, f"{name} {address}"
        assert_strict(answer)
        assert not Inline(answer.content.decode()).found, name
        assert "no-store" in answer.headers["Cache-Control"], name


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_page_of_the_desk_has_anything_inline(client: Client) -> None:
    fill_portal()
    client.force_login(administrator())
    for name, address in tour.desk_pages().items():
        answer = client.get(address)
        assert answer.status_code == 200, f"{name} {address}"
        assert_strict(answer)
        assert not Inline(answer.content.decode()).found, name


@pytest.mark.parametrize(
    "markup",
    [
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        '<p style="color: red">',
        '<p onclick="go()">',
        '<a href=" JavaScript:go()">',
    ],
)
def test_what_is_inline_would_be_found(markup: str) -> None:
    assert Inline(markup).found
    assert not Inline('<script src="/static/x.js"></script><p class="style">').found


@pytest.mark.browser
def test_a_breach_of_the_policy_would_be_heard(
    live_portal: Portal, new_context: NewContext, browser_problems: list[str]
) -> None:
    page = new_context().new_page()
    page.goto("/en/accounts/login/")
    assert browser_problems == []
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.text = "window.itRan = true";
            document.body.append(script);
        }"""
    )
    page.wait_for_timeout(300)
    assert not page.evaluate("window.itRan")
    assert any(BREACH in problem for problem in browser_problems)
    browser_problems.clear()


@pytest.mark.browser
def test_no_public_page_is_wider_than_a_small_phone(
    live_portal: Portal, new_context: NewContext
) -> None:
    """In Russian, which has the longest words. Where axe looks, it looks at the width as well."""
    fill_portal()
    tour.remove_one()
    page = new_context(viewport={"width": 320, "height": 640}).new_page()
    wide = {}
    for name, address in tour.public_pages("ru").items():
        page.goto(address)
        if excess := too_wide(page):
            wide[f"{name} {address}"] = excess
    assert not wide
    page.evaluate("() => { document.querySelector('h1').textContent = 'W'.repeat(900) }")
    page.evaluate("() => { document.querySelector('h1').style.whiteSpace = 'nowrap' }")
    assert too_wide(page)


@pytest.fixture
def home(live_portal: Portal, new_context: NewContext) -> Iterator[Page]:
    fill_portal()
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto("/en/")
    yield page


def outline_of_focused(page: Page) -> float:
    """The width in pixels of the outline around whatever has the focus."""
    return float(
        page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
            }"""
        )
    )


@pytest.mark.browser
def test_a_keyboard_skips_to_the_content(home: Page) -> None:
    skip = home.get_by_role("link", name="Skip to the content")
    assert not skip.evaluate("each => each.getBoundingClientRect().bottom > 0")
    home.keyboard.press("Tab")
    expect(skip).to_be_focused()
    assert skip.evaluate("each => each.getBoundingClientRect().top >= 0")
    home.keyboard.press("Enter")
    expect(home.locator("main")).to_be_focused()
    home.keyboard.press("Tab")
    assert home.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.browser
def test_a_keyboard_goes_through_the_menu_and_sees_where_it_is(home: Page) -> None:
    last = home.get_by_role("navigation", name="Sections").get_by_role("link", name="Contact Us")
    seen = 0
    for _ in range(30):
        home.keyboard.press("Tab")
        assert outline_of_focused(home) >= 2, home.evaluate("document.activeElement.outerHTML")
        seen += 1
        if last.evaluate("each => each === document.activeElement"):
            break
    else:
        pytest.fail("The keyboard never came to the last section.")
    assert seen > 12  # languages, utilities, the name, the search and the sections
    home.keyboard.press("Enter")
    expect(home.get_by_role("heading", level=1, name="Contact Us")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_the_menu_of_a_phone_opens(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    fill_portal()
    context = new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/en/")
    sections = page.get_by_role("navigation", name="Sections")
    expect(sections.get_by_role("link", name="Info Centre")).to_have_count(0)
    sections.get_by_text("Menu").click()
    sections.get_by_role("link", name="Info Centre").click()
    expect(page.get_by_role("heading", level=1, name="Info Centre")).to_be_visible()
