"""How fast the portal answers, beside nginx with the same page as a file and an empty Django view.

All servers run on one core and are asked from another, one after the other in each pass, so that
what slows the machine slows them all; a ratio is that of one pass, and the median of all is told.
`BENCH_EXTRA="Its name=http://127.0.0.1:8300/page/"` puts any other page into the run.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from rich.console import Console
from rich.progress import Progress

from . import empty_urls, memory, publication, serving
from .report import Table
from .serving import ASKING, SERVERS, Portal, Server
from .wrk import READERS, Target


@dataclass(frozen=True)
class Size:
    editions: int
    passes: int
    seconds: int  # of each target in a pass
    pages: int  # passes over the other pages
    publications: int
    requests: int  # hostile ones
    megabytes: int


WHOLE = Size(10_000, 9, 2, 3, 20, 1_000_000, 64)
FEW = 4
NOBODY = {"Cookie": "session=of-nobody"}  # what the page cache leaves to Django
QUICK = Size(300, 3, 1, 1, 5, 20_000, 4)


def rows(quick: bool) -> list[Table]:
    console = Console(stderr=True)
    with (
        tempfile.TemporaryDirectory(prefix="alliance-bench-") as folder,
        Progress(console=console) as progress,
    ):
        return tables(Path(folder), QUICK if quick else WHOLE, progress)


def tables(folder: Path, size: Size, progress: Progress) -> list[Table]:
    portal = serving.prepared(folder / "data", size.editions)
    with ExitStack() as whole:
        desk = whole.enter_context(_desk(portal))
        whole.callback(desk.stdin.close)  # type: ignore[union-attr]
        known = json.loads(desk.stdout.readline())  # type: ignore[union-attr]
        one_core = serving.cached(portal, ALLIANCE_WORKERS="1")
        with one_core as cached, serving.uncached(portal) as plain:
            found = [
                _readers(folder, size, progress, known, cached, plain, portal),
                _pages(cached, known, size, progress),
            ]
        with serving.cached(portal) as cached:
            one = (desk, known["statement"], size.publications, progress.track)
            found.append(publication.table(cached, *one))
        with serving.cached(portal, ALLIANCE_CACHE_MEGABYTES=str(size.megabytes)) as cached:
            flood = (known, size.megabytes, size.requests, progress.track)
            found.append(memory.table(cached, *flood))
    return found


def _desk(portal: Portal) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.bench.desk"],
        env=portal.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _readers(
    folder: Path,
    size: Size,
    progress: Progress,
    known: dict[str, Any],
    cached: Server,
    plain: Server,
    portal: Portal,
) -> Table:
    """One page, read by many."""
    path = known["statement"]
    page, said = _fetch(cached.url + path, "")
    zipped, _said = _fetch(cached.url + path, "gzip")
    with (
        serving.nginx(folder / "nginx", page, zipped) as nginx,
        serving.uncached(portal, "tests.bench.empty:portal") as empty,
        serving.bare(portal, page, said) as bare,
    ):
        gzip, br, file = {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br"}, "/page.html"
        static = Target("nginx, the page as a file", nginx, file)
        nothing = Target("an empty Django view", empty, empty_urls.PATH)
        _page, by_nginx = _fetch(nginx.url + file, "")
        targets = [
            static,
            Target("nginx, gzip", nginx, file, gzip),
            Target("nginx, 304", nginx, file, {"If-None-Match": by_nginx["ETag"]}),
            Target("granian, the same answer by a bare function", bare, path),
            Target("portal, kept", cached, path),
            Target("portal, kept, gzip", cached, path, gzip),
            Target("portal, kept, br", cached, path, br),
            Target("portal, kept, 304", cached, path, {"If-None-Match": said["ETag"]}),
            Target("portal, made anew", cached, path, NOBODY),
            Target("portal, nothing remembered", plain, path),
            nothing,
            *(_extra(each) for each in os.environ.get("BENCH_EXTRA", "").split("|") if each),
        ]
        _passes(targets, size.passes, size.seconds, progress, "one page, read by many")
    lines = [
        [
            each.label,
            f"{each.rate:,.0f}",
            f"{each.cost:,.0f}",
            *(f"{each.beside(other):.3g}" for other in (static, nothing)),
        ]
        for each in targets
    ]
    headings = ["A statement", "answers/s", "processor, µs", "÷ nginx", "÷ empty view"]
    notes = [
        f"{READERS} readers who keep their connection (wrk, on core {ASKING}); the servers on "
        f"core {SERVERS}, one process each. {size.passes} passes of {size.seconds} s for each "
        f"line, in turn; medians. Made anew: for whoever has a session, by whom the page is never "
        "kept. Nothing remembered: with ALLIANCE_CACHE_MEGABYTES=0. The page has "
        f"{len(page):,} bytes, {len(zipped):,} compressed.",
    ]
    return Table("One page, read by many", headings, lines, notes)


def _pages(server: Server, known: dict[str, Any], size: Size, progress: Progress) -> Table:
    messages, signed_in = "/en/info/messages/", {"Cookie": known["cookie"]}
    public = {
        "home": "/en/",
        "a statement": known["statement"],
        "statements": messages,
        "statements of one kind": f"{messages}?kind=message",
        "search": "/en/search/?words=culture",
        "directory": "/en/members/",
        "an organisation": known["organisation"],
        "requests": "/en/partners/",
        "requests of one sector": f"/en/partners/?sector={known['sector']}",
        "a request": known["request"],
        "feed": f"{messages}feed/",
    }
    targets = [
        *(Target(label, server, path, NOBODY) for label, path in public.items()),
        *(Target(f"admin: {each}", server, path, signed_in) for each, path in known["admin"]),
    ]
    _passes(targets, size.pages, 1, progress, "every page made anew", FEW)
    lines = [[each.label, f"{each.rate:,.0f}", f"{each.cost / 1000:.1f}"] for each in targets]
    headings = ["A page", "answers/s", "processor, ms"]
    notes = [f"Of a record with {size.editions:,} editions, on SQLite; one core, {FEW} readers."]
    return Table("Every page made anew", headings, lines, notes)


def _passes(
    targets: list[Target],
    passes: int,
    seconds: int,
    progress: Progress,
    what: str,
    readers: int = READERS,
) -> None:
    for target in targets:
        _fetch(target.server.url + target.path, "", **target.headers)
    for number in progress.track(range(passes * len(targets)), description=what):
        targets[number % len(targets)].ask(seconds, readers)


def _fetch(url: str, encoding: str, **headers: str) -> tuple[bytes, Message]:
    """The body as it comes, and the headers."""
    asked = {"Accept-Encoding": encoding or "identity"}
    asked |= {name: value for name, value in headers.items() if name == "Cookie"}
    with urlopen(Request(url, headers=asked)) as answer:
        return answer.read(), answer.headers


def _extra(named: str) -> Target:
    label, _, url = named.partition("=")
    server = serving.elsewhere(url)
    return Target(label, server, url.removeprefix(server.url))
