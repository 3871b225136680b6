"""What no library of ours would send, and what the server in front makes of it: no request, on
whatever line it comes, changes what others read."""

import re
import socket
from urllib.parse import urlsplit

import pytest

from tests.support.portal import Portal

pytestmark = [pytest.mark.slow, pytest.mark.once]

LINK = re.compile(rb"(?i)(?:href|src|action|content)=\"[^\"]*evil|\nlocation: [^\r]*evil")
END = "Connection: close\r\n\r\n"
SMUGGLED = "0\r\n\r\nGET /en/about/ HTTP/1.1\r\nHost: evil.example.com\r\n\r\n"
ODD = {
    "a whole address": "GET http://evil.example.com/en/ HTTP/1.1\r\nHost: {host}\r\n",
    "a whole address of ours, another host": "GET {url}/en/ HTTP/1.1\r\nHost: evil.example.com\r\n",
    "two hosts": "GET /en/ HTTP/1.1\r\nHost: {host}\r\nHost: evil.example.com\r\n",
    "two hosts, ours last": "GET /en/ HTTP/1.1\r\nHost: evil.example.com\r\nHost: {host}\r\n",
    "a space before the colon": "GET /en/ HTTP/1.1\r\nHost : evil.example.com\r\nHost: {host}\r\n",
    "a folded line": "GET /en/ HTTP/1.1\r\nHost: {host}\r\nX-A: a\r\n Host: evil.example.com\r\n",
    "no host": "GET /en/ HTTP/1.0\r\n",
    "two slashes": "GET //evil.example.com/en/ HTTP/1.1\r\nHost: {host}\r\n",
    "a fragment": "GET /en/#evil.example.com HTTP/1.1\r\nHost: {host}\r\n",
    "an encoded query": "GET /en/%3Fpage=2 HTTP/1.1\r\nHost: {host}\r\n",
    "an encoded end of line": "GET /en/%0d%0aX-A:1 HTTP/1.1\r\nHost: {host}\r\n",
    "an underscore": "GET /en/ HTTP/1.1\r\nHost: {host}\r\nX_Forwarded_Host: evil.example.com\r\n",
    "a method of nobody": "FETCH /en/ HTTP/1.1\r\nHost: {host}\r\n",
    "a body": "GET /en/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\n" + SMUGGLED,
    "another request as a body": (
        "GET /en/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\n"
        "Transfer-Encoding: chunked\r\n\r\n" + SMUGGLED
    ),
    "no request at all": "\x00\x01\x02 \r\n",
}


def ask(portal: Portal, lines: str) -> bytes:
    """The answer as it comes over the line, to its end."""
    address = urlsplit(portal.url)
    with socket.create_connection((address.hostname, address.port or 80), timeout=20) as line:
        line.sendall(lines.format(host=address.netloc, url=portal.url).encode() + END.encode())
        return b"".join(iter(lambda: line.recv(65_536), b""))


def page(portal: Portal) -> tuple[str, bytes]:
    """Its ETag and its body, of whichever worker answers."""
    head, _, body = ask(portal, "GET /en/ HTTP/1.1\r\nHost: {host}\r\n").partition(b"\r\n\r\n")
    assert b" 200 OK" in head.splitlines()[0]
    tag = re.search(rb"(?i)\r\netag: (\S+)", head)
    assert tag
    return tag[1].decode(), body


def test_no_line_changes_what_others_read(granian_portal: Portal) -> None:
    pages = {page(granian_portal) for _ in range(10)}
    assert len(pages) == 1, "the control: each worker has the same page"
    assert LINK.search(b'<a href="//evil.example.com/en/">'), "the control"
    for what, lines in ODD.items():
        answer = ask(granian_portal, lines)
        assert not LINK.search(answer), f"{what}: {answer[:200]!r}"
        for _ in range(4):
            assert page(granian_portal) in pages, what
