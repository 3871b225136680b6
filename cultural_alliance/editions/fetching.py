"""How the worker asks for an address: in the portal's own name, not for long, nowhere private."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv6Address, ip_address
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri, punycode

PATIENCE = 5.0  # seconds, for each step
LONGEST = 15.0  # seconds, for a whole answer, however slowly it drips
MOST_BYTES = 5_000_000
MOST_REDIRECTS = 5
DEFAULT_PORTS = {"http": 80, "https": 443}


class Private(OSError):
    """An address that no reader can reach, and that nobody may use the portal to reach."""


@dataclass(frozen=True)
class Answer:
    """`status` is 0, and `fault` says why, where there was no answer."""

    status: int = 0
    text: str = ""
    fault: str = ""
    leads_to: str = ""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def told(self) -> str:
        return self.fault or f"Answers {self.status}"


def fetch(url: str, *, method: str = "GET") -> Answer:
    """The answer after all redirects. Private addresses are refused, except the portal's own."""
    try:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(url, method)
            if not answer.leads_to:
                return answer
            url = urljoin(url, answer.leads_to)
        return Answer(fault="Leads on and on")
    except Private:
        return Answer(fault="Leads to a private address")
    except TimeoutError:
        return Answer(fault="Does not answer in time")
    except (OSError, HTTPException, ValueError):
        return Answer(fault="Cannot be reached")


def is_own(parts: SplitResult) -> bool:
    return _origin(parts) == _origin(urlsplit(settings.ALLIANCE_URL))


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)


def _ask(url: str, method: str) -> Answer:
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("Not an address of the web.")
    connection = _Connection(parts)
    target = iri_to_uri((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    headers = {"User-Agent": f"AllianceDesk/1.0 (+{settings.ALLIANCE_URL})", "Accept": "*/*"}
    with _within(LONGEST, connection):
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        if 300 <= response.status < 400 and (onward := response.getheader("Location")):
            return Answer(response.status, leads_to=onward)
        return Answer(response.status, _text(response) if method == "GET" else "")


def _text(response: HTTPResponse) -> str:
    return response.read(MOST_BYTES).decode("utf-8", "replace")


@contextmanager
def _within(seconds: float, connection: "_Connection") -> Iterator[None]:
    timer = Timer(seconds, connection.break_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


class _Connection(HTTPConnection):
    """To an address that was looked at: the name is not asked for a second time."""

    def __init__(self, parts: SplitResult) -> None:
        self.parts = parts
        name = punycode(parts.hostname or "")
        super().__init__(name, parts.port or DEFAULT_PORTS[parts.scheme], timeout=PATIENCE)
        self.default_port = DEFAULT_PORTS[parts.scheme]  # left out of the Host header

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not is_own(self.parts) and not all(map(is_global, addresses)):
            raise Private(self.host)
        self.sock = self._reach(addresses)
        if self.parts.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def _reach(self, addresses: list[str]) -> socket.socket:
        """The first of a name's addresses that lets us in: one of two families may be dead."""
        *others, last = addresses
        for address in others:
            with suppress(OSError):
                return socket.create_connection((address, self.port), PATIENCE)
        return socket.create_connection((last, self.port), PATIENCE)

    def break_off(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def is_global(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast
