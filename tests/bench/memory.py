"""What a process takes: after its start, with everything made once, full, and after a flood."""

from collections.abc import Iterable
from typing import Any

import psutil

from . import readers, wrk
from .report import Table
from .serving import Server

BASE = 140  # megabytes: the code, Django's own caches, what a rendering takes in each thread
ALLOWED = 1.2  # of the bound: 20 % more
ENOUGH = 40  # pages of statements for a megabyte: one takes some 30 kB in its three encodings
AT_ONCE = 10_000


def bound(megabytes: int) -> int:
    """What docs/operating.md promises of a process, in megabytes."""
    return BASE + megabytes


def table(
    server: Server, known: dict[str, Any], megabytes: int, requests: int, track: Any
) -> Table:
    lines = []

    def note_down(stage: str) -> None:
        lines.append([stage, *_told(server.workers())])

    note_down("after the start")
    with readers.of_each(server) as each:
        for path in track(known["kinds"], description="pages of each kind"):
            _read(each, [path])
        note_down(f"each kind of page in six languages ({len(known['kinds'])} pages)")
        paths = known["statements"][: ENOUGH * megabytes]
        for place in track(range(0, len(paths), 50), description="a full cache"):
            _read(each, paths[place : place + 50])
        note_down(f"{len(paths):,} statements (a cache of {megabytes} MB each)")
    dear = _flood(server, known["statement"], requests, track)
    note_down(f"{requests:,} distinct hostile requests")
    limit = bound(megabytes)
    most = max(_private(worker) for worker in server.workers())
    holds = "holds" if most <= ALLOWED * limit else "is broken"
    notes = [
        f"PSS counts what processes share in parts. The bound of a process ({BASE} MB, and the "
        f"{megabytes} MB of the setting) is {limit} MB; it {holds}: {most:.0f} MB.",
        "The flood: a kept page with junk queries, made-up Accept-Encoding, Accept-Language, "
        "If-None-Match (some of 10 kB), X-Forwarded-Host and cookies; of thirty one reaches "
        "Django by a made-up page number, host or path "
        f"({dear:.0f} µs of the processor for a request).",
    ]
    return Table("Memory of a process", ["", "RSS", "PSS"], lines, notes)


def _read(each: Iterable[readers.Reader], paths: list[str]) -> None:
    for path in paths:
        for reader in each:
            reader.get(path)


def _flood(server: Server, path: str, requests: int, track: Any) -> float:
    costs = []
    for first in track(range(0, requests, AT_ONCE), description="hostile requests"):
        costs.append(wrk.hostile(server, path, min(AT_ONCE, requests - first), first))
    return sum(costs) / len(costs)


def _told(workers: list[psutil.Process]) -> list[str]:
    """Of the largest, in megabytes."""
    taken = [worker.memory_full_info() for worker in workers]
    return [f"{max(getattr(each, kind) for each in taken) / 1e6:.0f} MB" for kind in ("rss", "pss")]


def _private(worker: psutil.Process) -> float:
    return float(worker.memory_full_info().rss) / 1e6
