"""A statement is written, approved for an instant, corrected, withdrawn and restored by clicking:
by two people who sign in, before the eyes of a visitor; with scripts and without."""

import re
from dataclasses import dataclass
from time import monotonic

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Page, expect

from cultural_alliance.accounts.models import User
from messages.models import Statement
from tests.support.cast import publisher, writer
from tests.support.journeys import (
    NewContext,
    Typed,
    begin_statement,
    instant_ahead,
    read,
    save,
    sign_in,
    with_and_without_scripts,
    write,
)
from tests.support.portal import Portal
from tests.support.record import make_statement, withdrawn

pytestmark = pytest.mark.browser

TITLE = "Message on the Day of the Journey"
FIRST = "Culture has twelve gates.\n\nEach of them stands open."
SECOND = "Culture has a hundred gates.\n\nEach of them stands open."
BOGOTA = "America/Bogota"
SURFACES = ["/en/", "/en/info/messages/", "/en/info/messages/feed/"]


@dataclass
class Three:
    """The writer and the publisher at their desks, and a visitor."""

    writing: Page
    publishing: Page
    visiting: Page
    scripts: bool
    address: str = ""


@with_and_without_scripts
def test_a_statement_goes_its_whole_way(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    ana = writer(name="Ana Writer")
    chen = publisher(name="Chen Publisher")
    User.objects.filter(pk=chen.pk).update(time_zone=BOGOTA)
    contexts = [new_context(java_script_enabled=scripts) for _ in range(3)]
    three = Three(
        sign_in(contexts[0], ana), sign_in(contexts[1], chen), contexts[2].new_page(), scripts
    )
    writes_previews_and_submits(three)
    at = approves_for_an_instant_ahead(three)
    the_page_turns_by_itself(three, at)
    later = make_statement("A later message", published_on=timezone.now())
    corrects(three)
    withdrawn(later)  # so that the home page leads with ours
    withdraws(three)
    restores(three)


def writes_previews_and_submits(three: Three) -> None:
    page = three.writing
    begin_statement(page, TITLE)
    write(page, "Unfinished", scripts=three.scripts)
    save(page)
    write(page, FIRST, scripts=three.scripts)
    page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(preview.locator(".text p")).to_have_text(
        [re.compile("Culture has twelve gates.$"), re.compile("Each of them stands open.$")]
    )
    page.get_by_role("link", name="Back to the text").click()
    submits(page)


def submits(page: Page) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("heading", level=1, name="Submit for approval")).to_be_visible()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. A different person approves it now.")).to_be_visible()
    expect(page.get_by_role("link", name="Approve", exact=True)).to_have_count(0)


def approves_for_an_instant_ahead(three: Three) -> Typed:
    """Ten seconds ahead; on a slow machine, as far ahead as it needs for the steps between."""
    page = opens_what_waits(three)
    started = monotonic()
    asks_for(page, instant_ahead(86_400, BOGOTA))
    page.get_by_role("button", name="Change the instant").click()
    at = instant_ahead(max(10, round(4 * (monotonic() - started))), BOGOTA)
    asks_for(page, at)
    page.get_by_role("button", name="Approve for this instant").click()
    told = page.get_by_text("Approved: edition 1 becomes public on")
    expect(told).to_contain_text(f"{at.shown_in(BOGOTA)} ({BOGOTA})")
    three.address = f"/en/{Statement.objects.get().path}/"
    return at


def asks_for(page: Page, at: Typed) -> None:
    """Types the instant in the publisher's own zone, and reads it again in Paris and in UTC."""
    page.get_by_label("At an instant that I choose").check()
    page.get_by_label("Day", exact=True).fill(at.day)
    page.get_by_label("Time", exact=True).fill(at.clock)
    expect(page.get_by_label("Time zone")).to_have_value(BOGOTA)
    page.get_by_role("button", name="Approve", exact=True).click()
    for zone in (BOGOTA, "Europe/Paris", "UTC"):
        expect(page.get_by_role("row", name=zone)).to_contain_text(at.shown_in(zone))


def opens_what_waits(three: Three) -> Page:
    page = three.publishing
    page.goto("/admin/")
    waiting = page.get_by_role("region", name="Waiting for me")
    waiting.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Approve", exact=True).click()
    return page


def the_page_turns_by_itself(three: Three, at: Typed) -> None:
    """Asked again and again, it is not found before the instant, and there from then on."""
    before = []
    while timezone.now() < at.at:
        status = visit(three, three.address).status
        if timezone.now() < at.at:
            before.append(status)
        three.visiting.wait_for_timeout(100)
    assert before and set(before) == {404}
    three.visiting.goto(three.address)
    text = read(three.visiting)
    assert text.title == TITLE
    assert text.paragraphs == FIRST.split("\n\n")


def visit(three: Three, address: str) -> APIResponse:
    return three.visiting.request.get(address)


def titles_in_the_list(three: Three) -> list[str]:
    three.visiting.goto("/en/info/messages/")
    return three.visiting.locator("ol.rows h2").all_inner_texts()


def corrects(three: Three) -> None:
    assert titles_in_the_list(three) == ["A later message", TITLE]
    page = three.writing
    page.reload()
    page.get_by_role("link", name="Start a correction").click()
    page.get_by_role("button", name="Start a correction").click()
    expect(page.get_by_text("Edition 1 stays public")).to_be_visible()
    write(page, SECOND, scripts=three.scripts)
    page.get_by_label("Change note").fill("The number of the gates was wrong.")
    submits(page)
    publishing = opens_what_waits(three)
    publishing.get_by_label("Now", exact=True).check()
    publishing.get_by_role("button", name="Approve", exact=True).click()
    expect(publishing.get_by_text("Approved: edition 2 is public.")).to_be_visible()
    visitor_reads_both_editions(three)
    assert titles_in_the_list(three) == ["A later message", TITLE]


def visitor_reads_both_editions(three: Three) -> None:
    page = three.visiting
    page.goto(three.address)
    assert read(page).paragraphs == SECOND.split("\n\n")
    expect(page.get_by_text("The number of the gates was wrong.")).to_be_visible()
    page.goto(f"{three.address}editions/1/")
    assert read(page).paragraphs == FIRST.split("\n\n")
    expect(page.get_by_text("This is a former edition: number 1")).to_be_visible()
    page.get_by_role("link", name="Compare the two").click()
    expect(page.locator("del")).to_contain_text("twelve")
    expect(page.locator("ins")).to_contain_text("a hundred")


def withdraws(three: Three) -> None:
    assert seen_on(three) == SURFACES
    page = three.publishing
    page.get_by_text("More steps").click()
    page.get_by_role("link", name="Withdraw", exact=True).click()
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("Give the reason that readers are told.").first).to_be_visible()
    page.get_by_label("Reason", exact=True).fill("There are no gates at all.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("Withdrawn: the text stays readable")).to_be_visible()
    visitor = three.visiting
    visitor.goto(three.address)
    expect(visitor.get_by_role("note")).to_contain_text("There are no gates at all.")
    assert read(visitor).paragraphs == SECOND.split("\n\n")
    assert seen_on(three) == []


def seen_on(three: Three) -> list[str]:
    """Where the statement is shown beside its own address."""
    return [surface for surface in SURFACES if TITLE in visit(three, surface).text()]


def restores(three: Three) -> None:
    page = three.publishing
    page.get_by_role("link", name="Restore").first.click()
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_text("Restored: the text stands without its notice.")).to_be_visible()
    three.visiting.goto(three.address)
    expect(three.visiting.get_by_text("There are no gates at all.")).to_have_count(0)
    assert seen_on(three) == SURFACES
