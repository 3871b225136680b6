"""`make bench` measures speed and memory as it says: its parts, each at a tiny size."""

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.test import Client

from tests.bench import empty_urls, memory, readers, serving, wrk
from tests.support.portal import Portal
from tests.support.record import make_statement

pytestmark = [pytest.mark.once]
needs_wrk = pytest.mark.skipif(not shutil.which("wrk"), reason="wrk is not installed")
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


@pytest.mark.django_db
def test_the_empty_view_goes_through_the_portals_own_middleware(
    client: Client, settings: Any
) -> None:
    about = {"Content-Length", "Cache-Control", "No-Vary-Search"}
    of_a_page = client.get("/en/").headers.keys() - about
    settings.ROOT_URLCONF = "tests.bench.empty_urls"
    empty = client.get(empty_urls.PATH)
    assert (empty.status_code, empty.content) == (200, b"")
    assert empty.headers.keys() - about == of_a_page > {"Content-Security-Policy"}


@needs_wrk
@pytest.mark.slow
@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_a_page_is_measured_beside_the_same_as_a_file(tmp_path: Path) -> None:
    with serving.nginx(tmp_path / "nginx", b"<p>Culture</p>", b"zipped") as nginx:
        page, missing = (wrk.Target(path, nginx, path) for path in ("/page.html", "/none.html"))
        page.ask(1)
        with pytest.raises(SystemExit, match=r"answers of /none\.html were errors"):
            missing.ask(1)
        again = serving.elsewhere(nginx.url)
    assert page.rate > 0
    assert page.beside(page) == 1
    assert again.process.pid == nginx.process.pid
    assert not psutil.pid_exists(nginx.process.pid)


class Heard(BaseHTTPRequestHandler):
    """Keeps what it is asked."""

    protocol_version = "HTTP/1.1"
    heard: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.heard.append((self.path, dict(self.headers.items())))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Listener(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asks goes away in the middle."""


@pytest.fixture
def listener() -> Iterator[serving.Server]:
    Heard.heard = []
    server = Listener(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield serving.Server(f"http://127.0.0.1:{server.server_port}", psutil.Process())
    server.shutdown()
    server.server_close()


@needs_wrk
def test_no_two_hostile_requests_are_the_same(listener: serving.Server) -> None:
    wrk.hostile(listener, "/en/kept/", 600, first=0)
    wrk.hostile(listener, "/en/kept/", 600, first=600)
    heard = Heard.heard
    assert len({repr(each) for each in heard}) == len(heard) > 1100
    paths = {path.partition("?")[0] for path, _headers in heard}
    hosts = {headers["Host"] for _path, headers in heard}
    tags = [headers.get("If-None-Match", "") for _path, headers in heard]
    assert {"/en/kept/", "/en/info/messages/"} < paths
    assert len([path for path in paths if "made-up" in path]) > 10
    assert len(hosts) > 10
    assert max(map(len, tags)) > 10_000


@pytest.mark.slow
def test_each_process_has_a_reader_and_is_weighed(granian_portal: Portal) -> None:
    path = make_statement(published_on=date(2006, 1, 1)).path
    server = serving.elsewhere(granian_portal.url)
    with readers.of_each(server) as each:
        assert {reader.worker.pid for reader in each} == {one.pid for one in server.workers()}
        assert len(each) == 2
        first = [reader.get(f"/en/{path}/") for reader in each]
        assert {read.status for read in first} == {200}
        assert len({read.etag for read in first}) == 1
    assert memory.bound(64) > max(one.memory_info().rss for one in server.workers()) / 1e6 > 20
