"""Requests as fast as they are answered, by wrk, and what they cost the server."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .serving import ASKING, Server

READERS, LONGEST = 32, 16
HOSTILE = Path(__file__).with_name("hostile.lua")


@dataclass(frozen=True)
class Load:
    rate: float  # answers in a second
    cost: float  # microseconds of the server's processor for each
    refused: int = 0


@dataclass
class Target:
    """A page of one server, asked with these headers; `loads` are the passes."""

    label: str
    server: Server
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    loads: list[Load] = field(default_factory=list)

    def ask(self, seconds: int, readers: int = READERS) -> None:
        given = [f"-H{name}: {value}" for name, value in self.headers.items()]
        load = _measure(self.server, seconds, [f"-c{readers}", *given], self.path)
        if load.refused:
            raise SystemExit(f"{self.label}: {load.refused} answers of {self.path} were errors.")
        self.loads.append(load)

    @property
    def rate(self) -> float:
        return median(load.rate for load in self.loads)

    @property
    def cost(self) -> float:
        return median(load.cost for load in self.loads)

    def beside(self, other: "Target") -> float:
        """The ratio of the rates, pass by pass."""
        return median(a.rate / b.rate for a, b in zip(self.loads, other.loads, strict=True))


def hostile(server: Server, path: str, requests: int, first: int) -> float:
    """Distinct requests of strangers, counted from `first`; what they are: hostile.lua. Answers
    microseconds of the server's processor for each."""
    before = server.processor()
    script = ["-s", str(HOSTILE), server.url + path, "--", str(first), str(requests)]
    subprocess.run(
        _command("-d3600s", f"-c{READERS}", *script), check=True, stdout=subprocess.DEVNULL
    )
    return 1e6 * (server.processor() - before) / requests


@contextmanager
def going_on(server: Server, path: str) -> Iterator[None]:
    """Full load on a page for as long as the block runs."""
    process = subprocess.Popen([*_command("-d3600s", f"-c{READERS}"), server.url + path])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _command(*given: str) -> list[str]:
    if not shutil.which("wrk"):
        raise SystemExit("The portal is measured by wrk: apt install wrk")
    return ["taskset", "-c", str(ASKING), "wrk", "-t1", *given]


def _measure(server: Server, seconds: int, given: Iterable[str], path: str) -> Load:
    """For longer where not one answer came in that time."""
    before = server.processor()
    command = _command(f"-d{seconds}s", "--timeout=60s", *given)
    ran = subprocess.run([*command, server.url + path], capture_output=True, text=True, check=True)
    spent, told = server.processor() - before, ran.stdout
    answered, rate, refused = (
        float(found[1]) if (found := re.search(pattern, told)) else 0
        for pattern in (r"(\d+) requests in", r"Requests/sec:\s*([\d.]+)", r"3xx responses: (\d+)")
    )
    if answered:
        return Load(rate, 1e6 * spent / answered, int(refused))
    if seconds > LONGEST:
        raise SystemExit(f"{server.url}{path} gave no answer:\n{told}{ran.stderr}")
    return _measure(server, 4 * seconds, given, path)
