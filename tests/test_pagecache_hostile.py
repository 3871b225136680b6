"""No request, however it is made, changes what others read afterwards, breaks, or fills memory."""

from typing import Any

import pytest
from django.utils import timezone

from cultural_alliance.pagecache import wsgi
from cultural_alliance.pagecache.wsgi import PageCache
from tests.support.members import make_organisation
from tests.support.reading import Answer, Reader
from tests.support.record import make_statement

pytestmark = pytest.mark.once

EVIL = "evil.example.com"
LISTS = ("/en/info/messages/", "/en/members/", "/en/partners/")


@pytest.fixture
def places(pages: PageCache) -> list[str]:
    """Public addresses, each kept."""
    statement = make_statement("On the Day", published_on=timezone.now()).get_absolute_url()
    member = make_organisation("Riverside").get_absolute_url()
    found = ["/en/", "/ar/", statement, f"{statement}editions/1/", member, *LISTS]
    for address in found:
        assert Reader(pages)(address).is_kept, address
    return found


class Unharmed(Reader):
    """Whatever it asks, the others have the same pages afterwards, as hits; and no key is added."""

    def __init__(self, pages: PageCache, places: list[str]) -> None:
        super().__init__(pages)
        self.store, self.places, self.keys = pages.store, places, set(pages.store.pages)
        self.before = [seen(self(address)) for address in places]

    def check(self, after: Any) -> None:
        assert set(self.store.pages) == self.keys, after
        for address, page in zip(self.places, self.before, strict=True):
            answer = self(address)
            assert answer.is_hit and seen(answer) == page, f"{address} after {after}"


@pytest.fixture
def unharmed(pages: PageCache, places: list[str]) -> Unharmed:
    return Unharmed(pages, places)


def seen(answer: Answer) -> tuple[Any, ...]:
    return answer.status, {**answer.headers, "Cache-Status": ""}, answer.body


HEADERS = [
    *({"host": host} for host in (EVIL, f"{EVIL}:8000", "127.0.0.1:1", "127.0.0.1", "LOCALHOST")),
    *({"host": host} for host in (f"127.0.0.1:8000,{EVIL}", "", " ", "[::1", "a" * 10_000, "ü")),
    {"x_forwarded_host": EVIL},
    {"x_forwarded_proto": "https"},
    {"x_forwarded_proto": "https,http"},
    {"x_forwarded_for": "10.0.0.1"},
    {"x_forwarded_port": "1"},
    {"x_forwarded_prefix": "/evil"},
    {"x_forwarded_server": EVIL},
    {"forwarded": f"host={EVIL};proto=https"},
    {"x_original_url": "/admin/"},
    {"x_rewrite_url": "/admin/"},
    {"x_script_name": "/evil"},
    {"x_http_method_override": "POST"},
    {"x_http_method": "DELETE"},
    {"authorization": "Basic YWRtaW46YWRtaW4="},
    {"accept_language": "fr"},
    {"accept": "application/json"},
    {"referer": f"https://{EVIL}/"},
    {"user_agent": "<script>" * 500},
    {"origin": f"https://{EVIL}"},
    {"range": "bytes=0-9"},
    {"if_range": '"x"', "range": "bytes=-1"},
    {"if_modified_since": "Thu, 01 Jan 2037 00:00:00 GMT"},
    {"if_match": '"x"'},
    {"if_unmodified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"if_none_match": '"x", ' * 2_000},
    {"cache_control": "no-cache, no-store"},
    {"pragma": "no-cache"},
    {"expect": "100-continue"},
    {"connection": "Cache-Control, Vary"},
    {"transfer_encoding": "chunked"},
    {"accept_encoding": "x" * 10_000},
    {"cookie": "session=nonsense"},
    {"cookie": "session="},
    {"cookie": "csrf=nonsense; django_language=fr; messages=x; __Host-session=1"},
    {"cookie": "\x00\xff=;;;==" + "a" * 5_000},
]


def test_no_header_changes_what_others_read(unharmed: Unharmed, places: list[str]) -> None:
    """Before the page is kept, and after."""
    for headers in HEADERS:
        unharmed.store._drop(places[2])
        for body in (b"", b"page=2&x=1"):
            answer = unharmed(places[2], body=body, **headers)
            assert answer.status in (200, 304, 400), f"{headers}: {answer.status}"
            assert EVIL.encode() not in answer.page
        assert unharmed(places[2]).is_kept
        unharmed.check(headers)


PATHS = [
    *("//en/", "/en//", "/en/../en/", "/en/./", "/en/%2e%2e/", "/en/%2E/", "/./en/", "/en/%2f"),
    *("/en/%00", "/en/%00/", "/en/members/%00/", "/en/;x=1/", "/en;x/", "/en/%ff%fe/", "/en/%e9/"),
    *("/en", "/EN/", "/en/members", "/en/%20/", "/en/\t/", "/en/%0d%0aSet-Cookie:x=1/", "/%2561/"),
    *("/en/" + "x" * 20_000 + "/", "/en/members/" + "0" * 600 + "1-riverside/", "/" + "/" * 900),
    *("*", "", "en/", "http://evil.example.com/en/", "/en/#x", "/en/\\..\\", "/en/%c0%ae/"),
]


def test_no_odd_path_changes_what_others_read(unharmed: Unharmed) -> None:
    for path in PATHS:
        for _again in range(2):
            answer = unharmed(path)
            assert answer.status < 500, path
            assert not answer.is_hit, path
        unharmed.check(path)


def test_a_number_with_zeros_before_it_is_answered_and_not_kept(
    unharmed: Unharmed, places: list[str]
) -> None:
    for zeros in ("0", "000", "0" * 200):
        member = places[4].replace("/members/", f"/members/{zeros}")
        edition = places[3].replace("editions/", f"editions/{zeros}")
        for address in (member, edition):
            assert unharmed(address).status == 200
            assert not unharmed(address).is_kept
    unharmed.check("zeros")


METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PURGE", "get", "")


def test_no_method_changes_what_others_read(unharmed: Unharmed, places: list[str]) -> None:
    for method in METHODS:
        for address in places:
            answer = unharmed(address, method, body=b"x=1")
            assert answer.status < 500 and not answer.is_hit, f"{method} {address}"
        unharmed.check(method)


QUERIES = [
    *(
        "page=",
        "page=0",
        "page=01",
        "page=-1",
        "page=1e3",
        "page=last",
        "page=1&page=2",
        "page[]=1",
    ),
    *("page=%31", "page=1&x", "&page=1", "page=1#", "page=１", "page=999999", "page=1000000"),
    *("?", "&", "=", ";", "%00", "%ff", "view=one", "words=" + "x" * 8_000, "PAGE=1", "p=2"),
]


@pytest.mark.slow
def test_no_made_up_parameter_adds_a_key(unharmed: Unharmed, places: list[str]) -> None:
    for query in [*QUERIES, *(f"x{number}={number}" for number in range(1_000))]:
        assert unharmed(f"/en/?{query}").is_hit, query
    for query in QUERIES:
        for address in LISTS:
            assert unharmed(f"{address}?{query}").status < 500, query
        for address in places[2:5]:
            assert unharmed(f"{address}?{query}").is_hit, query
    unharmed.check("queries")


def test_no_made_up_page_of_a_list_adds_a_key(unharmed: Unharmed) -> None:
    for number in range(2, 40):
        assert unharmed(f"{LISTS[1]}?page={number}").status == 404
    unharmed.check("pages")


def test_the_store_never_holds_more_than_it_may(pages: PageCache, places: list[str]) -> None:
    reader = Reader(pages)
    pages.store.pages.clear()
    pages.store.used = 0
    reader("/en/")
    room = pages.store.size = 4 * max(kept.size for kept in pages.store.pages.values()) + 1
    for language in ("en", "fr", "es", "ru", "zh", "ar"):
        for address in ("", "members/", "partners/", "info/messages/", "sitemap/"):
            assert reader(f"/{language}/{address}").status == 200
            assert pages.store.used == sum(kept.size for kept in pages.store.pages.values()) <= room
    assert pages.store.pages, "the control: something is kept"
    assert reader("/en/members/").status == 200, "what was pushed out is made again"


def test_what_is_read_stays_and_what_is_not_goes() -> None:
    store = wsgi.Store(100)

    class Page:
        size = 24

    for key in "abcd":
        store.put(key, Page())  # type: ignore[arg-type]
    assert store.get("a")
    store.put("e", Page())  # type: ignore[arg-type]
    assert list(store.pages) == ["c", "d", "a", "e"]
