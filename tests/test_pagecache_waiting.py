"""No request waits for another's rendering; parts of pages are kept as whole ones are."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from cultural_alliance import pagecache, urls
from cultural_alliance.pagecache import changes, remembering, watching
from cultural_alliance.pagecache.wsgi import PageCache
from tests.support.members import make_organisation
from tests.support.reading import Answer, Reader
from tests.support.record import make_page, make_statement

pytestmark = [pytest.mark.slow, pytest.mark.once]


class Slow:
    """A page whose making is held until it is let go."""

    def __init__(self) -> None:
        self.made = count(1)
        self.held, self.let_go = threading.Event(), threading.Event()
        self.holds = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = next(self.made)
        if self.holds:
            self.holds = False  # the first alone
            self.held.set()
            assert self.let_go.wait(30)
        return HttpResponse(f"made {number}")


slow = Slow()
urlpatterns = [
    path("en/slow/", pagecache.public(lambda request: slow(request)), name="slow"),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def held(pages: PageCache) -> Iterator[Any]:
    """Holds the making of the page, and gives what its one reader will be answered."""
    slow.__init__()  # type: ignore[misc]
    with ThreadPoolExecutor(1) as one:

        def hold() -> Any:
            slow.holds = True
            waiting = one.submit(asked, pages)
            assert slow.held.wait(30)
            return waiting

        yield hold
        slow.let_go.set()


def asked(pages: PageCache) -> Answer:
    try:
        return Reader(pages)("/en/slow/")
    finally:
        connections.close_all()


@pytest.mark.urls(__name__)
def test_while_a_page_is_made_the_first_time_others_make_it_too(
    pages: PageCache, held: Any
) -> None:
    waiting = held()
    assert Reader(pages)("/en/slow/").page == b"made 2"
    assert Reader(pages)("/en/slow/").is_hit
    assert not waiting.done()
    slow.let_go.set()
    assert waiting.result(30).page == b"made 1"


@pytest.mark.urls(__name__)
def test_while_a_page_is_made_anew_others_read_the_last_one_then_make_it(
    pages: PageCache, held: Any
) -> None:
    reader = Reader(pages)
    assert reader("/en/slow/").page == b"made 1"
    pagecache.changed()
    waiting = held()
    found = []
    while (answer := reader("/en/slow/")).page == b"made 1":
        found.append(answer.cache_status)
    assert set(found) <= {"Alliance; hit; detail=being-made-anew"}, "the last one, and it says so"
    assert answer.page == b"made 3", "and before it is a second old, its own"
    assert not waiting.done()


@pytest.mark.urls(__name__)
def test_a_page_that_is_held_holds_up_no_other(pages: PageCache, held: Any) -> None:
    reader = Reader(pages)
    reader("/en/")
    waiting = held()
    assert all(reader("/en/").is_hit for _again in range(20))
    assert reader("/fr/").is_kept
    assert not waiting.done()


def test_a_part_is_made_once_until_something_changes(pages: PageCache) -> None:
    made = count(1)

    def part() -> int:
        return pagecache.remember(("a part", "en"), lambda: next(made))

    assert [part(), part(), part()] == [1, 1, 1]
    make_organisation("Riverside")
    assert [part(), part()] == [2, 2]
    with transaction.atomic():
        assert [part(), part()] == [3, 4], "kept while a transaction may yet be taken back"
    assert part() == 2
    assert pagecache.remember(("a part", "fr"), lambda: 99) == 99


def test_nothing_is_remembered_where_nobody_serves(db: None) -> None:
    assert watching.serving is None
    made = count(1)
    assert [pagecache.remember("part", lambda: next(made)) for _ in "ab"] == [1, 2]


def test_so_many_parts_are_remembered_and_no_more(pages: PageCache) -> None:
    for number in range(3 * remembering.MOST):
        pagecache.remember(("part", number), lambda: 1)
        assert len(pages.watcher.remembered) <= remembering.MOST
    assert pages.watcher.remembered


def test_what_is_remembered_around_a_page_is_that_of_the_moment(pages: PageCache) -> None:
    """The menu of every page has the new title, whoever reads first."""
    reader, plain = Reader(pages), Client()
    for change in (
        lambda: make_page("about", "About"),
        lambda: make_page("members", "Members"),
        lambda: make_statement("On the Day", published_on=timezone.now()),
        lambda: make_organisation("Riverside"),
    ):
        reader("/en/"), reader("/fr/")
        change()
        for address in ("/en/", "/fr/", "/en/sitemap/", "/en/contact/"):
            shown = reader(address).page
            with transaction.atomic():  # where everything is made anew
                anew = plain.get(address).content
            assert without_tokens(shown) == without_tokens(anew)


def without_tokens(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b'type="hidden"' not in line]


def test_a_change_of_another_process_is_heard(pages: PageCache) -> None:
    """Which tells nobody here: it is asked of the database."""
    reader = Reader(pages)
    reader("/en/")
    assert reader("/en/").is_hit
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {changes.Change._meta.db_table} (id) VALUES (1000)")
    deadline = timezone.now() + timezone.timedelta(seconds=1)
    while reader("/en/").is_hit:
        assert timezone.now() < deadline
