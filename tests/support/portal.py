"""The portal on a real port, on the database of the test: in a thread, or under granian.

Django's own live server builds its own WSGI handler, and so would pass by whatever wsgi.py puts
in front of Django.
"""

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from cultural_alliance import processes

from .waiting import wait_until


@dataclass(frozen=True)
class Portal:
    """A portal that answers: `url` has no slash at its end, `at("/en/")` is a page's address."""

    url: str

    def at(self, path: str) -> str:
        return self.url + path

    def __str__(self) -> str:
        return self.url


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test says what matters."""


class InFlight:
    """Counts the requests being answered, so that no test is flushed in the middle of one."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.changed = threading.Condition()
        self.active = 0
        self.closed = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        with self.changed:
            if self.closed:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return [b""]
            self.active += 1
        try:
            return Answer(self.application(environ, start_response), self.done)
        except BaseException:
            self.done()
            raise

    def done(self) -> None:
        with self.changed:
            self.active -= 1
            self.changed.notify_all()

    def close(self, timeout: float = 20) -> None:
        with self.changed:
            self.closed = True
            self.changed.wait_for(lambda: not self.active, timeout)


class Answer:
    """A response that tells when the server has finished with it."""

    def __init__(self, response: Iterable[bytes], done: Callable[[], None]) -> None:
        self.response = response
        self.done = done

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.response)

    def close(self) -> None:
        try:
            if hasattr(self.response, "close"):
                self.response.close()
        finally:
            self.done()


@pytest.fixture
def live_portal(transactional_db: None, settings: Any) -> Iterator[Portal]:
    """The portal in a thread of this process: the test may change settings and move the clock."""
    from cultural_alliance import wsgi
    from cultural_alliance.pagecache.wsgi import PageCache

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    portal = Portal(f"http://127.0.0.1:{server.server_port}")
    settings.ALLIANCE_URL = portal.url
    application = wsgi.with_page_cache(settings.PAGE_CACHE_MEGABYTES)
    in_flight = InFlight(application)
    server.set_app(in_flight)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield portal
    server.shutdown()
    in_flight.close()
    server.server_close()
    thread.join()
    if isinstance(application, PageCache):
        application.close()


@pytest.fixture
def granian_portal(database_url: str, settings: Any) -> Iterator[Portal]:
    """The portal as it is deployed: granian with two worker processes."""
    with granian(database_url, settings) as (portal, _server):
        yield portal


@contextmanager
def granian(
    database_url: str, settings: Any, log: IO[bytes] | None = None, **environment: str
) -> Iterator[tuple[Portal, "subprocess.Popen[bytes]"]]:
    """With these variables in its environment; what it tells goes to `log`."""
    port, workers = free_port(), 2
    portal = Portal(f"http://127.0.0.1:{port}")
    settings.ALLIANCE_URL = portal.url
    process = subprocess.Popen(
        processes.server(port, workers=workers, threads=2),
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url, "ALLIANCE_URL": portal.url} | environment,
        stderr=log,
        start_new_session=True,
    )
    try:
        wait_until_it_answers(portal, process, workers)
        yield portal, process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(portal: Portal, process: subprocess.Popen[bytes], workers: int) -> None:
    """Through every worker: each opens a socket of its own on the port, some later than others."""
    wait_until(lambda: listening(portal) == workers, process, seconds=40)
    with suppress(HTTPError):  # an answer all the same
        urlopen(portal.at("/robots.txt"), timeout=30).close()


def listening(portal: Portal) -> int:
    """How many sockets wait for connections on the portal's port (proc(5), /proc/net/tcp)."""
    port = int(portal.url.rpartition(":")[2])
    sockets = [line.split()[1:4] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(local == f"0100007F:{port:04X}" and state == "0A" for local, _, state in sockets)
