"""The admin opens on the desk: what waits for me, what goes live, what went live."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import publishing, urgency
from tests.support.cast import make_user, publisher, writer
from tests.support.record import approved, make_draft, submitted

pytestmark = pytest.mark.django_db


def desk(user: User) -> str:
    client = Client()
    client.force_login(user)
    response = client.get("/admin/")
    assert response.status_code == 200
    return response.content.decode()


def panel(page: str, title: str) -> str:
    """The part of the desk under the heading."""
    assert title in page, f"The desk has no panel “{title}”."
    return page.split(f"{title}", 1)[1].split("</section>", 1)[0]


def test_a_submission_waits_on_the_desk_of_everyone_who_may_approve_it() -> None:
    submitted(make_draft(title="A text by another"))
    assert "A text by another" in panel(desk(publisher()), "Waiting for me")


def test_nobody_is_asked_to_approve_what_they_submitted_themselves() -> None:
    author = publisher()
    submitted(make_draft(title="My own text", by=author))
    assert "My own text" not in panel(desk(author), "Waiting for me")
    assert "My own text" in panel(desk(publisher()), "Waiting for me")


def test_a_text_that_was_sent_back_shows_its_writer_what_was_asked() -> None:
    author = writer()
    edition = submitted(make_draft(title="Almost", by=author))
    publishing.send_back(edition, by=publisher(), comment="Name the resolution")
    mine = panel(desk(author), "My texts on their way")
    assert "Sent back" in mine
    assert "Name the resolution" in mine


def test_a_writer_sees_no_queue_of_approvals() -> None:
    submitted(make_draft(title="Something"))
    assert "Waiting for me" not in desk(writer())


def test_what_is_scheduled_is_going_live_and_not_yet_among_what_went_live() -> None:
    approved(make_draft(title="Tomorrow"), at=timezone.now() + timedelta(days=1))
    approved(make_draft(title="Today"))
    page = desk(publisher())
    assert "Tomorrow" in panel(page, "Going live")
    assert "Today" not in panel(page, "Going live")
    assert "Today" in panel(page, "Went live in the last two weeks")
    assert "Tomorrow" not in panel(page, "Went live in the last two weeks")


def test_an_urgent_publication_stands_on_every_desk_until_somebody_else_countersigns() -> None:
    title = "Published urgently: a second person has to look"
    draft = make_draft(title="At once")
    urgent = urgency.publish_urgently(
        draft, by=publisher(), revision=draft.revision, reason="An earthquake"
    )
    assert "At once" in panel(desk(writer()), title)
    urgency.countersign(urgent, by=publisher())
    assert title not in desk(writer())


def test_an_empty_desk_says_what_to_do() -> None:
    assert "Begin with “New statement”" in desk(writer())


def test_somebody_without_a_role_is_not_let_in() -> None:
    client = Client()
    client.force_login(make_user())
    assert client.get("/admin/").status_code in (302, 403)


@pytest.mark.slow
def test_the_desk_costs_the_same_for_one_text_and_for_fifty(
    django_assert_max_num_queries: object,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(user: User) -> int:
        client = Client()
        client.force_login(user)
        client.get("/admin/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/admin/")
        return len(queries)

    reader = publisher()
    for number in range(1):
        submitted(make_draft(title=f"Waiting {number}"))
        approved(make_draft(title=f"Live {number}"))
    with_one = cost(reader)
    for number in range(49):
        submitted(make_draft(title=f"Waiting more {number}"))
        approved(make_draft(title=f"Live more {number}"))
    assert cost(reader) == with_one
