"""axe finds nothing on any kind of page: in six languages, in both schemes, at the desk too; and
none is wider than a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, expect

from tests.support import tour
from tests.support.cast import administrator, writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext, fill_portal, save, write
from tests.support.members import make_member, make_organisation
from tests.support.narrow import too_wide_for_a_phone
from tests.support.portal import Portal
from tests.support.record import make_draft

pytestmark = pytest.mark.browser
WithAxe = Callable[[], BrowserContext]
# Without axe's own copies of the style sheets, which the policy refuses as it should.
ALL: dict[str, Any] = {"preload": False, "resultTypes": ["violations"]}
# What depends on the scheme is looked at in both; all else is the same in either.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = """async (options) => (await axe.run(options)).violations.flatMap(
    ({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 200)}`))"""
UNFOLD = """() => {
    for (const summary of document.querySelectorAll("details:not([open]) > summary"))
        if (summary.checkVisibility()) summary.parentElement.open = true;
}"""


@pytest.fixture
def with_axe(new_context: NewContext) -> WithAxe:
    """Each page has axe from its beginning, by Playwright's own way, which no policy refuses."""

    def make() -> BrowserContext:
        context = new_context(reduced_motion="reduce")
        context.add_init_script(f"if (self === top) {{ {AXE_SCRIPT} }}")
        return context

    return make


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):  # a context of the test's own
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, options)
    return found


def faults_by_day(page: Page) -> list[str]:
    page.evaluate(UNFOLD)
    return faults(page, ALL)


def faults_in_both_schemes(page: Page) -> list[str]:
    page.evaluate(UNFOLD)
    page.emulate_media(color_scheme="dark")
    dark = faults(page, ALL | COLOURS)
    page.emulate_media(color_scheme="light")
    return faults(page, ALL) + [f"dark, {each}" for each in dark]


def faults_on(
    page: Page, pages: dict[str, str], *, dark: bool = True, phone: int = 320
) -> list[str]:
    """Colours are the same in every language: the dark scheme is looked at in English alone."""
    look = faults_in_both_schemes if dark else faults_by_day
    found = []
    for name, address in pages.items():
        answer = page.goto(address)
        assert answer
        assert answer.status == tour.STATUS.get(name, 200), f"{name} {address}: {answer.status}"
        expect(page.locator("[data-django-prose-editor-configurable]:visible")).to_have_count(0)
        excess = [f"wider than a phone: {each}" for each in too_wide_for_a_phone(page, phone)]
        found += [f"{name} {address}: {each}" for each in look(page) + excess]
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_on_any_kind_of_public_page(
    language: str, live_portal: Portal, with_axe: WithAxe
) -> None:
    fill_portal()
    tour.remove_one()
    page = with_axe().new_page()
    found = faults_on(page, tour.public_pages(language), dark=language == "en")
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_other_languages(live_portal: Portal, with_axe: WithAxe) -> None:
    fill_portal()
    tour.remove_one()
    page = with_axe().new_page()
    found = []
    for language in ("zh", "fr", "ru", "es"):
        pages = tour.public_pages(language)
        kept = ("home", "statement", "directory")
        found += faults_on(page, {name: pages[name] for name in kept}, dark=False)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_at_the_desk(live_portal: Portal, with_axe: WithAxe) -> None:
    fill_portal()
    context = with_axe()
    enter(context, administrator(), live_portal)
    page = context.new_page()
    found = faults_on(page, tour.desk_pages(), phone=360)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_the_members_area(
    language: str, live_portal: Portal, with_axe: WithAxe
) -> None:
    fill_portal()
    organisation = make_organisation()
    context = with_axe()
    enter(context, make_member(organisation), live_portal)
    pages = tour.members_pages(organisation, language)
    found = faults_on(context.new_page(), pages, dark=language == "en")
    assert not found, "\n".join(found)


def test_axe_finds_nothing_where_the_desk_says_no(live_portal: Portal, with_axe: WithAxe) -> None:
    draft = make_draft()
    contexts = [with_axe() for _ in range(2)]
    for context in contexts:
        enter(context, writer(), live_portal)
    first, second = (context.new_page() for context in contexts)
    for page in (first, second):
        page.goto(page_of(draft))
    write(first, "The words of the first.")
    save(first)
    write(second, "The words of the second.")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("alert", name="Two texts")).to_be_visible()
    found = [f"conflict: {each}" for each in faults_in_both_schemes(second)]
    second.goto(page_of(draft).replace("change", "approve"))
    expect(second.get_by_role("heading", name="Approve: not done")).to_be_visible()
    found += [f"refusal: {each}" for each in faults_in_both_schemes(second)]
    second.goto("/admin/statements/statement/add/")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("This field is required.")).to_be_visible()
    found += [f"errors: {each}" for each in faults_in_both_schemes(second)]
    second.goto("/admin/accounts/user/")
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    found += [f"forbidden: {each}" for each in faults_in_both_schemes(second)]
    assert not found, "\n".join(found)


def test_axe_would_find_what_is_wrong(live_portal: Portal, with_axe: WithAxe) -> None:
    page = with_axe().new_page()
    page.goto("/en/accounts/login/")
    assert faults_in_both_schemes(page) == []
    page.evaluate(
        """() => {
            const main = document.querySelector("main");
            main.append(document.createElement("img"));
            const pale = document.createElement("p");
            pale.append("Too pale by day");
            pale.style.color = "#ddd";
            const dim = document.createElement("p");
            dim.append("Too dim by night");
            dim.style.color = "#333";
            main.append(pale, dim);
        }"""
    )
    found = "\n".join(faults_in_both_schemes(page))
    assert "image-alt" in found
    assert "Too pale by day" in found
    assert "dark, color-contrast" in found and "Too dim by night" in found
