"""The servers that are measured: all on one core, what asks them on another.

The portal is prepared once, over a filled SQLite database, by `manage.py serve`, which serves it
with the page cache; the same command of the server starts it without one, and the empty view.
"""

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from getpass import getuser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from cultural_alliance import processes
from tests.support.portal import free_port

from .databases import Filled

HERE = Path(__file__).resolve().parents[2]
CORES = sorted(os.sched_getaffinity(0))
SERVERS, ASKING = CORES[0], CORES[-1]
THREADS = int(os.environ.get("ALLIANCE_THREADS", 4))  # as settings.SERVER_THREADS
LAYER, PORTAL = (f"cultural_alliance.wsgi:{name}" for name in ("application", "portal"))
NGINX = """
user {user}; worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off; default_type text/html; sendfile on; keepalive_requests 100000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; gzip_static on; }}
}}
"""


@dataclass(frozen=True)
class Server:
    url: str  # without a slash at its end
    process: psutil.Process = field(repr=False)

    def processor(self) -> float:
        """Seconds that the processor has spent on it and its children."""
        tree = [self.process, *self.process.children(recursive=True)]
        spent = 0.0
        for each in tree:
            with contextlib.suppress(psutil.NoSuchProcess):
                times = each.cpu_times()
                spent += times.user + times.system
        return spent

    def workers(self) -> list[psutil.Process]:
        """Those that answer: the children of granian's main process."""
        tree = [self.process, *self.process.children(recursive=True)]
        granian = {each.pid: each for each in tree if "granian" in each.cmdline()}
        return [each for each in granian.values() if each.ppid() in granian]


@dataclass(frozen=True)
class Portal:
    """A filled data folder, and the environment of every process over it."""

    folder: Path
    environment: dict[str, str]

    def with_url(self, url: str, **more: str) -> dict[str, str]:
        return self.environment | {"ALLIANCE_URL": url} | more


def prepared(folder: Path, editions: int) -> Portal:
    """As in production, but that its worker asks no other server."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE")}
    environment = own | {
        "ALLIANCE_ENV": "production",
        "ALLIANCE_URL": "http://127.0.0.1:8000",
        "ALLIANCE_DATA": str(folder),
        "ALLIANCE_SECRET_KEY": secrets.token_urlsafe(50),
        "ALLIANCE_CHECK_LINKS": "false",
        "ALLIANCE_LOG_LEVEL": "CRITICAL",
    }
    Filled("SQLite", editions, environment).fill()
    return Portal(folder, environment)


@contextlib.contextmanager
def cached(portal: Portal, **more: str) -> Iterator[Server]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "manage.py", "serve", f"--port={port}"]
    with _running(
        command, url, portal.with_url(url, **more), portal.folder / "served.log"
    ) as server:
        yield server


@contextlib.contextmanager
def uncached(portal: Portal, application: str = PORTAL, **more: str) -> Iterator[Server]:
    """The same server over the same data, without the layer in front of Django."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = portal.with_url(url, ALLIANCE_CACHE_MEGABYTES="0", **more)
    command = processes.server(port, workers=1, threads=THREADS)
    command[command.index(LAYER)] = application
    log = portal.folder / f"{application.partition(':')[0]}.log"
    with _running(command, url, environment, log) as server:
        yield server


@contextlib.contextmanager
def bare(portal: Portal, page: bytes, headers: Message) -> Iterator[Server]:
    """The same server with the same answer, and neither the layer nor Django behind it."""
    folder = portal.folder / "bare"
    folder.mkdir()
    (folder / "page.html").write_bytes(page)
    of_the_server = ("connection", "date", "server")
    own = [each for each in headers.items() if each[0].lower() not in of_the_server]
    (folder / "headers.json").write_text(json.dumps(own))
    with uncached(portal, "tests.bench.bare:portal", BENCH_ANSWER=str(folder)) as server:
        yield server


@contextlib.contextmanager
def nginx(folder: Path, page: bytes, zipped: bytes) -> Iterator[Server]:
    """The page as a file, and the same compressed beforehand."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        raise SystemExit("The portal is measured beside nginx: apt install nginx-light")
    port = free_port()
    folder.mkdir()
    (folder / "page.html").write_bytes(page)
    (folder / "page.html.gz").write_bytes(zipped)
    (folder / "nginx.conf").write_text(NGINX.format(user=getuser(), folder=folder, port=port))
    command = [found, "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx.log")]
    with _running(command, f"http://127.0.0.1:{port}", {**os.environ}, folder / "said") as server:
        yield server


def elsewhere(address: str) -> Server:
    """Whatever listens there; started, and put on the servers' core, by whoever names it."""
    parts = urlsplit(address)
    assert parts.port
    for found in _listening(parts.port):
        process = psutil.Process(found.pid)
        while (parent := process.parent()) and (
            parent.cmdline() == process.cmdline() or _listening(parts.port, parent)
        ):
            process = parent
        return Server(f"{parts.scheme}://{parts.netloc}", process)
    raise SystemExit(f"Nothing listens at {address}.")


@contextlib.contextmanager
def _running(
    command: list[str], url: str, environment: dict[str, str], log: Path
) -> Iterator[Server]:
    port = urlsplit(url).port
    assert port
    with log.open("w") as said:
        process = subprocess.Popen(
            ["taskset", "-c", str(SERVERS), *command],
            cwd=HERE,
            env=environment,
            stdout=said,
            stderr=said,
        )
    try:
        if not processes.answers(process, port):
            raise SystemExit(f"{command[:3]} did not start:\n{log.read_text()}")
        yield Server(url, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()
        while _listening(port):
            time.sleep(0.05)


def _listening(port: int, by: Any = psutil) -> list[Any]:
    with contextlib.suppress(psutil.AccessDenied):  # somebody else's process
        return [
            each
            for each in by.net_connections("tcp")
            if each.laddr.port == port and each.status == psutil.CONN_LISTEN
        ]
    return []
