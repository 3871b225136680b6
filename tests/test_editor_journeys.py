"""The whole way of a text by clicking: written, previewed, submitted, approved; by two people."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting
from cultural_alliance.editions.models import Edition, State

from .support.cast import publisher, writer
from .support.desk import enter, page_of, step_of
from .support.journeys import write
from .support.portal import Portal
from .support.record import approved, correct, make_draft, submitted

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
Desk = Callable[..., Page]


@pytest.fixture
def desk(
    new_context: Callable[..., BrowserContext], live_portal: Portal
) -> Iterator[Callable[..., Page]]:
    """A browser for each person, signed in."""

    def open_for(person: User, **options: Any) -> Page:
        context = new_context(**options)
        enter(context, person, live_portal)
        return context.new_page()

    yield open_for


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_text_is_written_previewed_submitted_and_approved_by_another(
    desk: Desk, scripts: bool
) -> None:
    author, chief = writer(name="Ana"), publisher(name="Chen")
    draft = make_draft(by=author, body="<p>To be replaced.</p>")
    page = desk(author, java_script_enabled=scripts)
    page.goto(page_of(draft))
    page.fill("[name=title]", "A message of peace")
    write(page, "Culture is for everybody.", scripts=scripts)
    press(page, "Preview")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("A message of peace")
    expect(frame.locator("body")).to_contain_text("Culture is for everybody.")
    page.get_by_role("link", name="A phone, 360 pixels").click()
    expect(page.locator("iframe")).to_have_attribute("width", "360")
    page.get_by_role("link", name="Back to the text").click()
    press(page, "Submit for approval")
    page.fill("[name=comment]", "Please read.")
    press(page, "Submit for approval")
    expect(page.locator(".strip-state")).to_contain_text("Submitted")
    expect(page.locator(".strip")).to_contain_text("A publisher can do this.")

    other = desk(chief, java_script_enabled=scripts)
    other.goto(page_of(draft))
    expect(other.locator(".strip-history")).to_contain_text("Please read.")
    other.get_by_role("link", name="Approve", exact=True).click()
    press(other, "Approve")
    expect(other.locator(".strip-state")).to_contain_text("Public")
    other.get_by_role("link", name="On the portal").click()
    expect(other.locator("h1")).to_have_text("A message of peace")
    expect(other.locator("main")).to_contain_text("Culture is for everybody.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_editors_on_one_draft_and_neither_loses_a_word(desk: Desk, scripts: bool) -> None:
    draft = make_draft(body="<p>Culture is shared.</p>")
    first, second = (desk(writer(name=n), java_script_enabled=scripts) for n in ("Ana", "Boris"))
    first.goto(page_of(draft))
    second.goto(page_of(draft))
    write(first, "Culture is shared by Ana.", scripts=scripts)
    press(first, "Save")
    write(second, "Culture is shared by Boris.", scripts=scripts)
    press(second, "Save")
    expect(second.locator(".is-conflict")).to_contain_text("Ana saved it")
    expect(second.locator(".choices del")).to_contain_text("Ana")
    expect(second.locator(".choices ins")).to_contain_text("Boris")
    write(second, "Culture is shared by Ana and by Boris.", scripts=scripts)
    press(second, "Save this text over theirs")
    expect(second.locator(".messagelist")).to_contain_text("Saved")
    draft.refresh_from_db()
    assert "by Ana and by Boris" in draft.body


def test_an_instant_is_chosen_and_confirmed_by_clicking(desk: Desk) -> None:
    text = submitted()
    page = desk(publisher())
    page.goto(step_of(text, "approve"))
    page.get_by_label("At an instant that I choose").check()
    page.fill("[name=day]", "2035-03-25")
    page.fill("[name=clock]", "02:30")
    press(page, "Approve")
    expect(page.locator(".error")).to_contain_text("no 02:30 on Sunday 25 March 2035")
    page.get_by_role("button", name="Take Sunday 25 March 2035, 03:00:00").click()
    expect(page.locator(".instants")).to_contain_text("Sunday 25 March 2035, 01:00:00")
    press(page, "Approve for this instant")
    expect(page.locator(".strip-state")).to_contain_text("Scheduled")
    assert Edition.objects.get(pk=text.pk).is_scheduled()


def test_enter_in_a_field_means_the_main_button(desk: Desk) -> None:
    """Not the button that offers another instant, which stands before it."""
    text = submitted()
    page = desk(publisher())
    page.goto(step_of(text, "approve"))
    page.get_by_label("At an instant that I choose").check()
    page.fill("[name=day]", "2005-01-01")
    page.fill("[name=clock]", "10:00:00")
    press(page, "Approve")
    expect(page.locator(".error")).to_contain_text("has passed")
    page.fill("[name=day]", "2035-01-01")
    page.locator("[name=zone]").press("Enter")
    expect(page.locator(".instants")).to_contain_text("1 January 2035, 10:00:00")


def pages_at_the_desk() -> dict[str, str]:
    first = approved(make_draft())
    second = correct(first.document, body="<p>Corrected.</p>")
    arabic = make_draft(first.document, "ar", title="رسالة", body="<p>سلام</p>")
    waiting = submitted()
    aside = drafting.set_aside(make_draft(), by=writer())
    assert aside.state == State.SET_ASIDE
    return {
        "list": "/admin/editions/edition/",
        "draft": page_of(make_draft()),
        "arabic": page_of(arabic),
        "submitted": page_of(waiting),
        "public": page_of(second),
        "former": page_of(first),
        "set aside": page_of(aside),
        "approve": step_of(waiting, "approve"),
        "withdraw": step_of(first.document, "withdraw"),
        "refusal": step_of(first, "approve"),
        "differences": page_of(second).replace("change", "differences"),
        "preview": page_of(second).replace("change", "preview/768"),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_a_text(desk: Desk, scheme: str) -> None:
    addresses = pages_at_the_desk()
    page = desk(publisher(), color_scheme=scheme)
    found: list[str] = []
    for name, address in addresses.items():
        page.goto(address)
        if name in ("draft", "arabic"):
            expect(page.locator(".prose-editor [role=textbox]")).to_be_visible()
        for details in page.locator("main details").all():
            details.evaluate("each => each.open = true")
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"]]
            found.append(f"{name}: {violation['id']}: {nodes}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [360, 768])
def test_no_page_of_a_text_is_wider_than_the_screen(desk: Desk, width: int) -> None:
    addresses = pages_at_the_desk()
    page = desk(publisher(), viewport={"width": width, "height": 800})
    for name, address in addresses.items():
        page.goto(address)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} at {width}"
