"""Which views are marked public, and that each is what its mark says: the same for everybody, and
whatever else the request carries."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cultural_alliance import pagecache, urls, wsgi
from cultural_alliance.pagecache.marking import PRIVATE, PUBLIC
from cultural_alliance.pagecache.wsgi import PageCache
from tests.support import cast
from tests.support import world as worlds
from tests.support.reading import Answer, Reader, session_of
from tests.test_who_sees_what import Row, read

pytestmark = [pytest.mark.slow, pytest.mark.once]

# Everybody may read these, and the view is not marked: why.
EXCUSES = {
    "en/accounts/": "forms, and what follows them",
    "en/contact/": "a form",
    "en/info/messages/<year:year>/<slug:slug>/send/": "a form",
    "en/join/": "a form",
    "en/members/csv/": "made as it is sent",
    "en/members/invitation/": "of a secret link",
    "en/partners/renew/": "of a secret link",
    "en/search/": "another for each word",
    "en/subscribe/": "forms and secret links",
    "preview/": "of a secret link",
    "robots.txt": "costs nothing",
    "sitemap": "for robots, a few times a day",
}

HEADERS = {
    "accept_language": "fr",
    "cookie": "django_language=ar; csrf=" + "a" * 32 + "; messages=x",
    "x_forwarded_host": "evil.example.com",
    "x_forwarded_proto": "https",
    "x_forwarded_for": "10.0.0.1",
    "x_forwarded_prefix": "/evil",
    "user_agent": "Another",
    "referer": "https://evil.example.com/",
    "accept": "application/json",
    "accept_encoding": "br",
    "authorization": "Basic YTpi",
    "if_none_match": "*",
    "if_modified_since": "Thu, 01 Jan 2037 00:00:00 GMT",
    "range": "bytes=0-9",
    "sec_ch_ua": "Another",
    "dnt": "1",
    "x_requested_with": "XMLHttpRequest",
}


def public_rows() -> list[Row]:
    return [row for row in read() if row.method == "GET" and row.statuses[0] == 200]


def is_marked(answer: Answer) -> bool:
    return answer.headers.get("Cache-Control") == PUBLIC


def faults(reader: Reader, address: str, sessions: list[str]) -> list[str]:
    """In what the page at the address differs by its reader or by a header."""
    page = reader(address)
    found = [session for session in sessions if reader(address, session=session).body != page.body]
    headers = {**HEADERS, "host": "localhost"}
    found += [
        name
        for name, value in headers.items()
        if (answer := reader(address, **{name: value})).body != page.body
        or answer.headers != page.headers
    ]
    if "No-Vary-Search" in page.headers:
        found += [query for query in ("x=1", "page=2") if reader(f"{address}?{query}") != page]
    return found + [
        name for name in ("Vary", "Set-Cookie", "Last-Modified") if name in page.headers
    ]


@pytest.mark.django_db(transaction=True)
def test_whatever_everybody_may_read_is_marked_or_has_an_excuse() -> None:
    names = worlds.build().names
    reader, used = Reader(wsgi.portal), set()
    for row in public_rows():
        excuse = next((each for each in EXCUSES if row.pattern.startswith(each)), "")
        used.add(excuse)
        marked = is_marked(reader(row.address.format(**names)))
        assert marked == (not excuse), f"{row.pattern}: marked {marked}, excused {excuse!r}"
    assert used == {*EXCUSES, ""}, "an excuse that nobody needs"


@pytest.mark.django_db(transaction=True)
def test_a_marked_page_is_the_same_for_everybody_and_whatever_the_request_says() -> None:
    world = worlds.build()
    sessions = [session_of(person) for person in world.people.values() if person]
    reader, looked = Reader(wsgi.portal), 0
    for row in public_rows():
        address = row.address.format(**world.names)
        if is_marked(reader(address)):
            looked += 1
            assert not faults(reader, address, sessions), address
            assert reader(address, session=sessions[0]).headers["Cache-Control"] == PRIVATE
    assert looked > 12, "the control: hardly any was marked"


@pytest.mark.django_db(transaction=True)
def test_a_page_that_comes_with_a_cookie_is_in_no_shared_cache(pages: PageCache) -> None:
    """As to whoever sends a token that is none: a new one is set, on every page."""
    for reader in (Reader(wsgi.portal), Reader(pages)):
        answer = reader("/en/", cookie="csrf=nonsense")
        assert "Set-Cookie" in answer.headers and not answer.is_kept
        assert answer.headers["Cache-Control"] == PRIVATE
    assert is_marked(Reader(pages)("/en/"))


@pagecache.public
def by_language(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.headers.get("Accept-Language", ""))


@pagecache.public
def by_person(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user))


@pagecache.public
def by_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET.get("x", ""))


@pagecache.public
def by_host(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.build_absolute_uri())


urlpatterns = [
    *(
        path(f"en/{view.__name__}/", view, name=view.__name__)
        for view in (by_language, by_person, by_query, by_host)
    ),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls(__name__)
def test_a_mark_that_is_not_true_would_be_noticed() -> None:
    """The control: views that ask what they must not."""
    reader, sessions = Reader(wsgi.portal), [session_of(cast.writer())]
    found = {
        name: faults(reader, f"/en/{name}/", sessions)
        for name in ("by_language", "by_person", "by_query", "by_host")
    }
    assert found["by_language"] == ["accept_language"]
    assert sessions[0] in found["by_person"] and "Vary" in found["by_person"]
    assert "x=1" in found["by_query"]
    assert "host" in found["by_host"]
