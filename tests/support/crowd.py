"""Many who read one address without a pause, and what each of them was shown.

with Crowd(portal.at("/en/"), state_of) as crowd:
    crowd.wait_for("new")                 all have read a page that `state_of` calls so
crowd.shown                               every answer
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Shown:
    reader: int
    asked_at: float  # by the clock on the wall
    had_at: float
    status: int  # 0: no answer, as when the server went
    state: str
    digest: str
    cache_status: str


class Crowd:
    def __init__(
        self,
        url: str,
        state_of: Callable[[int, bytes], str],
        readers: int = 32,
        **headers: str,
    ) -> None:
        parts = urlsplit(url)
        self.host, self.path = parts.netloc, url.partition(parts.netloc)[2]
        self.state_of, self.headers = state_of, headers
        self.shown: list[Shown] = []
        self.is_over = threading.Event()
        self.threads = [
            threading.Thread(target=self._read, args=(number,), daemon=True)
            for number in range(readers)
        ]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join(30)

    def wait_for(self, state: str, *, since: float = 0, patience: float = 30) -> None:
        """Until every reader was shown the state, having asked after `since`."""
        deadline = time.monotonic() + patience
        everybody = set(range(len(self.threads)))
        while time.monotonic() < deadline:
            seen = {each.reader for each in self.shown if self._is(each, state, since)}
            if seen == everybody:
                return
            time.sleep(0.02)
        told = {(each.status, each.state, each.cache_status) for each in self.shown[-200:]}
        raise AssertionError(f"not all were shown {state!r}; the last were {told}")

    @staticmethod
    def _is(shown: Shown, state: str, since: float) -> bool:
        return shown.state == state and shown.asked_at >= since

    def _read(self, reader: int) -> None:
        connection = HTTPConnection(self.host, timeout=30)
        while not self.is_over.is_set():
            asked_at = time.time()
            try:
                connection.request("GET", self.path, headers=self.headers)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, HTTPException):
                connection.close()
                self.shown.append(Shown(reader, asked_at, time.time(), 0, "", "", ""))
                time.sleep(0.01)
                continue
            shown = Shown(
                reader,
                asked_at,
                time.time(),
                answer.status,
                self.state_of(answer.status, body),
                blake2b(body, digest_size=8).hexdigest(),
                answer.headers.get("Cache-Status", ""),
            )
            self.shown.append(shown)
        connection.close()
