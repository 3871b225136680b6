"""From the commit of a publication to the first fresh answer of every process."""

import subprocess
from collections.abc import Iterable
from contextlib import nullcontext
from statistics import median
from typing import Any

from . import readers, wrk
from .report import Table
from .serving import Server

HEADINGS = ["Publications", "number", "seen by all, median", "slowest", "its first answer", "a hit"]
Desk = subprocess.Popen[str]


def table(server: Server, desk: Desk, path: str, times: int, track: Any) -> Table:
    lines = []
    with readers.of_each(server) as each:
        for name, load in (
            ("quiet", nullcontext()),
            ("under full load", wrk.going_on(server, path)),
        ):
            with load:
                steps = track(range(times), description=f"publications, {name}")
                found = [_publish(desk, each, path) for _ in steps]
            lines.append([name, times, *_told(found)])
    note = (
        "From the commit to a fresh answer by every process, which look every quarter of a second;"
        " the first byte of the answer for which the page was made anew, and of one that was kept."
    )
    return Table("A publication", HEADINGS, lines, [note])


def _publish(desk: Desk, each: list[readers.Reader], path: str) -> tuple[float, float, float]:
    """Seconds until all have seen it, of the slowest first rendering, and of a hit."""
    assert desk.stdin and desk.stdout
    before = {reader: reader.get(path) for reader in each}
    hits = [reader.get(path).took for reader in each]
    print("publish", file=desk.stdin, flush=True)
    committed = float(desk.stdout.readline())
    fresh: dict[readers.Reader, readers.Read] = {}
    while len(fresh) < len(each):
        for reader in each:
            if reader not in fresh and (read := reader.get(path)).etag != before[reader].etag:
                fresh[reader] = read
    seen = max(read.at for read in fresh.values()) - committed
    return seen, max(read.took for read in fresh.values()), median(hits)


def _told(found: Iterable[tuple[float, float, float]]) -> list[str]:
    seen, made, hit = zip(*found, strict=True)
    return [
        *(f"{1000 * each:.0f} ms" for each in (median(seen), max(seen), median(made))),
        f"{1000 * median(hit):.1f} ms",
    ]
