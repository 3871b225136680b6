"""What can be done about a public text besides its correction, by clicking."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.support.cast import administrator, publisher
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext
from tests.support.portal import Portal
from tests.support.record import correct, make_statement

pytestmark = pytest.mark.browser
NOTE = "The number of the gates was wrong."


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose_step(page: Page, name: str) -> None:
    page.get_by_text("More steps").click()
    page.get_by_role("link", name=name, exact=True).click()


def test_a_note_the_facts_and_the_address_change_with_a_trace_and_a_withdrawal_leads_on(
    live_portal: Portal, new_context: NewContext
) -> None:
    statement = make_statement("Twelve gates", published_on=timezone.now())
    edition = correct(statement, body="<p>A hundred gates.</p>", change_note=NOTE)
    better = make_statement("A better message", published_on=timezone.now())
    former = statement.get_absolute_url()
    desk = new_context()
    enter(desk, publisher(), live_portal)
    page, reader = desk.new_page(), new_context().new_page()

    page.goto(page_of(edition))
    choose_step(page, "Correct the change note")
    page.get_by_label("The note as it should be").fill("The gates are a hundred.")
    press(page, "Correct the change note")
    reader.goto(f"{former}editions/")
    expect(reader.get_by_text(NOTE)).to_be_visible()
    expect(reader.get_by_text("The gates are a hundred.")).to_be_visible()

    page.goto(f"/admin/statements/statement/{statement.pk}/change/")
    page.get_by_label("Reference").fill("DG/2006/1")
    press(page, "Save")
    expect(page.get_by_text("Tell readers what changes in the facts.")).to_be_visible()
    page.get_by_label("Public note").fill("The reference was missing.")
    page.get_by_label("Slug").fill("a-hundred-gates")
    press(page, "Save")
    answer = reader.goto(former)
    assert answer and answer.status == 200 and reader.url.endswith("/a-hundred-gates/")
    expect(reader.get_by_text("DG/2006/1").first).to_be_visible()

    page.goto(page_of(edition))
    choose_step(page, "Withdraw")
    page.get_by_label("Reason", exact=True).fill("It was superseded.")
    page.get_by_label("Replaced by").fill("no such thing")
    press(page, "Withdraw")
    expect(page.get_by_text("No document has this address or number.").first).to_be_visible()
    expect(page.get_by_label("Reason", exact=True)).to_have_value("It was superseded.")
    page.get_by_label("Replaced by").fill(better.get_absolute_url())
    press(page, "Withdraw")
    reader.goto(former)
    expect(reader.get_by_text("It was superseded.")).to_be_visible()
    reader.get_by_role("link", name="Read the text that replaces it").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("A better message")


def test_a_removal_takes_two_people_and_leaves_its_reason(
    live_portal: Portal, new_context: NewContext
) -> None:
    statement = make_statement("Not to be kept", published_on=timezone.now())
    pages = []
    for person in (administrator(), administrator()):
        context = new_context()
        enter(context, person, live_portal)
        pages.append(context.new_page())
    first, second = pages
    for page in pages:
        page.goto(page_of(statement.editions.get()))
    choose_step(first, "Propose removal on legal grounds")
    first.get_by_label("Reason", exact=True).fill("A court decided so.")
    press(first, "Propose removal on legal grounds")
    first.goto(page_of(statement.editions.get()))
    expect(first.get_by_role("link", name="Remove for ever")).to_have_count(0)
    second.reload()
    second.get_by_role("link", name="Remove for ever").click()
    press(second, "Remove for ever")

    reader = new_context().new_page()
    answer = reader.goto(statement.get_absolute_url())
    assert answer and answer.status == 410
    expect(reader.get_by_text("A court decided so.")).to_be_visible()
    expect(reader.get_by_text("Not to be kept")).to_have_count(0)
