"""Links in public texts are looked at once a week, politely; broken ones stand on the desk."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from cultural_alliance.editions import fetching, links
from cultural_alliance.editions.models import Edition, Link
from tests.support.cast import writer
from tests.support.front import desk, part
from tests.support.record import approved, correct, make_draft, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Web:
    """A server that answers each path with its status, and tells what it was asked."""

    url: str = ""
    answers: dict[str, int] = field(default_factory=dict)
    onward: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    no_head: bool = False

    def link(self, path: str) -> str:
        return f'<p><a href="{self.url}{path}">There</a></p>'


@pytest.fixture
def web(settings: Any) -> Iterator[Web]:
    """It stands for the portal itself: all else on this machine is private."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(f"{self.command} {self.path}")
            status = web.answers.get(self.path, 200)
            if self.path in web.onward:
                status = 302
            if self.command == "HEAD" and web.no_head:
                status = 405
            self.send_response(status)
            if self.path in web.onward:
                self.send_header("Location", web.onward[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    web.url = settings.ALLIANCE_URL = f"http://127.0.0.1:{server.server_port}"
    settings.CHECK_LINKS = True
    yield web
    server.shutdown()
    server.server_close()


def broken_on_the_desk() -> str:
    return part(desk(writer()), "Broken links")


def look_for_days(clock: Any, days: int = 2) -> None:
    for _ in range(days):
        while links.check():
            pass
        clock.shift(timedelta(days=1, minutes=1))


def test_a_link_is_broken_when_it_led_nowhere_on_two_days(web: Web) -> None:
    web.answers["/gone"] = 404
    with time_machine.travel(timezone.now(), tick=True) as clock:
        edition = approved(make_draft(title="With links", body=web.link("/gone") + web.link("/")))
        look_for_days(clock, days=1)
        assert broken_on_the_desk() == "", "one failure may be an accident"
        look_for_days(clock, days=1)
        rows = broken_on_the_desk()
        assert f"{web.url}/gone" in rows and "Answers 404" in rows and "With links" in rows
        assert rows.count("<li") == 1
        assert f"/admin/editions/edition/{edition.pk}/correct/" in rows
        web.answers.clear()
        look_for_days(clock, days=2)
        assert broken_on_the_desk() == "", "it leads somewhere again"


def test_two_failures_on_one_day_are_no_broken_link(web: Web) -> None:
    web.answers["/gone"] = 404
    with time_machine.travel("2027-03-01T06:00:00Z", tick=True):
        approved(make_draft(body=web.link("/gone")))
        links.check()
        Link.objects.update(checked_at=None)
        links.check()
        assert not links.broken().exists()


def test_a_server_is_asked_without_its_text_first_and_once_a_week(web: Web) -> None:
    with time_machine.travel(timezone.now(), tick=True) as clock:
        approved(make_draft(body=web.link("/page?q=1#part")))
        assert links.check() == 1
        assert links.check() == 0
        assert web.asked == ["HEAD /page?q=1"]
        clock.shift(links.EVERY)
        web.no_head = True
        links.check()
        assert web.asked[1:] == ["HEAD /page?q=1", "GET /page?q=1"]
        assert not Link.objects.exclude(broken_since=None).exists()


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_server_that_lets_no_machine_in_is_not_broken(web: Web, status: int) -> None:
    web.answers["/guarded"] = status
    with time_machine.travel(timezone.now(), tick=True) as clock:
        approved(make_draft(body=web.link("/guarded")))
        look_for_days(clock)
        assert web.asked and not links.broken().exists()


def test_one_host_is_asked_for_one_thing_at_a_time(web: Web) -> None:
    approved(make_draft(body="".join(web.link(f"/{number}") for number in range(3))))
    for number in range(1, 4):
        assert links.check() == 1
        assert len(web.asked) == number
    assert links.check() == 0


def test_nobody_is_asked_for_the_links_of_a_text_that_is_not_public(web: Web) -> None:
    draft = make_draft(body=web.link("/secret"))
    assert not Link.objects.exists()
    approved(draft, at=timezone.now() + timedelta(days=1))
    links.check()
    assert web.asked == []


def test_a_link_that_was_corrected_or_withdrawn_is_nobodys_care(web: Web) -> None:
    web.answers |= {"/one": 404, "/two": 404}
    with time_machine.travel(timezone.now(), tick=True) as clock:
        first, second = (approved(make_draft(body=web.link(path))) for path in ("/one", "/two"))
        look_for_days(clock)
        assert broken_on_the_desk().count("<li") == 2
        correct(first.document, body="<p>Without it.</p>")
        withdrawn(second.document)
        assert broken_on_the_desk() == ""


def test_the_worker_asks_nobody_unless_the_operator_wants_it(web: Web, settings: Any) -> None:
    approved(make_draft(body=web.link("/")))
    settings.CHECK_LINKS = False
    assert links.check() == 0
    assert web.asked == []


PRIVATE = [
    "http://127.0.0.1:{other}/",
    "http://localhost:{other}/",
    "http://[::1]:{other}/",
    "http://[::ffff:127.0.0.1]:{other}/",
    "http://0.0.0.0:{other}/",
    "http://2130706433:{other}/",
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_ever_asked_directly_or_by_way_of_another(
    web: Web, address: str, settings: Any
) -> None:
    target = address.replace("{other}", web.url.rpartition(":")[2])
    settings.ALLIANCE_URL = "http://portal.example"
    assert fetching.fetch(target).fault == "Leads to a private address"
    settings.ALLIANCE_URL = web.url
    assert fetching.fetch(f"{web.url}/").is_good, "the portal's own address is no stranger's"
    settings.ALLIANCE_URL = web.url
    inside = target.replace("127.0.0.1:", "127.0.0.2:")
    web.onward["/away"] = inside
    web.asked.clear()
    assert fetching.fetch(f"{web.url}/away").fault == "Leads to a private address"
    assert web.asked == ["GET /away"]


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "file:///etc/passwd", "http:///", "http://a b/", "nonsense"]
)
def test_what_is_no_address_of_the_web_is_a_fault_and_no_error(address: str) -> None:
    assert fetching.fetch(address).fault == "Cannot be reached"


def test_a_ring_of_redirects_ends(web: Web) -> None:
    web.onward["/ring"] = "/ring"
    assert fetching.fetch(f"{web.url}/ring").fault == "Leads on and on"
    assert len(web.asked) == fetching.MOST_REDIRECTS + 1


def test_a_server_that_drips_or_falls_silent_holds_the_worker_for_no_longer_than_it_may(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    monkeypatch.setattr(fetching, "LONGEST", 0.3)
    left = threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        with connection:
            try:
                while not left.wait(0.02):
                    connection.sendall(b"H")
            except OSError:
                left.set()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.ALLIANCE_URL = f"http://127.0.0.1:{listening.getsockname()[1]}"
        threading.Thread(target=drip, daemon=True).start()
        assert not fetching.fetch(f"{settings.ALLIANCE_URL}/").is_good
        assert left.wait(10), "the connection was broken off"


def test_the_links_of_a_text_are_whole_addresses_each_once(settings: Any) -> None:
    settings.ALLIANCE_URL = "https://portal.example"
    hrefs = ["/en/about/", "/en/about/#p3", "https://a.example/?x=1&amp;y=2", "mailto:a@b.example"]
    body = "<p>" + " ".join(f'<a href="{href}">x</a>' for href in hrefs) + "</p>"
    assert links.of_text(body, "/en/here/") == [
        "https://portal.example/en/about/",
        "https://a.example/?x=1&y=2",
    ]


def test_a_link_in_two_texts_is_one_row_that_names_a_public_text(web: Web) -> None:
    texts = [approved(make_draft(body=web.link("/same"))) for _ in range(2)]
    [link] = Link.objects.all()
    assert set(link.editions.all()) == set(Edition.objects.filter(pk__in=[t.pk for t in texts]))
