"""A finished page: its bodies, already compressed, and the headers of each answer to it."""

import gzip
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import brotli

from .watching import Reading

Environ = dict[str, Any]
Header = tuple[str, str]
Headers = list[Header]
StartResponse = Callable[..., Any]

# Beside the bodies: the headers of each encoding, the objects themselves.
OVERHEAD = 8_000
LONGEST_HEADER = 200  # of an Accept-Encoding that is read; browsers send some thirty characters


class Kept:
    """`seen` is the last reading by which it is right."""

    def __init__(self, status: str, headers: Headers, body: bytes, reading: Reading) -> None:
        self.status = status
        self.seen = reading
        self.ignores_query = ("No-Vary-Search", "params") in headers
        digest = blake2b(body, digest_size=16).hexdigest()
        bodies = {
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
            "gzip": gzip.compress(body, 6, mtime=0),
            "": body,
        }
        self.etags = {encoding: f'"{digest}{encoding[:2]}"' for encoding in bodies}
        self.answers = {
            encoding: _answer(headers, self.etags[encoding], encoding, each)
            for encoding, each in bodies.items()
        }
        self.size = OVERHEAD + sum(map(len, bodies.values()))

    def is_right(self, reading: Reading) -> bool:
        if reading is not self.seen:
            if not reading.says_the_same(self.seen):
                return False
            self.seen = reading
        return True

    def is_under(self, seconds: float) -> bool:
        return time.monotonic() - self.seen.at < seconds

    def answer(self, environ: Environ, start: StartResponse, status: Header) -> Iterable[bytes]:
        """`status` is the Cache-Status (RFC 9211)."""
        encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers, bare, body = self.answers[encoding]
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and is_named(self.etags[encoding], asked):
            start("304 Not Modified", [*bare, status])
            return [b""]
        start(self.status, [*headers, status])
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


OF_A_BODY = {"Content-Length", "Content-Type", "Content-Encoding", "Content-Language"}


def _answer(
    headers: Headers, etag: str, encoding: str, body: bytes
) -> tuple[Headers, Headers, bytes]:
    """The headers with a body, those without one, the body."""
    own = [each for each in headers if each[0] not in ("Content-Length", "ETag", "Vary")]
    own += [("Vary", "Accept-Encoding"), ("ETag", etag), ("Content-Length", str(len(body)))]
    if encoding:
        own.append(("Content-Encoding", encoding))
    return own, [each for each in own if each[0] not in OF_A_BODY], body


def is_named(etag: str, header: str) -> bool:
    """Whether If-None-Match names it. A proxy that compresses marks the tag as weak."""
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in header.split(","))


def encoding_for(header: str) -> str:
    """The best that the reader takes; the page as it is, of a header that nobody sends."""
    return _best(header) if len(header) <= LONGEST_HEADER else ""


@lru_cache(256)
def _best(header: str) -> str:
    taken = {name for part in header.lower().split(",") if (name := _taken(part))}
    return next((encoding for encoding in ("br", "gzip") if encoding in taken), "")


def _taken(part: str) -> str:
    name, _, weight = part.replace(" ", "").partition(";q=")
    try:
        return name if float(weight or 1) > 0 else ""
    except ValueError:
        return ""
