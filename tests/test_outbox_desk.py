"""Administrators see mail that did not go out, and a worker that does not run; and do something."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance import languages, letters
from cultural_alliance.accounts.roles import Role
from cultural_alliance.outbox import heartbeat, sending
from cultural_alliance.outbox.models import Beat, Message
from tests.support.cast import administrator, make_user, publisher
from tests.support.mail import Mailbox, work_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIL = "/admin/outbox/message/"
RANIA = "rania@example.org"
ROLES = [role for role in Role if role is not Role.ADMINISTRATOR]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(administrator())
    return client


def step_of(message: Message, name: str) -> str:
    return f"{MAIL}{message.pk}/steps/{name}/"


@pytest.fixture
def given_up(smtp_server: Mailbox) -> Callable[[], Message]:
    """Makes a message that the server refuses for good."""

    def make() -> Message:
        smtp_server.no_recipient = {RANIA: "550 No such person"}
        letters.compose(
            "You are invited", "Secret words", to=RANIA, language=languages.DEFAULT
        ).send()
        work_once()
        smtp_server.no_recipient = {}
        return Message.objects.latest("pk")

    return make


def test_mail_given_up_is_on_the_desk_and_goes_out_when_tried_again(
    desk: Client, given_up: Callable[[], Message], smtp_server: Mailbox
) -> None:
    assert "No mail was given up." in desk.get("/admin/").text
    message = given_up()
    page = desk.get("/admin/").text
    assert "Mail given up" in page
    assert "550 No such person" in page
    one = desk.get(f"{MAIL}{message.pk}/change/").text
    assert RANIA in one and step_of(message, "retry") in one
    assert "Try again" in desk.get(step_of(message, "retry")).text
    work_once()
    assert not smtp_server.deliveries, "looking at the page sent it"
    said = desk.post(step_of(message, "retry"), follow=True).text
    assert "1 mail will be tried again now." in said
    work_once()
    assert [one.message_id for one in smtp_server.to(RANIA)] == [message.message_id]
    assert "No mail was given up." in desk.get("/admin/").text


def test_several_are_tried_again_at_once_from_the_list(
    desk: Client, given_up: Callable[[], Message], smtp_server: Mailbox
) -> None:
    chosen = [given_up().pk for _ in range(3)]
    data = {"action": "try_again", "_selected_action": chosen}
    assert "3 mails will be tried again now." in desk.post(MAIL, data, follow=True).text
    work_once()
    assert len(smtp_server.deliveries) == 3


def test_what_is_erased_is_never_sent_and_names_nobody(
    desk: Client, given_up: Callable[[], Message], smtp_server: Mailbox
) -> None:
    message = given_up()
    assert "forgotten for good" in desk.get(step_of(message, "erase")).text
    assert Message.objects.get(pk=message.pk).recipients == [RANIA]
    desk.post(step_of(message, "erase"))
    left = Message.objects.get(pk=message.pk)
    assert (left.recipients, left.subject, bytes(left.mime), left.last_error) == ([], "", b"", "")
    assert desk.post(step_of(message, "retry")).status_code in (302, 404)
    work_once()
    assert not smtp_server.deliveries
    assert RANIA not in str(list(LogEntry.objects.values_list("object_repr", "change_message")))
    assert LogEntry.objects.exists(), "nobody knows who erased it"


def test_what_a_worker_is_sending_is_left_alone(desk: Client, smtp_server: Mailbox) -> None:
    letters.compose("Subject", "Words", to=RANIA, language=languages.DEFAULT).send()
    message = sending.claim()
    assert message
    assert "A worker is sending it" in desk.post(step_of(message, "erase"), follow=True).text
    assert Message.objects.get(pk=message.pk).recipients == [RANIA]


def test_the_text_of_a_mail_is_shown_to_nobody(
    desk: Client, given_up: Callable[[], Message]
) -> None:
    message = given_up()
    for page in (MAIL, f"{MAIL}{message.pk}/change/", step_of(message, "retry")):
        text = desk.get(page).text
        assert "You are invited" in text
        assert "Secret words" not in text


@pytest.mark.parametrize("role", ROLES)
def test_nobody_but_administrators_sees_whom_mail_is_for(
    client: Client, given_up: Callable[[], Message], role: Role
) -> None:
    message = given_up()
    client.force_login(make_user(role))
    for page in (MAIL, f"{MAIL}{message.pk}/change/", step_of(message, "retry")):
        assert client.get(page).status_code == 403
    assert client.post(step_of(message, "erase")).status_code == 403
    assert RANIA not in client.get("/admin/").text


def test_mail_cannot_be_written_changed_or_deleted_by_hand(
    desk: Client, given_up: Callable[[], Message]
) -> None:
    message = given_up()
    assert desk.get(f"{MAIL}add/").status_code == 403
    assert desk.post(f"{MAIL}{message.pk}/change/", {"subject": "Another"}).status_code == 403
    assert desk.post(f"{MAIL}{message.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{MAIL}999/steps/retry/").status_code == 404
    assert desk.get(f"{MAIL}{message.pk}/steps/burn/").status_code == 404


@pytest.mark.parametrize("words", ["", "invited", "rania@", "nobody", "%'\"\\", "x" * 10_000])
def test_the_list_is_narrowed_by_standing_and_words(
    desk: Client, given_up: Callable[[], Message], words: str
) -> None:
    given_up()
    is_found = words in ("", "invited", "rania@")
    for standing, expected in (("given-up", is_found), ("waiting", False)):
        page = desk.get(MAIL, {"standing": standing, "q": words}, follow=True)
        assert page.status_code == 200
        assert (RANIA in page.text.partition('id="changelist-form"')[2]) == expected
    assert desk.get(MAIL, {"standing": "\0", "q": "\0"}, follow=True).status_code == 200


@pytest.mark.once
def test_the_list_costs_the_same_for_one_and_for_fifty(
    desk: Client, given_up: Callable[[], Message]
) -> None:
    def cost(page: str) -> int:
        desk.get(page)
        with CaptureQueriesContext(connection) as queries:
            desk.get(page)
        return len(queries)

    one = given_up()
    before = [cost(MAIL), cost("/admin/")]
    copies = [
        Message(message_id=f"<{n}@x>", recipients=[RANIA], mime=b"x", given_up_at=one.given_up_at)
        for n in range(50)
    ]
    Message.objects.bulk_create(copies)
    assert [cost(MAIL), cost("/admin/")] == before


def test_a_worker_that_does_not_run_is_an_urgent_matter_while_mail_waits(
    desk: Client, smtp_server: Mailbox
) -> None:
    silent = "The worker does not run"
    assert silent not in desk.get("/admin/").text, "nothing waits, and yet it is urgent"
    letters.compose("Subject", "Words", to=RANIA, language=languages.DEFAULT).send()
    assert silent not in desk.get("/admin/").text
    long_ago = timezone.now() - 2 * heartbeat.SILENT_AFTER
    Message.objects.update(due_at=long_ago)
    assert silent in desk.get("/admin/").text
    assert "it has never run" in desk.get("/admin/").text
    heartbeat.beat()
    assert silent not in desk.get("/admin/").text
    Beat.objects.update(at=long_ago)
    page = desk.get("/admin/").text
    assert silent in page and "last sign of life" in page
    desk.force_login(publisher())
    assert silent not in desk.get("/admin/").text
    assert timedelta(minutes=1) < heartbeat.SILENT_AFTER < timedelta(minutes=10)
