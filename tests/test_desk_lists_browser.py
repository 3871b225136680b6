"""Finding one's way through the lists of the desk with the keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from cultural_alliance import choosing
from messages.models import Occasion, Statement
from tests.support.cast import writer
from tests.support.desk import enter
from tests.support.journeys import NewContext
from tests.support.portal import Portal
from tests.support.record import make_statement

pytestmark = pytest.mark.browser
STATEMENTS = "/admin/statements/statement/"


def many_occasions() -> Occasion:
    Occasion.objects.bulk_create(
        Occasion(slug=f"year-{number}", names={"en": f"Year {number}"})
        for number in range(choosing.SHORT)
    )
    names = {"en": "The Day of Crafts", "ar": "يوم الحرف"}
    return Occasion.objects.create(slug="crafts", names=names)


def at_the_desk(portal: Portal, new_context: NewContext, **options: bool) -> Page:
    context = new_context(**options)
    enter(context, writer(), portal)
    return context.new_page()


def tab_to(page: Page, role: str, name: str) -> None:
    """With the Tab key alone; each stop on the way shows that it has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _stop in range(120):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"No way to {name} by the keyboard.")


def test_a_text_is_found_narrowed_and_opened_by_the_keyboard_alone(
    live_portal: Portal, new_context: NewContext
) -> None:
    day = many_occasions()
    make_statement("A heron and/or a stork", "<p>On the river.</p>", occasion=day.slug)
    make_statement("Another on the river")
    page = at_the_desk(live_portal, new_context)
    page.goto(STATEMENTS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    tab_to(page, "textbox", "Words of a title or a text, in any language; an address; a reference.")
    page.keyboard.type("and/or river")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Take away Words: and/or river")).to_be_visible()
    tab_to(page, "combobox", "Occasion")
    page.keyboard.type("يوم")
    expect(page.get_by_role("option", name="The Day of Crafts")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Take away Occasion: The Day of Crafts")).to_be_visible()
    assert "occasion=crafts" in page.url and "q=and%2For" in page.url
    tab_to(page, "link", "A heron and/or a stork")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A heron and/or a stork")).to_be_visible()


def test_an_occasion_among_many_is_chosen_by_the_keyboard(
    live_portal: Portal, new_context: NewContext
) -> None:
    day = many_occasions()
    page = at_the_desk(live_portal, new_context)
    page.goto(f"{STATEMENTS}add/")
    page.get_by_label("Title").fill("A day")
    box = page.get_by_role("combobox", name="Occasion")
    found = page.get_by_role("listbox", name="Found").get_by_role("option")
    box.focus()
    page.keyboard.type("year")
    expect(page.get_by_text("The first 20 found; more letters find others")).to_be_visible()
    page.keyboard.press("Escape")
    expect(found).to_have_count(0)
    box.fill("crafts")
    expect(found).to_have_text(["The Day of Crafts"])
    page.keyboard.press("ArrowDown")
    expect(found).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="The Day of Crafts")).to_be_checked()
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The draft is begun.")).to_be_visible()
    assert Statement.objects.get().occasion == day


def test_without_scripts_it_is_chosen_among_what_was_found(
    live_portal: Portal, new_context: NewContext
) -> None:
    day = many_occasions()
    page = at_the_desk(live_portal, new_context, java_script_enabled=False)
    page.goto(f"{STATEMENTS}add/")
    page.get_by_label("Title").fill("A day")
    page.get_by_label("Occasion", exact=False).last.fill("crafts")
    page.get_by_role("button", name="Find").first.click()
    page.get_by_role("radio", name="The Day of Crafts").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The draft is begun.")).to_be_visible()
    assert Statement.objects.get().occasion == day
    page.goto(STATEMENTS)
    page.get_by_role("textbox", name="Occasion").fill("craft")
    page.get_by_role("search", name="By occasion").get_by_role("button", name="Find").click()
    page.get_by_role("link", name="The Day of Crafts", exact=True).click()
    expect(page.get_by_role("link", name="A day", exact=True)).to_be_visible()
