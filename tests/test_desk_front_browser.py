"""The front page of the desk by clicking: every row leads to the step that it waits for."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cultural_alliance.editions import amending, receipts
from tests.support.cast import publisher, writer
from tests.support.desk import enter
from tests.support.journeys import NewContext
from tests.support.portal import Portal
from tests.support.record import approved, correct, make_draft, make_statement, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.slow
def test_a_publisher_works_the_desk_from_its_rows(
    live_portal: Portal, new_context: NewContext
) -> None:
    somebody, reader = writer(), publisher()
    submitted(make_draft(title="Please approve", by=somebody))
    approved(make_draft(title="In three hours"), at=timezone.now() + timedelta(hours=3, minutes=1))
    old = make_statement("Does it still hold?", published_on=timezone.now() - timedelta(days=400))
    amending.set_review_date(old, by=somebody, on=timezone.localdate())
    context = new_context()
    enter(context, reader, live_portal)
    page = context.new_page()
    page.goto("/admin/")

    going = page.get_by_role("region", name="Going live")
    expect(going).to_contain_text("in 3 hours")
    waiting = page.get_by_role("region", name="Waiting for me")
    waiting.get_by_role("link", name="Approve", exact=True).click()
    page.get_by_label("Now").check()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("edition 1 is public")).to_be_visible()

    receipts.run()
    page.goto("/admin/")
    went = page.get_by_role("region", name="Went live")
    expect(went).to_contain_text("seen on 11 of 11 surfaces")
    went.get_by_role("link", name="Please approve").click()
    panel = page.get_by_role("group").filter(has_text="Seen after it went live")
    expect(panel.get_by_text("In time")).to_have_count(11)

    page.goto("/admin/")
    care = page.get_by_role("region", name="Needs care")
    care.get_by_role("link", name="Set the next date").click()
    page.get_by_label("To be reviewed on").fill(f"{timezone.localdate() + timedelta(days=365)}")
    page.get_by_role("button", name="Set the day of its review").click()
    page.goto("/admin/")
    expect(care).to_contain_text("Nothing needs care now.")


@pytest.mark.slow
def test_a_late_text_is_a_red_row_that_says_so_in_words(
    live_portal: Portal, new_context: NewContext, time_machine: Any
) -> None:
    reader = writer()
    edition = approved(make_draft(title="Too late"))
    correct(edition.document, title="Too late, corrected")
    time_machine.move_to(timezone.now() + timedelta(minutes=20), tick=True)
    receipts.run()
    context = new_context()
    enter(context, reader, live_portal)
    page = context.new_page()
    page.goto("/admin/")
    went = page.get_by_role("region", name="Went live")
    expect(went.get_by_role("heading", name="Look at these")).to_be_visible()
    row = went.get_by_role("listitem").filter(has_text="Too late, corrected")
    expect(row).to_contain_text("Late")
    expect(row).to_contain_text("seen on 11 of 11 surfaces")
