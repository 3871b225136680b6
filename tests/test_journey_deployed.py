"""The portal as it is deployed: granian with two workers, each of which shows what is public."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from messages.models import Statement
from messages.opening import page as original_page
from tests.support.cast import publisher, writer
from tests.support.journeys import OPENING, NewContext, fill_portal, read, sign_in
from tests.support.portal import Portal
from tests.support.record import make_draft, submitted

pytestmark = pytest.mark.browser
TITLE = "Message on the Day of the Deployment"


def test_what_is_published_is_public_through_every_worker(
    granian_portal: Portal, new_context: NewContext
) -> None:
    fill_portal()
    visitor = new_context().new_page()
    visitor.goto("/en/")
    expect(visitor.get_by_role("link", name="Read the statement")).to_be_visible()
    visitor.goto(OPENING)
    assert read(visitor).paragraphs == original_page.read().paragraphs

    draft = submitted(make_draft(title=TITLE, by=writer()))
    desk = sign_in(new_context(), publisher())
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_role("link", name="Approve", exact=True).click()
    desk.get_by_role("button", name="Approve", exact=True).click()
    expect(desk.get_by_text("Approved: edition 1 is public.")).to_be_visible()

    address = f"/en/{Statement.objects.get(pk=draft.document_id).path}/"
    visitor.goto(address)
    assert read(visitor).title == TITLE
    assert through_every_worker(granian_portal, address) == {200}
    assert through_every_worker(granian_portal, f"{address}no-such-page/") == {404}


def through_every_worker(portal: Portal, address: str) -> set[int]:
    """What thirty new connections are answered: the system shares them out among the workers."""
    return {status(portal.at(address)) for _ in range(30)}


def status(url: str) -> int:
    try:
        with urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code
