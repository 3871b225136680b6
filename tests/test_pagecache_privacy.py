"""The page cache gives nobody a byte of somebody else's page, and everybody the page as it is."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cultural_alliance import pagecache, urls, wsgi
from cultural_alliance.pagecache.wsgi import PageCache
from tests.support import cast, journeys, tour
from tests.support import world as worlds
from tests.support.reading import Answer, Reader, session_of
from tests.test_who_sees_what import read

# What a reader gets is decided before any database is asked.
pytestmark = [pytest.mark.slow, pytest.mark.once]

# What differs each time that Django makes an answer, and what the layer adds.
EACH_TIME = re.compile(
    rb'nonce-?=?["\']?[\w+/=-]{10,}|"token": "\w+"'
    rb'|<input[^>]+name="(csrfmiddlewaretoken|opened|form_key)"[^>]*>'
)
ADDED = {"ETag", "Vary", "Cache-Status", "Content-Encoding", "Content-Length", "Date", "Expires"}


def answered(answer: Answer) -> tuple[Any, ...]:
    """What a reader gets of it, but for what differs each time."""
    headers = {name: value for name, value in answer.headers.items() if name not in ADDED}
    headers = {name: EACH_TIME.sub(b"", value.encode()).decode() for name, value in headers.items()}
    headers.pop("Set-Cookie", None)  # asked for by `test_no_cookie_is_kept`
    return answer.status, headers, EACH_TIME.sub(b"", answer.page)


def compare(pages: PageCache, questions: list[tuple[str, str]]) -> Iterator[str]:
    """Asks (session, address) in random order; what differs from what Django says itself."""
    order = random.Random(20060111)
    order.shuffle(questions)
    cached, plain = Reader(pages), Reader(wsgi.portal)
    encodings = ("", "gzip", "br, gzip", "identity")
    for session, address in questions:
        found = cached(address, session=session, accept_encoding=order.choice(encodings))
        if answered(found) != answered(plain(address, session=session)):
            yield f"{address} is not the same: {found.status} {found.cache_status}"


def test_each_address_answers_each_person_as_it_does_without_the_cache(pages: PageCache) -> None:
    world = worlds.build()
    sessions = [session_of(person) for person in world.people.values()]
    addresses = [row.address.format(**world.names) for row in read() if row.method == "GET"]
    asked = [(session, address) for session in sessions for address in addresses]
    assert not list(compare(pages, asked + asked[: len(addresses)]))
    kept = [address for address in addresses if Reader(pages)(address).is_hit]
    assert len(kept) > 15, "the control: hardly anything was kept, so hardly anything was asked"


def test_each_public_page_is_the_same_for_everybody_with_the_cache(pages: PageCache) -> None:
    journeys.fill_portal()
    tour.remove_one()
    sessions = ["", session_of(cast.administrator())]
    addresses = set(tour.public_pages("ar").values())
    asked = [(session, address) for session in sessions for address in sorted(addresses)]
    assert not list(compare(pages, asked + asked[: len(addresses)]))


@pagecache.public
def tells_who_reads(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.headers.get("X-Reader", "nobody"))


@pagecache.public
def asks_the_session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user))


urlpatterns = [
    path("en/wrong/", tells_who_reads, name="wrong"),
    path("en/session/", asks_the_session, name="session"),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500


@pytest.mark.urls(__name__)
def test_a_private_page_that_is_marked_public_would_be_noticed(pages: PageCache) -> None:
    """The control: with such a view the comparison fails."""
    cached, plain = Reader(pages), Reader(wsgi.portal)
    cached("/en/wrong/", x_reader="Amina")
    assert answered(cached("/en/wrong/")) != answered(plain("/en/wrong/"))


@pytest.mark.urls(__name__)
def test_an_answer_that_asked_for_the_session_is_not_kept_though_it_is_marked(
    pages: PageCache,
) -> None:
    person = cast.make_user()
    cached = Reader(pages)
    for session in (session_of(person), "", session_of(person), ""):
        answer = cached("/en/session/", session=session)
        assert answer.page.decode() == (str(person) if session else "AnonymousUser")
        assert not answer.is_kept


def test_who_is_signed_in_gets_no_answer_that_others_may_keep(pages: PageCache) -> None:
    """Though the page is the same for everybody."""
    world = worlds.build()
    cached = Reader(pages)
    for name in ("owner", "administrator"):
        session = session_of(world.people[name])
        for row in read():
            address = row.address.format(**world.names)
            if row.method == "GET" and cached(address).is_kept:
                assert "public" not in cached(address, session=session).headers["Cache-Control"]
    assert "public" in cached("/en/").headers["Cache-Control"], "the control"


def test_no_cookie_is_kept(pages: PageCache) -> None:
    """Nor what came to a reader with one, as the form of sign-in does."""
    journeys.fill_portal()
    tour.remove_one()
    cached = Reader(pages)
    for address in tour.public_pages("en").values():
        cached(address)
        assert "Set-Cookie" not in cached(address).headers or not cached(address).is_kept
    assert "Set-Cookie" in cached("/en/contact/").headers, "the control: some do set one"
