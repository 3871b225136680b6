"""A database that goes away, and comes back, between a server and the database of the test.

outage.url                        what the server is given as DATABASE_URL
outage.begin()                    nobody reaches it any more
outage.begin(silent=True)         it takes questions and answers none
outage.end()
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest


class Outage:
    """The line to the server of the database is cut, or only held."""

    def __init__(self, database: dict[str, Any]) -> None:
        self.host, self.port = database["HOST"], int(database["PORT"] or 5432)
        self.door = self._opened()
        own = self.door.getsockname()[1]
        self.own = own
        login = ":".join(
            quote(database[key], safe="") for key in ("USER", "PASSWORD") if database[key]
        )
        self.url = f"postgresql://{login}@127.0.0.1:{own}/{database['NAME']}?sslmode=disable"
        self.lines: list[socket.socket] = []
        self.flows = threading.Event()
        self.flows.set()
        threading.Thread(target=self._serve, args=(self.door,), daemon=True).start()

    def begin(self, *, silent: bool = False) -> None:
        self.flows.clear()
        if not silent:
            self.close()

    def end(self) -> None:
        self.flows.set()
        if self.door.fileno() < 0:
            self.door = self._opened(self.own)
            threading.Thread(target=self._serve, args=(self.door,), daemon=True).start()

    def close(self) -> None:
        for each in (self.door, *self.lines):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self.lines.clear()

    @staticmethod
    def _opened(port: int = 0) -> socket.socket:
        door = socket.create_server(("127.0.0.1", port))
        door.listen(64)
        return door

    def _serve(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = door.accept()
                far = self._far()
                self.lines += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._flow, args=(one, other), daemon=True).start()

    def _far(self) -> socket.socket:
        if not self.host.startswith("/"):
            return socket.create_connection((self.host or "127.0.0.1", self.port))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{self.host}/.s.PGSQL.{self.port}")
        return far

    def _flow(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                self.flows.wait()
                other.sendall(data)
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def outage(transactional_db: None) -> Iterator[Outage]:
    from django.db import connection

    line = Outage(connection.settings_dict)
    yield line
    line.flows.set()
    line.close()
