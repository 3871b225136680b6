"""A speech from before its delivery to the spoken words, by clicking."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cultural_alliance.accounts.models import User
from cultural_alliance.editions.models import Edition
from messages.models import Statement
from tests.support.cast import publisher, writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext, begin_statement, save, write
from tests.support.portal import Portal

pytestmark = pytest.mark.browser
NOTICE = "Check against delivery"


def test_a_speech_is_published_before_it_is_given_and_then_as_it_was_spoken(
    live_portal: Portal, new_context: NewContext
) -> None:
    author, reviewer = writer(), publisher()
    page, desk = at_the_desk(new_context, live_portal, author, reviewer)
    begin_statement(page, "Speech in Doha")
    write(page, "We meet in Doha.\n\nWe thank you.")
    save(page)
    draft = Edition.objects.get()
    soon = timezone.now().astimezone(ZoneInfo("Europe/Paris")) + timedelta(days=1)
    page.goto(f"/admin/statements/statement/{draft.document_id}/change/")
    page.get_by_label("Delivered on").fill(f"{soon:%Y-%m-%d}")
    page.get_by_label("Time of delivery").fill("15:00")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(page_of(draft))
    expect(page.get_by_text("It is to be given on")).to_contain_text("15:00 in Paris")
    submit_and_approve(page, desk, draft)

    public = new_context().new_page()
    address = Statement.objects.get().get_absolute_url()
    public.goto(address)
    expect(public.get_by_role("note").filter(has_text=NOTICE)).to_be_visible()
    it_was_given_yesterday()

    page.goto(page_of(draft))
    page.get_by_role("link", name="Enter the delivered text").click()
    page.get_by_role("button", name="Start a correction").click()
    write(page, "We meet here in Doha.\n\nWe thank you.\n\nWe thank you all.")
    page.get_by_role("button", name="Propose the change note").click()
    note = page.get_by_label("Change note")
    expect(note).to_have_value(
        "This is the text as it was delivered. Paragraphs changed: 1. Paragraphs added: 3."
    )
    note.fill("As delivered: the speaker also thanked all.")
    page.get_by_role("button", name="Take this note").click()
    expect(page.get_by_label("Change note")).to_have_value(
        "As delivered: the speaker also thanked all."
    )
    submit_and_approve(page, desk, Edition.objects.latest("pk"))
    public.goto(address)
    expect(public.get_by_text("As delivered: the speaker also thanked all.")).to_be_visible()
    expect(public.get_by_text(NOTICE)).to_have_count(0)


def at_the_desk(new_context: NewContext, portal: Portal, *people: User) -> list[Page]:
    pages = []
    for person in people:
        context = new_context()
        enter(context, person, portal)
        pages.append(context.new_page())
        pages[-1].goto("/admin/")
    return pages


def submit_and_approve(page: Page, desk: Page, draft: Edition) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("heading", name="Submit for approval")).to_be_visible()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. A different person")).to_be_visible()
    desk.goto(f"{page_of(draft).replace('change', 'approve')}")
    desk.get_by_role("button", name="Approve", exact=True).last.click()
    expect(desk.get_by_text("is public.")).to_be_visible()


def it_was_given_yesterday() -> None:
    """As if a day and a half had passed: the database keeps its own time."""
    yesterday = timezone.localdate(timezone=ZoneInfo("Europe/Paris")) - timedelta(days=1)
    Statement.objects.update(delivered_on=yesterday)
