"""Readers who keep their connection, one with each process that answers."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import psutil

from .serving import Server


@dataclass(frozen=True)
class Read:
    status: int
    etag: str
    took: float  # seconds to the first byte
    at: float  # when it came (time.monotonic)


@dataclass(frozen=True)
class Reader:
    connection: HTTPConnection
    worker: psutil.Process

    def get(self, path: str) -> Read:
        return get(self.connection, path)


def get(connection: HTTPConnection, path: str) -> Read:
    began = time.monotonic()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    at = time.monotonic()
    answer.read()
    return Read(answer.status, answer.headers.get("ETag", ""), at - began, at)


@contextmanager
def of_each(server: Server) -> Iterator[list[Reader]]:
    """Connects until every process has one: whichever is free takes a connection."""
    found: dict[int, Reader] = {}
    workers = server.workers()
    address = urlsplit(server.url)
    assert address.hostname
    with ExitStack() as open_ones:
        while len(found) < len(workers):
            connection = HTTPConnection(address.hostname, address.port, timeout=60)
            open_ones.callback(connection.close)
            get(connection, "/robots.txt")
            own = connection.sock.getsockname()[1]
            for worker in workers:
                if any(each.raddr and each.raddr.port == own for each in worker.net_connections()):
                    found.setdefault(worker.pid, Reader(connection, worker))
        yield list(found.values())
