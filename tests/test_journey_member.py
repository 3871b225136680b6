"""An organisation joins, and finds itself found: from the application to the renewed request, by
clicking, with scripts and without."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cultural_alliance.accounts.roles import Role
from tests.support.cast import PASSWORD, make_user
from tests.support.joining import pdf
from tests.support.journeys import (
    NewContext,
    fill_portal,
    follow,
    later,
    letter,
    link_in,
    sign_in,
    with_and_without_scripts,
)
from tests.support.mail import Mailbox
from tests.support.portal import Portal

pytestmark = pytest.mark.browser

HOUSE = "House of the Weaving River"
AWA, BEN, CLEO = "awa@weaving.example", "ben@weaving.example", "cleo@weaving.example"
TITLE = "A partner for a travelling exhibition of looms"
COMMENT = "Please say who pays for the transport."
FIRST, SECOND = "We look for a museum to travel with.", "We look for two museums to travel with."
DAYS_OPEN = 20


@dataclass
class Journey:
    """Everybody has a browser of their own; all of them with scripts, or all without."""

    new_context: NewContext
    mailbox: Mailbox
    clock: Any
    scripts: bool
    visitor: Page = field(init=False)
    desk: Page = field(init=False)
    owner: Page = field(init=False)

    def __post_init__(self) -> None:
        self.visitor = self.new_browser()

    def new_browser(self) -> Page:
        return self.new_context(java_script_enabled=self.scripts).new_page()

    def desk_signs_in(self) -> None:
        person = make_user(Role.MEMBERSHIP_DESK, name="Mei Desk")
        self.desk = sign_in(self.new_context(java_script_enabled=self.scripts), person)


@with_and_without_scripts
def test_an_organisation_joins_and_its_request_is_found(
    live_portal: Portal,
    new_context: NewContext,
    smtp_server: Mailbox,
    time_machine: Any,
    scripts: bool,
) -> None:
    fill_portal()
    journey = Journey(new_context, smtp_server, time_machine, scripts)
    applies(journey)
    the_desk_accepts(journey)
    the_owner_comes_in(journey)
    writes_the_profile(journey)
    invites_a_colleague(journey)
    writes_a_request(journey)
    the_desk_returns_it(journey)
    is_submitted_again_and_opened(journey)
    is_found(journey)
    is_changed(journey)
    expires(journey)
    is_renewed(journey)


def applies(journey: Journey) -> None:
    """Half of it here, the other half by the link, on another machine."""
    page = journey.new_browser()
    page.goto("/en/")
    follow(page, "Join the Alliance")
    page.get_by_label("Name of the organisation").fill(HOUSE)
    page.get_by_label("Your name", exact=True).fill("Awa Weaver")
    page.get_by_label("Your e-mail", exact=True).fill(AWA)
    later(journey.clock, seconds=10)
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.get_by_text("is on its way to").first).to_contain_text(AWA)

    page = journey.new_browser()
    page.goto(link_in(letter(journey.mailbox, AWA, "Your application"), "/join/"))
    expect(page.get_by_label("Name of the organisation")).to_have_value(HOUSE)
    fills_the_rest(page)
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("alert")).to_contain_text("Add a document, or say why there is none.")
    page.get_by_label("Add documents").set_input_files(
        {"name": "statutes.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    )
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("status").first).to_contain_text("Sent: the desk reads it")
    expect(page.get_by_role("link", name="statutes.pdf")).to_be_visible()
    received = letter(journey.mailbox, AWA, "has reached us")
    assert page.locator(".over bdi").inner_text() in received.text


def fills_the_rest(page: Page) -> None:
    page.get_by_label("Civil society").check()
    page.get_by_label("Country").select_option("Senegal")
    page.get_by_label("Place").fill("Saint-Louis")
    page.get_by_role("group", name="Sectors").get_by_label("Crafts").check()
    page.get_by_role("group", name="Languages of work").get_by_label("English").check()
    page.get_by_label("What the organisation does").fill("We weave, and teach it.")
    page.get_by_label("Your position").fill("Director")
    page.get_by_label("Name of a second person").fill("Ben Weaver")
    page.get_by_label("Their position").fill("Treasurer")
    page.get_by_label("Their e-mail").fill(BEN)
    page.get_by_label("I agree that the Alliance keeps").check()


def the_desk_accepts(journey: Journey) -> None:
    journey.desk_signs_in()
    page = journey.desk
    page.get_by_role("region", name="Applications").get_by_role("link", name=HOUSE).click()
    expect(page.get_by_role("link", name="statutes.pdf")).to_be_visible()
    page.get_by_role("link", name="Accept", exact=True).click()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Accepted: the organisation is a member")).to_be_visible()


def the_owner_comes_in(journey: Journey) -> None:
    letter(journey.mailbox, AWA, "Welcome to the Alliance")
    journey.owner = accepts_the_invitation(journey, AWA)


def accepts_the_invitation(journey: Journey, email: str, name: str = "") -> Page:
    """Chooses a password, and signs in with it."""
    page = journey.new_browser()
    page.goto(link_in(letter(journey.mailbox, email, "Your invitation to"), "/members/invitation/"))
    if name:
        page.get_by_label("Your name").fill(name)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Accept the invitation").click()
    expect(page.get_by_text("Your password is set. Sign in with it.")).to_be_visible()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Members’ area")
    expect(page.get_by_role("heading", level=2, name=HOUSE)).to_be_visible()
    return page


def writes_the_profile(journey: Journey) -> None:
    page = journey.owner
    area(page, "Profile")
    page.get_by_label("In one sentence").fill("A house of looms by the river.")
    page.get_by_label("and go on in").select_option("Français")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("group", name="The words: Français")).to_be_visible()
    page.get_by_label("In one sentence").fill("Une maison de métiers à tisser au bord du fleuve.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("Français written"))).to_be_visible()

    visitor = journey.visitor
    visitor.goto("/fr/members/")
    follow(visitor, HOUSE)
    expect(visitor.locator(".standfirst")).to_contain_text("Une maison de métiers à tisser")
    expect(visitor.get_by_text(AWA)).to_have_count(0)


def area(page: Page, name: str) -> None:
    """Goes somewhere in the members' area."""
    way = page.get_by_role("navigation", name="Members’ area")
    way.get_by_role("link", name=name, exact=True).click()


def invites_a_colleague(journey: Journey) -> None:
    page = journey.owner
    area(page, "People")
    follow(page, "Invite a colleague")
    page.get_by_label("E-mail", exact=True).fill(CLEO)
    page.get_by_label("Reader", exact=True).check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"An invitation has gone to {CLEO}.")).to_be_visible()
    accepts_the_invitation(journey, CLEO, name="Cleo Weaver")
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("Cleo Weaver Reader"))).to_be_visible()


def writes_a_request(journey: Journey) -> None:
    """With things missing, which are listed, each with a link to its field."""
    page = journey.owner
    area(page, "Our requests")
    follow(page, "New partner request")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Save and submit").click()
    lacking = page.get_by_role("alert")
    expect(lacking).to_contain_text("It is saved, and not yet submitted: something is missing.")
    lacking.get_by_role("link", name="Describe it.").click()
    expect(page).to_have_url(re.compile("#id_description$"))
    expect(page.get_by_label("Description")).to_be_in_viewport()
    fills_the_request(page)
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_text("Submitted. The desk reads it, and writes to you.")).to_be_visible()


def fills_the_request(page: Page) -> None:
    page.get_by_label("Description").fill("Twelve looms go from town to town.")
    page.get_by_label("Seeking", exact=True).check()
    page.get_by_label("In one sentence").fill(FIRST)
    sought = page.get_by_role("group", name="What is sought")
    sought.get_by_label("Venue", exact=True).check()
    sought.get_by_label("Venue, in a sentence").fill("Two halls for a month each.")
    page.get_by_role("group", name="Sectors").get_by_label("Crafts").check()
    page.get_by_role("group", name="Languages of work").get_by_label("English").check()
    until = timezone.localdate() + timedelta(days=DAYS_OPEN)
    page.get_by_label("Open until").fill(until.isoformat())


def from_the_desk(journey: Journey, panel: str) -> Page:
    """The request, from the panel of the desk in which it waits."""
    page = journey.desk
    page.goto("/admin/")
    page.get_by_role("region", name=panel).get_by_role("link", name=TITLE).click()
    return page


def the_desk_returns_it(journey: Journey) -> None:
    page = from_the_desk(journey, "Partner requests to read")
    follow(page, "Return it with a comment")
    page.get_by_label("What should the organisation change?").fill(COMMENT)
    page.get_by_role("button", name="Return it with a comment").click()
    expect(page.get_by_text("The request is returned")).to_be_visible()


def is_submitted_again_and_opened(journey: Journey) -> None:
    returned = letter(journey.mailbox, AWA, "needs a change")
    assert COMMENT in returned.text
    page = journey.owner
    page.goto(link_in(returned, "/edit/"))
    expect(page.get_by_role("note")).to_contain_text(COMMENT)
    page.get_by_label("Description").fill("Twelve looms go from town to town. We pay for them.")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_text("Submitted. The desk reads it, and writes to you.")).to_be_visible()
    desk = from_the_desk(journey, "Partner requests to read")
    follow(desk, "Open it")
    desk.get_by_role("button", name="Open it").click()
    expect(desk.get_by_text("The request is open, and the organisation is told.")).to_be_visible()


def is_found(journey: Journey) -> None:
    """By a filter, and by search; its page shows what is sought."""
    page = journey.visitor
    page.goto(link_in(letter(journey.mailbox, AWA, "is open"), "/partners/[0-9]"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.goto("/en/partners/")
    narrow(page, "Sector", "Crafts")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.goto("/en/")
    box = page.get_by_role("search", name="Portal").first
    box.get_by_role("searchbox").fill("travelling loom")
    box.get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=2, name="What is sought")).to_be_visible()
    expect(page.get_by_text("Two halls for a month each.")).to_be_visible()


def narrow(page: Page, facet: str, choice: str) -> None:
    group = page.locator(".filters details", has=page.get_by_text(facet, exact=True))
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_role("link", name=re.compile(f"^{choice}")).click()


def is_changed(journey: Journey) -> None:
    """At once before everybody's eyes; the desk looks at the difference afterwards."""
    page = journey.owner
    area(page, "Our requests")
    page.get_by_role("link", name=re.compile("^Change it")).click()
    page.get_by_label("In one sentence").fill(SECOND)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    journey.visitor.reload()
    expect(journey.visitor.locator(".standfirst")).to_have_text(SECOND)

    desk = from_the_desk(journey, "Partner requests changed after opening")
    expect(desk.locator("del", has_text="a museum")).to_be_visible()
    expect(desk.locator("ins", has_text="two museums")).to_be_visible()
    desk.get_by_role("button", name="I have looked at it").click()
    expect(desk.get_by_text("You have looked at the change.")).to_be_visible()
    expect(desk.get_by_role("link", name=TITLE)).to_have_count(0)


def expires(journey: Journey) -> None:
    later(journey.clock, days=DAYS_OPEN + 1)
    page = journey.visitor
    answer = page.reload()
    assert answer and answer.status == 410
    page.goto("/en/partners/")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)


def is_renewed(journey: Journey) -> None:
    """By the link of the letter that told of it, without signing in; looking renews nothing."""
    page = journey.new_browser()
    page.goto(link_in(letter(journey.mailbox, AWA, "has ended"), "/partners/renew/"))
    expect(page.get_by_text("it is no longer shown")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Renew until")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The request is renewed")
    journey.visitor.goto("/en/partners/")
    expect(journey.visitor.get_by_role("link", name=TITLE)).to_be_visible()
