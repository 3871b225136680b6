"""After the instant the worker looks at every surface over HTTP, and says what it saw."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from cultural_alliance.editions import publishing, receipts
from cultural_alliance.editions.models import Edition, Receipt, Seen
from tests.support.cast import publisher, writer
from tests.support.desk import page_of
from tests.support.portal import Portal, free_port
from tests.support.record import (
    BODY,
    approved,
    correct,
    make_draft,
    make_page,
    make_statement,
    make_translation,
    submitted,
    withdrawn,
)
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dead_portal(settings: Any) -> str:
    """Nobody listens there."""
    settings.ALLIANCE_URL = f"http://127.0.0.1:{free_port()}"
    return str(settings.ALLIANCE_URL)


@pytest.fixture
def stale_portal(settings: Any) -> Iterator[str]:
    """Another text at every address, as of a cache that is not emptied."""

    class Stale(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<h1>What stood here before</h1>")

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stale)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.ALLIANCE_URL = f"http://127.0.0.1:{server.server_port}"
    yield settings.ALLIANCE_URL
    server.shutdown()
    server.server_close()


def noted(edition: Edition) -> dict[str, str]:
    return dict(edition.receipts.order_by("pk").values_list("surface", "seen"))


def look_often(clock: Any) -> None:
    """As a worker does while time goes by."""
    for pause in [timedelta(0), *receipts.PAUSES]:
        clock.shift(pause)
        receipts.run()


def test_a_statement_that_goes_live_is_seen_on_every_surface(live_portal: Portal) -> None:
    edition = approved(make_draft(title="Culture & the <Day>", body=BODY))
    assert receipts.run() == 1
    seen = noted(edition)
    assert set(seen.values()) == {Seen.IN_TIME}, dict(edition.receipts.values_list("url", "detail"))
    assert {"Its page", "Home", "List", "Feed", "Sitemap", "Search"} < set(seen)
    assert len([name for name in seen if name.startswith("Page in")]) == 5
    assert receipts.run() == 0, "what was seen is not looked for again"


def test_a_text_with_footnotes_and_a_table_is_seen_as_any_other(live_portal: Portal) -> None:
    body = (
        '<p>We met often.<a href="#fn1"><sup>1</sup></a></p>'
        "<table><tbody><tr><td>Paris</td><td>R&amp;D</td></tr></tbody></table>"
        '<ol><li id="fn1">In twelve cities.</li></ol>'
    )
    edition = approved(make_draft(body=body))
    receipts.run()
    assert 'role="doc-noteref"' in Client().get(edition.get_absolute_url()).text
    assert set(noted(edition).values()) == {Seen.IN_TIME}


def test_each_language_and_a_correction_have_receipts_of_their_own(live_portal: Portal) -> None:
    first = approved(make_draft(title="First"))
    french = make_translation(first.document)
    receipts.run()
    second = correct(first.document, title="Second", minor=True)
    receipts.run()
    assert set(noted(second).values()) == {Seen.IN_TIME}
    assert "Feed" not in noted(second), "a minor correction is in no feed"
    assert "Feed" in noted(first)
    assert noted(french) == {}, "a text that a command entered went live nowhere"


def test_a_page_is_seen_in_the_tree_and_in_search(live_portal: Portal) -> None:
    page = make_page("culture", "On culture")
    edition = correct(page, title="On culture, again")
    receipts.run()
    assert set(noted(edition).values()) == {Seen.IN_TIME}, dict(
        edition.receipts.values_list("url", "detail")
    )
    assert {"Its page", "Sitemap page", "Sitemap", "Search"} < set(noted(edition))


@pytest.mark.parametrize("path", ["contact", "members", "join", "partners", "activities"])
def test_the_text_above_a_section_that_works_is_seen_too(live_portal: Portal, path: str) -> None:
    edition = correct(make_page(path, "Before"), title=f"Otherwise {path}", body=BODY)
    receipts.run()
    assert set(noted(edition).values()) == {Seen.IN_TIME}, dict(
        edition.receipts.values_list("url", "detail")
    )


def test_a_scheduled_text_is_looked_for_at_its_instant_and_not_before(
    live_portal: Portal,
) -> None:
    with time_machine.travel(timezone.now(), tick=True) as clock:
        edition = approved(make_draft(), at=timezone.now() + timedelta(hours=1))
        assert receipts.run() == 0
        clock.shift(timedelta(hours=1))
        assert receipts.run() == 1
        assert set(noted(edition).values()) == {Seen.IN_TIME}


def test_a_worker_that_slept_over_the_instant_says_how_late_it_looked_and_writes_to_publishers(
    live_portal: Portal,
) -> None:
    approver = publisher()
    with time_machine.travel(timezone.now(), tick=True) as clock:
        edition = approved(make_draft(title="Overslept"), by=approver)
        writer()
        mail.outbox.clear()
        clock.shift(timedelta(hours=2))
        receipts.run()
        assert set(noted(edition).values()) == {Seen.LATE}
        [detail] = set(edition.receipts.values_list("detail", flat=True))
        assert "2\xa0hours after the instant" in detail
        assert {to for letter in mail.outbox for to in letter.to} == {approver.email}
        [letter] = mail.outbox
        assert "Overslept" in letter.subject and "Home: late" in letter.body
        receipts.run()
        assert len(mail.outbox) == 1, "it is told once"


def test_a_portal_that_does_not_answer_is_looked_for_again_then_told_once(
    dead_portal: str,
) -> None:
    publisher()
    with time_machine.travel(timezone.now(), tick=True) as clock:
        edition = approved(make_draft())
        mail.outbox.clear()
        receipts.run()
        assert set(noted(edition).values()) == {Seen.UNREACHABLE}
        assert receipts.run() == 0, "it pauses first"
        assert mail.outbox == [], "once is no alarm"
        look_often(clock)
        assert {each.tries for each in edition.receipts.all()} == {receipts.LOOKS}
        told = len(mail.outbox)
        assert told >= 1
        clock.shift(receipts.AT_LENGTH)
        assert receipts.run() == 1
        assert len(mail.outbox) == told


def test_a_surface_that_shows_another_text_is_wrong_until_it_is_put_right(
    stale_portal: str, live_portal: Portal, settings: Any
) -> None:
    with time_machine.travel(timezone.now(), tick=True) as clock:
        settings.ALLIANCE_URL = stale_portal
        edition = approved(make_draft())
        look_often(clock)
        assert set(noted(edition).values()) == {Seen.WRONG}
        settings.ALLIANCE_URL = live_portal.url
        clock.shift(receipts.AT_LENGTH)
        receipts.run()
        assert set(noted(edition).values()) == {Seen.LATE}


def replace(edition: Edition) -> None:
    correct(edition.document, body="<p>Otherwise.</p>")


def withdraw(edition: Edition) -> None:
    withdrawn(edition.document)


@pytest.mark.parametrize("meanwhile", [replace, withdraw])
def test_what_was_replaced_or_withdrawn_meanwhile_is_not_called_wrong(
    live_portal: Portal, meanwhile: Callable[[Edition], None]
) -> None:
    edition = approved(make_draft())
    meanwhile(edition)
    receipts.run()
    assert noted(edition) == {}
    assert set(Receipt.objects.values_list("seen", flat=True)) <= {Seen.IN_TIME}


def test_a_correction_while_the_worker_looks_makes_nothing_wrong(
    live_portal: Portal, settings: Any
) -> None:
    """The first look finds nobody; the second finds the text that replaced it."""
    with time_machine.travel(timezone.now(), tick=True) as clock:
        settings.ALLIANCE_URL = f"http://127.0.0.1:{free_port()}"
        edition = approved(make_draft())
        receipts.run()
        settings.ALLIANCE_URL = live_portal.url
        second = correct(edition.document, body="<p>Otherwise.</p>")
        clock.shift(timedelta(minutes=1))
        receipts.run()
        assert set(noted(edition).values()) == {Seen.UNREACHABLE}, "nobody looked again"
        assert set(noted(second).values()) <= {Seen.IN_TIME, Seen.LATE}


def test_two_workers_at_once_note_each_place_once(live_portal: Portal) -> None:
    edition = approved(make_draft())
    answers = at_once(receipts.run, receipts.run)
    faults = [each for each in answers if isinstance(each, Exception)]
    assert not faults
    assert {each.tries for each in edition.receipts.all()} == {1}
    assert edition.receipts.count() == 11


def test_six_texts_approved_together_are_all_seen(live_portal: Portal) -> None:
    statement = make_statement("Together")
    original = submitted(statement.editions.get())
    french = submitted(make_draft(statement, "fr", title="Ensemble", standing="official"))
    texts = [original, french]
    publishing.approve_together(
        texts, by=publisher(), revisions={each.pk: each.revision for each in texts}
    )
    assert receipts.run() == 2
    assert set(Receipt.objects.values_list("seen", flat=True)) == {Seen.IN_TIME}


def test_the_receipt_stands_beside_the_text(live_portal: Portal, client: Client) -> None:
    client.force_login(publisher())
    edition = approved(make_draft())
    assert "The worker has not looked yet" in client.get(page_of(edition)).content.decode()
    receipts.run()
    page = client.get(page_of(edition)).content.decode()
    assert "Seen on 11 of 11 surfaces at " in page
    assert f'href="{edition.document.get_absolute_url()}"' in page
    draft = make_draft()
    assert "Seen after it went live" not in client.get(page_of(draft)).content.decode()
