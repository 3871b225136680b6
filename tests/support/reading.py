"""Readers of the portal behind its page cache, without a network.

    cached, plain = Reader(pages), Reader(wsgi.portal)
    cached("/en/")                        Answer(status, headers, body)
    cached("/en/", session="…", accept_encoding="br")

`pages` is a page cache of the test's own, in front of Django. What Django commits, it hears.
"""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from cultural_alliance.accounts.models import User
from cultural_alliance.pagecache.wsgi import PageCache

UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def cache_status(self) -> str:
        return self.headers.get("Cache-Status", "")

    @property
    def is_hit(self) -> bool:
        return self.cache_status == "Alliance; hit"

    @property
    def is_kept(self) -> bool:
        """By this answer, or before."""
        return self.is_hit or self.cache_status.endswith("stored")

    @property
    def page(self) -> bytes:
        return UNPACK[self.headers.get("Content-Encoding", "")](self.body)


class Reader:
    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(
        self,
        address: str,
        method: str = "GET",
        *,
        session: str = "",
        body: bytes = b"",
        **headers: str,
    ) -> Answer:
        """`headers` by their names in a WSGI environ, in lower case and without HTTP_."""
        path, _mark, query = address.partition("?")
        own = urlsplit(settings.ALLIANCE_URL)
        cookies = [f"{settings.SESSION_COOKIE_NAME}={session}"] if session else []
        if cookie := "; ".join([*cookies, headers.pop("cookie", "")]).strip("; "):
            headers["cookie"] = cookie
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "SERVER_NAME": own.hostname,
            "SERVER_PORT": str(own.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": own.netloc,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": own.scheme,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        return self._answer(environ)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        said: list[Any] = []
        response: Any = self.application(environ, lambda *about: said.append(about))
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        status, headers = said[-1][:2]
        return Answer(int(status[:3]), dict(headers), body)


def session_of(person: User | None) -> str:
    """What the person's browser sends once signed in."""
    if person is None:
        return ""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def pages(transactional_db: None, settings: Any) -> Iterator[PageCache]:
    """The portal with its page cache, in this thread; it serves."""
    from cultural_alliance import wsgi

    cache = wsgi.with_page_cache(settings.PAGE_CACHE_MEGABYTES)
    assert isinstance(cache, PageCache)
    cache.watcher.latest()
    yield cache
    cache.close()


def in_a_transaction_of_its_own() -> None:
    """What comes is told anew, as it would be where the test were no transaction itself."""
    connection.run_on_commit.clear()
