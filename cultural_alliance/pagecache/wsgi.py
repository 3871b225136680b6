"""The layer between the server and Django: what is kept is answered here.

A request that it does not understand goes to Django, and so does every request of somebody who is
signed in. What comes back is kept where the view marked it (`marking`). Nothing waits: where a page
must be made anew, the others read the last one while that is under a second old, or make it too.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from cultural_alliance import errors, languages

from .kept import Environ, Header, Headers, Kept, StartResponse
from .marking import PAGE, PUBLIC
from .watching import Reading, Watcher

Application = Callable[[Environ, StartResponse], Any]  # bytes, and Django's own answer

HIT = ("Cache-Status", "Alliance; hit")
MADE = ("Cache-Status", "Alliance; fwd=miss; stored")
BEING_MADE = ("Cache-Status", "Alliance; hit; detail=being-made-anew")
AWAY = ("Cache-Status", "Alliance; hit; detail=database-away")

UNDER_A_SECOND = 0.75  # since the database last said that a page is right
LONGEST_PATH = 500


class Store:
    """Pages by their key, in so many bytes; the one that was read longest ago goes first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.used = 0
        self.pages: OrderedDict[str, Kept] = OrderedDict()
        self.lock = Lock()

    def get(self, key: str) -> Kept | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept:
                self.pages.move_to_end(key)
            return kept

    def put(self, key: str, kept: Kept) -> None:
        """One that would push out a quarter of the others is not kept."""
        if kept.size > self.size / 4:
            return
        with self.lock:
            self._drop(key)
            self.pages[key] = kept
            self.used += kept.size
            while self.used > self.size:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: str) -> None:
        if kept := self.pages.pop(key, None):
            self.used -= kept.size


class PageCache:
    """The portal at the address of `ALLIANCE_URL`, in front of Django."""

    def __init__(self, django: Application, megabytes: int) -> None:
        self.django = django
        self.store = Store(megabytes * 1_000_000)
        self.host = urlsplit(settings.ALLIANCE_URL).netloc
        self.session = settings.SESSION_COOKIE_NAME
        self.secure = settings.SECURE
        self.told_by_proxy: Header | None = settings.SECURE_PROXY_SSL_HEADER
        self.being_made: set[str] = set()
        self.watcher = Watcher()

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        if not self.is_plain(environ):
            return self.asked(environ, start)
        key, kept = self.found(environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        reading = self.watcher.latest()
        if kept and reading is None:
            return kept.answer(environ, start, AWAY)
        if kept and reading:
            if kept.is_right(reading):
                return kept.answer(environ, start, HIT)
            if key in self.being_made and kept.is_under(UNDER_A_SECOND):
                return kept.answer(environ, start, BEING_MADE)
        return self.made(environ, start, key, kept, reading)

    def close(self) -> None:
        """Ends what watches the database; nothing that is kept is served afterwards."""
        self.watcher.end()

    def is_plain(self, environ: Environ) -> bool:
        """Asked by nobody in particular, at our own address, for something to read."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and environ.get("HTTP_HOST") == self.host
            and self.session not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
            and len(environ["PATH_INFO"]) <= LONGEST_PATH
            and self.is_secure(environ) == self.secure
        )

    def is_secure(self, environ: Environ) -> bool:
        """As Django asks it, and stricter: of several words none is taken."""
        if self.told_by_proxy:
            name, value = self.told_by_proxy
            return bool(environ.get(name) == value)
        return bool(environ["wsgi.url_scheme"] == "https")

    def found(self, path: str, query: str) -> tuple[str, Kept | None]:
        kept = self.store.get(path)
        if kept and (not query or kept.ignores_query):
            return path, kept
        if not PAGE.fullmatch(query):
            return path, None
        key = f"{path}?{query}"
        return key, self.store.get(key)

    def made(
        self,
        environ: Environ,
        start: StartResponse,
        key: str,
        kept: Kept | None,
        reading: Reading | None,
    ) -> Iterable[bytes]:
        """By Django; kept where it may be. HEAD too: a server sends no body to it."""
        answer = Answer()
        self.being_made.add(key)
        try:
            response = self.asked({**environ, "REQUEST_METHOD": "GET"}, answer)
        finally:
            self.being_made.discard(key)
        if kept and answer.status.startswith("503"):
            response.close()
            return kept.answer(environ, start, AWAY)
        if reading is None or not answer.is_public(response):
            start(answer.status, answer.headers)
            return response
        body = b"".join(response)
        response.close()
        new = Kept(answer.status, answer.headers, body, reading)
        self.store.put(environ["PATH_INFO"] if new.ignores_query else key, new)
        return new.answer(environ, start, MADE)

    def asked(self, environ: Environ, start: StartResponse) -> Any:
        """Of Django; while the database is gone at once a plain page, for whoever waits for it
        takes a thread from those who read what is kept."""
        if not self.watcher.is_gone() or environ["PATH_INFO"].startswith(settings.STATIC_URL):
            return self.django(environ, start)
        language = languages.in_path(environ["PATH_INFO"]) or languages.DEFAULT
        with translation.override(language.django_code):
            response = errors.unavailable()
        start("503 Service Unavailable", list(response.items()))
        return response


class Answer:
    """What Django says of its answer before the body."""

    status: str
    headers: Headers

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers = status, headers

    def is_public(self, response: Any) -> bool:
        """Whether the view marked it, and nothing that came later made it somebody's."""
        said = dict(self.headers)
        return (
            self.status.startswith("200")
            and said.get("Cache-Control") == PUBLIC
            and not getattr(response, "streaming", False)
            and not {"Set-Cookie", "Vary", "Content-Encoding"} & said.keys()
        )
