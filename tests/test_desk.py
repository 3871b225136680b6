"""The admin opens on the desk: what waits for me, what goes live, what went live."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.editions import drafting, publishing, urgency
from cultural_alliance.editions.models import DraftReader, Edition, Link, Receipt, Seen
from cultural_alliance.editions.receipts import LOOKS
from tests.support.cast import make_user, publisher, writer
from tests.support.desk import page_of, step_of
from tests.support.front import desk, panel, part
from tests.support.record import approved, correct, make_draft, make_translation, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_submission_waits_on_the_desk_of_everyone_who_may_approve_it() -> None:
    edition = submitted(make_draft(title="A text by another"))
    waiting = part(panel(desk(publisher()), "Waiting for me"), "To approve")
    assert "A text by another" in waiting
    assert f'href="{step_of(edition, "approve")}"' in waiting


def test_nobody_is_asked_to_approve_what_they_submitted_themselves() -> None:
    author = publisher()
    submitted(make_draft(title="My own text", by=author))
    assert "My own text" not in part(desk(author), "To approve")
    assert "My own text" in part(desk(author), "My texts on their way")
    assert "My own text" in part(desk(publisher()), "To approve")


def test_what_was_returned_waits_for_its_writer_until_it_is_handed_in_again() -> None:
    author = writer()
    edition = submitted(make_draft(title="Almost", by=author))
    edition = publishing.send_back(edition, by=publisher(), comment="Name the resolution")
    returned = part(desk(author), "Returned to me")
    assert "Almost" in returned and "Name the resolution" in returned
    assert "Almost" not in part(desk(author), "My texts on their way")
    edition = drafting.save_draft(
        edition, by=author, revision=edition.revision, body="<p>A/RES/1 says so.</p>"
    )
    assert "Almost" in part(desk(author), "Returned to me")
    submitted(edition, by=author)
    assert part(desk(author), "Returned to me") == ""
    assert "Almost" in part(desk(author), "My texts on their way")


def test_a_writer_sees_no_queue_of_approvals() -> None:
    submitted(make_draft(title="Something"))
    assert part(desk(writer()), "To approve") == ""
    assert part(desk(publisher()), "To approve")


def test_what_is_scheduled_counts_down_and_is_not_yet_among_what_went_live() -> None:
    approved(make_draft(title="Tomorrow"), at=timezone.now() + timedelta(hours=3, seconds=30))
    approved(make_draft(title="Today"))
    page = desk(publisher())
    going, went = panel(page, "Going live"), panel(page, "Went live")
    assert "Tomorrow" in going and "in 3\xa0hours" in going
    assert "Today" not in going
    assert "Today" in went and "not looked for" in went
    assert "Tomorrow" not in went


def test_the_desk_tells_instants_in_the_zone_of_who_reads_it() -> None:
    edition = approved(make_draft(), at=timezone.now() + timedelta(days=1))
    reader = publisher()
    reader.time_zone = "Asia/Tokyo"
    reader.save()
    assert edition.published_at
    told = [
        f"{edition.published_at.astimezone(each.zone):%H:%M}</time>"
        for each in (reader, publisher())
    ]
    assert told[0] in panel(desk(reader), "Going live")
    assert told[1] not in panel(desk(reader), "Going live")


def test_an_urgent_publication_waits_for_somebody_else_to_countersign_it() -> None:
    author = publisher()
    draft = make_draft(title="At once")
    urgent = urgency.publish_urgently(
        draft, by=author, revision=draft.revision, reason="An earthquake"
    )
    assert "At once" in part(desk(publisher()), "To countersign")
    assert part(desk(author), "To countersign") == ""
    assert part(desk(writer()), "To countersign") == ""
    urgency.countersign(urgent, by=publisher())
    assert part(desk(publisher()), "To countersign") == ""


def seen(edition: Edition, how: Seen, surface: str, tries: int = 1) -> None:
    Receipt.objects.create(
        edition=edition, surface=surface, url=f"/{surface}", seen=how, tries=tries
    )


def test_what_went_live_says_where_it_was_seen_and_what_is_wrong_stands_first_in_words() -> None:
    good, bad = approved(make_draft(title="Well seen")), approved(make_draft(title="Unseen"))
    for each in (good, bad):
        seen(each, Seen.IN_TIME, "Its page")
    seen(good, Seen.IN_TIME, "Home")
    seen(bad, Seen.WRONG, "Home", tries=LOOKS)
    page = panel(desk(writer()), "Went live")
    assert "seen on 2 of 2 surfaces at " in part(page, "In the last two weeks")
    look = part(page, "Look at these")
    assert "Unseen" in look and "Wrong" in look and "wrong: Home" in look and "is-red" in look
    assert "Well seen" not in look and "Unseen" not in part(page, "In the last two weeks")


def test_what_is_limited_to_others_is_on_no_desk_but_theirs() -> None:
    chosen = publisher()
    for edition in (
        submitted(make_draft(title="Limited")),
        approved(make_draft(title="Limited too"), at=timezone.now() + timedelta(days=1)),
    ):
        DraftReader.objects.create(edition=edition, person=chosen, named_by=chosen)
    assert "Limited" not in desk(publisher())
    assert "Limited</" in desk(chosen) and "Limited too" in desk(chosen)


def test_a_part_shows_eight_and_leads_to_the_list_of_the_rest() -> None:
    author = writer()
    for number in range(11):
        make_draft(title=f"Draft {number}", by=author)
    mine = part(desk(author), "My texts on their way")
    assert mine.count("<li") == 8
    [url] = re.findall(r'href="([^"]+)">And 3 more', mine)
    client = Client()
    client.force_login(author)
    assert client.get(url).content.decode().count(">Draft 1") == 2  # 1 and 10


def test_an_empty_desk_says_what_to_do() -> None:
    assert "Begin with “New statement”" in desk(writer())


def test_somebody_without_a_role_is_not_let_in() -> None:
    client = Client()
    client.force_login(make_user())
    assert client.get("/admin/").status_code in (302, 403)


@pytest.mark.once
def test_the_desk_costs_the_same_for_one_text_and_for_a_dozen() -> None:
    reader = publisher()

    def cost() -> int:
        client = Client()
        client.force_login(reader)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    def add(name: str) -> None:
        """One row for each part."""
        submitted(make_draft(title=f"Waiting {name}"))
        make_draft(title=f"Mine {name}", by=reader)
        approved(make_draft(title=f"Next {name}"), at=timezone.now() + timedelta(days=1))
        live = approved(make_draft(title=f"Live {name}"))
        seen(live, Seen.IN_TIME, "Its page")
        link = Link.objects.create(
            url=f"https://example.org/{name}", broken_since=timezone.now(), detail="Answers 404"
        )
        link.editions.add(live)
        live.document.review_on = timezone.localdate()
        live.document.save()
        make_translation(live.document)
        correct(live.document, body="<p>Otherwise.</p>")
        link.editions.add(live.document.editions.get(number=2, language="en"))

    add("one")
    with_one = cost()
    assert page_of(Edition.objects.latest("pk")) in desk(reader)
    for number in range(11):
        add(str(number))
    assert cost() == with_one
