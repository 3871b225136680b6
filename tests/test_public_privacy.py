"""No contact data, draft or declined thing stands on any public surface, in any language."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance import languages, surfaces
from cultural_alliance.search.rebuilding import rebuild
from members.models import ApplicationState, MembershipRole, RequestState
from messages.models import Subscriber
from tests.support import world as worlds
from tests.support.enquiries import make_enquiry
from tests.support.members import make_application, make_member, make_organisation, make_request
from tests.support.record import make_draft
from tests.test_who_sees_what import read

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

SHOWN = "palimpsest"  # the control: a word that is public, and found everywhere it should be
WORD = "quicksilver"  # each secret is made of it, so that one search would find them all


def keep_secrets() -> None:
    """Everything that nobody may read, beside two things that everybody may."""
    shown = make_organisation(
        f"House of {SHOWN}", contact_name=f"{WORD} contact", contact_phone=f"{WORD}-phone"
    )
    make_member(shown, email=f"{WORD}-owner@example.org", name=f"{WORD} owner")
    make_member(shown, MembershipRole.READER, email=f"{WORD}-reader@example.org")
    make_request(shown, title=f"A request of {SHOWN}")
    make_organisation(f"{WORD} hidden", is_listed=False)
    make_organisation(f"{WORD} former", left_at=timezone.now())
    for state in set(RequestState) - {RequestState.OPENED}:
        make_request(shown, state=state, title=f"{WORD} {state} request")
    make_request(make_organisation(f"{WORD} hidden too", is_listed=False), title=f"{WORD} open")
    for application in ApplicationState:
        make_application(state=application, name=f"{WORD} {application}", country="SN")
    make_enquiry(message=f"{WORD} enquiry", email=f"{WORD}@reader.example", name=WORD)
    Subscriber.objects.create(email=f"{WORD}-subscriber@example.org", language="en")
    make_draft(title=f"{WORD} draft")


def write_the_index() -> None:
    for kind, _offer in surfaces.search.items():
        for _written in rebuild(kind):
            pass


def addresses(names: dict[str, object]) -> Iterator[str]:
    """Every public page in six languages; not those that a secret link opens for its holder."""
    tokens = ("token", "receipt", "renewal", "{subscribe")
    for row in read():
        is_public = row.method == "GET" and row.statuses[0] == 200
        if is_public and not any(token in row.address for token in tokens):
            for code in languages.CODES:
                yield row.address.format(**names).replace("/en/", f"/{code}/", 1)
    for code in languages.CODES:
        for section in ("members", "partners", "info/messages", "search"):
            yield f"/{code}/{section}/?words={WORD}"
    yield from (f"/sitemap-{name}.xml" for name, _sitemap in surfaces.sitemaps.items())


def test_nothing_private_stands_on_any_public_surface(client: Client) -> None:
    names = worlds.build().names
    keep_secrets()
    write_the_index()
    for address in sorted(set(addresses(names))):
        page = client.get(address).getvalue().decode().casefold()
        if f"words={WORD}" in address:  # it repeats the word, and lists nothing
            assert '<ol class="rows">' not in page and '<ol class="cards">' not in page, address
        else:
            assert WORD not in page, address


@pytest.mark.parametrize("section", ["members", "partners", "search"])
def test_the_walk_would_find_what_is_public(client: Client, section: str) -> None:
    keep_secrets()
    write_the_index()
    assert f"of {SHOWN}" in client.get(f"/en/{section}/?words={SHOWN}").content.decode()
