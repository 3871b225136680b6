"""What each surface costs as the record grows: beside its cost at ten thousand editions.

Each database is filled, and a process over it is asked for each surface in turn: the sizes one
after the other in each pass, so that what slows the machine slows them all. The page cache is not
in the way: requests are made inside the process.
"""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from statistics import median
from typing import Any

from rich.progress import Progress

from .databases import Filled, folder, named, servers
from .report import Table

SIZES, QUICK = (10_000, 100_000, 1_000_000), (1_000, 10_000)
PASSES, LONG = 7, 2_000  # milliseconds: what takes longer is asked once
TOO_DEAR, AT_THE_DESK = 2.0, 3.0  # times the cost at the first size
Answer = list[Any]


class Asked:
    """A process over one database."""

    def __init__(self, database: Filled, whole: ExitStack) -> None:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = whole.enter_context(database.run("-m", "tests.bench.asking", **pipes))
        whole.callback(self.process.stdin.close)  # type: ignore[union-attr]
        self.surfaces: dict[str, str] = json.loads(self._line())

    def __call__(self, label: str) -> Answer:
        assert self.process.stdin
        print(label, file=self.process.stdin, flush=True)
        answer: Answer = json.loads(self._line())
        return answer

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


def rows(quick: bool) -> list[Table]:
    """Answers one table for each engine."""
    sizes = QUICK if quick else SIZES
    with folder() as own, servers(own) as addresses:
        databases = {
            engine: [named(engine, address, size, own) for size in sizes]
            for engine, address in addresses.items()
        }
        with ThreadPoolExecutor() as side_by_side:  # each engine fills its own, one by one
            list(side_by_side.map(_fill, databases.values()))
        return [measured(engine, filled) for engine, filled in databases.items()]


def _fill(databases: list[Filled]) -> None:
    for database in databases:
        if not database.is_filled:
            print(f"{database.engine}: filling with {database.editions:,} editions", flush=True)
        database.fill()


def measured(engine: str, databases: list[Filled], only: str = "") -> Table:
    """Of databases that are filled; of the surfaces whose label holds `only`."""
    sizes = [_short(database.editions) for database in databases]
    headings = ["Surface", *(f"ms at {size}" for size in sizes), f"{sizes[-1]} ÷ {sizes[0]}"]
    with ExitStack() as whole:
        asked = [Asked(database, whole) for database in databases]
        labels = [each for each in asked[0].surfaces if only in each]
        labels = [each for each in labels if all(each in other.surfaces for other in asked)]
        with Progress() as progress:
            lines = [_line(label, asked) for label in progress.track(labels, description=engine)]
    dear = [str(line[0]) for line in lines if line[-1].endswith("!")]
    limits = f"{TOO_DEAR:.0f} × as dear, or {AT_THE_DESK:.0f} × in the admin"
    notes = [f"More than {limits} (!): {len(dear)} of {len(lines)} surfaces."]
    return Table(f"Scale: {engine}", headings, lines, notes)


def _line(label: str, asked: list[Asked]) -> list[Any]:
    first = [each(label) for each in asked]
    if wrong := [each[0] for each in first if each[0] not in (200, 301, 302)]:
        return [label, *(str(each[0]) for each in first), f"answered {wrong[0]}!"]
    passes = 1 if any(each[2] > LONG for each in first) else PASSES
    took: list[list[float]] = [[] for _ in asked]
    for _ in range(passes):
        for place, each in enumerate(asked):
            took[place].append(each(label)[2])
    medians = [median(each) for each in took]
    ratio = medians[-1] / medians[0]
    mark = "!" if ratio > (AT_THE_DESK if label.startswith("admin") else TOO_DEAR) else ""
    return [label, *(f"{each:.1f}" for each in medians), f"{ratio:.1f}{mark}"]


def _short(editions: int) -> str:
    return f"{editions // 1_000_000} M" if editions >= 1_000_000 else f"{editions // 1000} k"
