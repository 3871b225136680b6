"""The pictures of the documents: what each shows, and how to come to it.

scenes = Scenes.made()             an organisation with its people, requests, an application …
for picture in PICTURES: …         `picture.go(page, scenes)`, then `shot(page, picture, folder)`

All is plainly named as an example, and nothing in them is anybody's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from cultural_alliance.contact import deciding as answering
from cultural_alliance.contact.models import Enquiry
from members.joining import applying, links, references
from members.joining import deciding as joining
from members.models import (
    ApplicationState,
    JoinApplication,
    MembershipRole,
    Organisation,
    PartnerRequest,
    RequestEvent,
    RequestState,
    RequestVerb,
)
from members.requests import deciding, submitting

from .cast import make_user
from .journeys import OPENING
from .members import make_application, make_member, make_request

COLOURS = 256  # enough for our pages, and a third of the bytes
MOST_BYTES = 150_000
WORDS: dict[str, Any] = {
    "summary": "An example: songs go from town to town, and are heard.",
    "description": "Everything in this request is an example, so that the desk has one to read.",
}


@dataclass
class Scenes:
    desk: User
    owner: User
    organisation: Organisation
    draft: PartnerRequest
    again: PartnerRequest
    application: JoinApplication

    @classmethod
    def made(cls) -> "Scenes":
        """Over the examples of `load_examples`."""
        desk = make_user(Role.ADMINISTRATOR, name="Dana Example, of the desk")
        organisation = Organisation.objects.get(name="Example Music Export Office")
        owner = make_member(organisation, name="Olu Example", email="olu@example.org")
        make_member(
            organisation, MembershipRole.EDITOR, name="Edda Example", email="edda@example.org"
        )
        make_member(
            organisation, MembershipRole.READER, name="Remi Example", email="remi@example.org"
        )
        draft, again = requests_of(organisation, owner, desk)
        return cls(desk, owner, organisation, draft, again, asked(desk))


def requests_of(
    organisation: Organisation, owner: User, desk: User
) -> tuple[PartnerRequest, PartnerRequest]:
    """A draft in which things are missing, and one that came again after it was returned."""
    draft = make_request(
        organisation,
        state=RequestState.DRAFT,
        title="Example: a studio for young sound engineers",
        summary="",
        description="",
        working_languages=[],
    )
    comment = "Example: please say who pays for the journey, and when the tour begins."
    for title in ("Example: a tour of three choirs", "Example: an archive of songs to share"):
        written = make_request(organisation, state=RequestState.DRAFT, title=title, **WORDS)
        submitted = submitting.submit(written, by=owner)
        again = deciding.send_back(submitted, by=desk, comment=comment)
    return draft, submitting.submit(again, by=owner)


def asked(desk: User) -> JoinApplication:
    """An application with an answered question and an open one."""
    draft = make_application(
        state=ApplicationState.DRAFT,
        name="Example: House of the Painted Boats",
        working_languages=["en", "fr"],
    )
    draft.reference = references.mint()
    draft.save()
    application = applying.submit(draft)
    asks(application, "Example: since when do you teach?", desk)
    applying.answer(application, text="Example: since 2019, twelve people a year.")
    return asks(application, "Example: may we see the report of last year?", desk)


def asks(application: JoinApplication, question: str, desk: User) -> JoinApplication:
    last = application.events.latest("pk")
    return joining.ask(application, by=desk, text=question, after=last.pk)


@dataclass(frozen=True)
class Picture:
    """`seen_by` is a name in Scenes; "" a visitor. From `start` on, when the page is long."""

    name: str
    go: Callable[[Page, Any], object]
    heading: str
    seen_by: str = ""
    start: str = ""
    width: int = 1000
    height: int = 900

    @property
    def file(self) -> str:
        return f"{self.name}.png"


def shows_what_is_missing(page: Page, scenes: Scenes) -> None:
    page.goto(f"/en/partners/{scenes.draft.pk}/edit/")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("alert")).to_contain_text("something is missing")


def looks_at_a_change(page: Page, scenes: Scenes) -> None:
    change = RequestEvent.objects.filter(verb=RequestVerb.CHANGED, looked_at=None)[0]
    page.goto(f"/admin/members/partnerrequest/changed/{change.pk}/")


def takes_an_enquiry(page: Page, scenes: Scenes) -> None:
    enquiry = Enquiry.objects.filter(language="en", state="new").latest("pk")
    answering.take(enquiry, by=scenes.desk)
    page.goto(f"/admin/contact/enquiry/{enquiry.pk}/change/")


def example_application(page: Page, scenes: Scenes) -> None:
    found = JoinApplication.objects.get(name="Example: Theatre of the Three Bridges")
    page.goto(f"/admin/members/joinapplication/{found.pk}/change/")


def example_request(page: Page, scenes: Scenes) -> None:
    opened = PartnerRequest.objects.public().filter(organisation=scenes.organisation)[0]
    page.goto(opened.get_absolute_url())


STATEMENT = Picture(
    "statement",
    lambda page, scenes: page.goto(OPENING),
    "Message from the Director-General of UNESCO",
    width=1280,
)
PICTURES = (
    Picture("join", lambda page, s: page.goto("/en/join/"), "Join the Alliance", start="#apply"),
    Picture(
        "application",
        lambda page, s: page.goto(links.path_of(s.application)),
        "Your application",
        start=".head > *",
    ),
    Picture(
        "profile",
        lambda page, s: page.goto(f"/en/members/{s.organisation.pk}/profile/?language=en"),
        "Profile",
        "owner",
        start=".head > *",
    ),
    Picture(
        "people",
        lambda page, s: page.goto(f"/en/members/{s.organisation.pk}/people/"),
        "People",
        "owner",
        start=".head > *",
        height=800,
    ),
    Picture(
        "request-missing",
        shows_what_is_missing,
        "Example: a studio for young sound engineers",
        "owner",
        start=".head > *",
    ),
    Picture(
        "requests-mine",
        lambda page, s: page.goto("/en/partners/mine/"),
        "Our requests",
        "owner",
        start=".head > *",
    ),
    Picture("request", example_request, "Example: a partner for a travelling festival", width=1280),
    Picture("desk", lambda page, s: page.goto("/admin/"), "The desk", "desk", "", 1280, 1030),
    Picture(
        "desk-application", example_application, "Example: Theatre of the Three Bridges", "desk"
    ),
    Picture(
        "desk-request",
        lambda page, s: page.goto(f"/admin/members/partnerrequest/{s.again.pk}/change/"),
        "Example: an archive of songs to share",
        "desk",
        height=1100,
    ),
    Picture("desk-changed", looks_at_a_change, "What was changed", "desk", height=600),
    Picture("desk-enquiry", takes_an_enquiry, "Membership of the Alliance", "desk"),
)
# Taken on the way of a first-time editor, in `test_first_statement`.
FIRST_STATEMENT = (
    Picture("first-begin", lambda page, s: None, "New statement", height=700),
    Picture("first-write", lambda page, s: None, "Message on the occasion", height=1000),
    Picture("first-submit", lambda page, s: None, "Submit", height=700),
    Picture("first-submitted", lambda page, s: None, "Message on the occasion", height=600),
)


def shot(page: Page, picture: Picture, folder: Path) -> Path:
    """A part of the page as wide as the window, in few colours."""
    box = page.locator(picture.start).first.bounding_box() if picture.start else None
    top = box["y"] - 16 if box else 0
    whole = page.evaluate("document.documentElement.scrollHeight")
    height = min(picture.height, whole - top)
    clip = {"x": 0, "y": top, "width": picture.width, "height": height}
    taken = Image.open(BytesIO(page.screenshot(full_page=True, clip=clip)))  # type: ignore[arg-type]
    path = folder / picture.file
    few = taken.convert("RGB").quantize(
        COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    few.save(path, optimize=True)
    return path
