"""Instants and what goes live together, by clicking."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from cultural_alliance.accounts.models import User
from cultural_alliance.editions.models import Edition, State

from .support.cast import publisher
from .support.desk import enter, page_of
from .support.journeys import NewContext, instant_ahead, later, with_and_without_scripts
from .support.portal import Portal
from .support.record import make_draft, submitted

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DAY = 24 * 60 * 60


def at_the_desk(new_context: NewContext, portal: Portal, person: User, **options: Any) -> Page:
    context = new_context(**options)
    enter(context, person, portal)
    return context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def step(page: Page, name: str) -> None:
    """A step that stands behind the clear one."""
    link = page.get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        page.locator("summary", has_text="More").first.click()
    link.click()


@with_and_without_scripts
def test_a_statement_its_translation_and_a_campaign_go_live_in_one_instant(
    live_portal: Portal, new_context: NewContext, scripts: bool, time_machine: Any
) -> None:
    original = submitted(make_draft(title="The statement"))
    french = submitted(make_draft(original.document, "fr", title="La déclaration"))
    beside = submitted(make_draft(title="The campaign"))
    submitted(make_draft(title="Something else"))
    person = publisher()
    person.time_zone = "Asia/Beirut"
    person.save()
    page = at_the_desk(new_context, live_portal, person, java_script_enabled=scripts)
    page.goto(page_of(original))
    step(page, "Approve together")
    expect(page.get_by_label("Français: La déclaration")).to_be_checked()
    expect(page.get_by_label("English: Something else")).not_to_be_checked()
    page.get_by_label("English: The campaign").check()
    page.get_by_label("At an instant that I choose").check()
    at = instant_ahead(2 * DAY, "Asia/Beirut")
    page.get_by_label("Day").fill(at.day)
    page.get_by_label("Time", exact=True).fill(at.clock)
    if scripts:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.locator(".submit-row").get_by_role("button", name="Approve together").click()
    for zone in ("Asia/Beirut", "Europe/Paris", "UTC"):
        expect(page.locator(".instants")).to_contain_text(at.shown_in(zone))
    for name in ("The statement", "La déclaration", "The campaign"):
        expect(page.locator(".decided-texts")).to_contain_text(name)
    press(page, "Approve together for this instant")
    expect(page.locator(".messagelist")).to_contain_text("“The campaign” (English)")

    page.goto(page_of(beside))
    step(page, "Unschedule")
    expect(page.locator(".decided-texts")).to_contain_text("La déclaration")
    page.get_by_role("link", name="Not now").click()
    later(time_machine, days=3)
    for text in (original, french, beside):
        page.goto(f"/{text.language}/info/messages/")
        expect(page.get_by_role("link", name=text.title, exact=True)).to_be_visible()


def test_two_publishers_press_one_button_and_the_second_is_told_who_and_when(
    live_portal: Portal, new_context: NewContext
) -> None:
    text = submitted(make_draft(title="Wanted by two"))
    ana, boris = (
        at_the_desk(new_context, live_portal, publisher(name=name)) for name in ("Ana", "Boris")
    )
    for page in (ana, boris):
        page.goto(page_of(text))
        page.get_by_role("link", name="Approve", exact=True).click()
    boris.get_by_label("Note").fill("Well written.")
    press(ana, "Approve")
    expect(ana.locator(".messagelist")).to_contain_text("edition 1 is public")
    press(boris, "Approve")
    expect(boris.locator(".refusal")).to_contain_text("Ana approved it on")
    expect(boris.get_by_label("Your note")).to_have_value("Well written.")
    boris.get_by_role("link", name="See where the text stands").click()
    expect(boris.locator(".strip-state")).to_contain_text("Public")
    text = Edition.objects.get(pk=text.pk)
    assert text.state == State.APPROVED
    assert text.published_at and timezone.now() - text.published_at < timedelta(minutes=5)
