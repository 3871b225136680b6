"""A mail server that refuses, hangs, dies or is away loses no mail and doubles none unsaid."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage

from cultural_alliance import languages, letters
from cultural_alliance.outbox import keeping, sending
from cultural_alliance.outbox.models import Message
from tests.support.mail import Mailbox, work_once
from tests.support.portal import free_port
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db
RANIA, CHEN = "rania@example.org", "chen@example.org"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Starts now, and is moved forward by the test."""
    with time_machine.travel(datetime.now(UTC)) as travelled:
        yield travelled


def post(*to: str, subject: str = "A subject") -> Message:
    """The newest message, stored as a change would store it."""
    if len(to) == 1:
        language = languages.DEFAULT
        letters.compose(subject, "Some words.", to=to[0], language=language).send()
    else:
        EmailMessage(subject, "Some words.", to=list(to)).send()
    return Message.objects.latest("pk")


def reread(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_mail_goes_out_once_and_nothing_is_left_of_whom_and_what(smtp_server: Mailbox) -> None:
    message = post(RANIA)
    work_once()
    work_once()
    [delivery] = smtp_server.deliveries
    assert (delivery.recipients, delivery.subject) == ([RANIA], "A subject")
    assert "Some words." in delivery.text
    assert "<p>Some words.</p>" in delivery.html
    assert delivery.message_id == message.message_id
    left = reread(message)
    assert left.sent_at
    assert (left.recipients, left.subject, bytes(left.mime)) == ([], "", b"")
    assert left.copies == 1


def test_a_batch_shares_one_connection(smtp_server: Mailbox) -> None:
    for _ in range(5):
        post(RANIA)
    work_once()
    assert (len(smtp_server.deliveries), smtp_server.hellos) == (5, 1)


def test_a_server_that_is_busy_is_asked_again_later(smtp_server: Mailbox, clock: Any) -> None:
    message = post(RANIA)
    smtp_server.refusal = "451 Try again later"
    work_once()
    waiting = reread(message)
    assert waiting.is_waiting
    assert f"{RANIA}: 451 Try again later" in waiting.last_error
    smtp_server.refusal = None
    clock.shift(sending.DELAYS[0] - timedelta(seconds=5))
    work_once()
    assert not smtp_server.deliveries, "it was tried before its time"
    clock.shift(10)
    work_once()
    assert smtp_server.deliveries[0].message_id == message.message_id


def test_a_message_that_is_refused_for_good_is_given_up_at_once(smtp_server: Mailbox) -> None:
    smtp_server.refusal = "554 We take no such mail"
    refused = post(RANIA)
    work_once()
    assert reread(refused).given_up_at
    assert "554 We take no such mail" in reread(refused).last_error


def test_one_bad_message_hurts_no_other(smtp_server: Mailbox) -> None:
    smtp_server.no_recipient = {RANIA: "550 No such person"}
    messages = [post(CHEN), post(RANIA), post(CHEN)]
    work_once()
    assert len(smtp_server.to(CHEN)) == 2
    assert [bool(reread(each).given_up_at) for each in messages] == [False, True, False]
    assert reread(messages[1]).recipients == [RANIA], "the desk would not know whom it was for"


def test_of_several_recipients_only_those_not_reached_are_tried_again(
    smtp_server: Mailbox, clock: Any
) -> None:
    smtp_server.no_recipient = {RANIA: "452 The mailbox is full"}
    message = post(RANIA, CHEN)
    work_once()
    assert reread(message).recipients == [RANIA]
    smtp_server.no_recipient = {}
    clock.shift(120)
    work_once()
    assert [one.recipients for one in smtp_server.deliveries] == [[CHEN], [RANIA]]


def test_a_server_that_refuses_our_sender_is_asked_again(smtp_server: Mailbox, clock: Any) -> None:
    smtp_server.no_sender = "530 Who are you?"
    messages = [post(RANIA), post(CHEN)]
    work_once()
    assert all(reread(each).is_waiting for each in messages)
    assert "530 Who are you?" in reread(messages[0]).last_error
    smtp_server.no_sender = None
    clock.shift(120)
    work_once()
    assert len(smtp_server.deliveries) == 2


def test_a_server_that_is_away_costs_the_others_no_try_and_comes_back(
    smtp_server: Mailbox, settings: Any, clock: Any
) -> None:
    messages = [post(RANIA), post(CHEN)]
    settings.EMAIL_PORT = free_port()
    work_once()
    assert [reread(each).attempts for each in messages] == [1, 0]
    assert "Connection refused" in reread(messages[0]).last_error
    settings.EMAIL_PORT = smtp_server.port
    clock.shift(120)
    work_once()
    assert len(smtp_server.deliveries) == 2


@pytest.mark.parametrize("stage", ["hello", "recipient", "data"])
def test_a_server_that_hangs_is_left_and_asked_again(
    smtp_server: Mailbox, settings: Any, clock: Any, stage: str
) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    smtp_server.hang_at = stage
    message = post(RANIA)
    work_once()
    assert stage in smtp_server.arrived_at
    assert reread(message).is_waiting
    wait_until(lambda: stage in smtp_server.left_at)  # or it would keep what it was sent after all
    smtp_server.hang_at = ""
    clock.shift(120)
    work_once()
    assert [one.message_id for one in smtp_server.deliveries] == [message.message_id]


@pytest.mark.parametrize("stage", ["data", "answer"])
def test_a_server_that_dies_after_data_is_given_the_same_message_again(
    smtp_server: Mailbox, clock: Any, stage: str
) -> None:
    """Whether it kept the message nobody can know; the same Message-ID tells it that it did."""
    message = post(RANIA)
    smtp_server.drop_at = stage
    work_once()
    assert len(smtp_server.deliveries) == (1 if stage == "answer" else 0)
    assert reread(message).is_waiting
    smtp_server.drop_at = ""
    clock.shift(120)
    work_once()
    assert {one.message_id for one in smtp_server.deliveries} == {message.message_id}
    assert len({one.message.as_bytes() for one in smtp_server.deliveries}) == 1
    assert reread(message).sent_at


def test_it_is_tried_at_growing_delays_and_given_up_after_three_days(
    smtp_server: Mailbox, clock: Any
) -> None:
    message = post(RANIA)
    first = message.created_at
    smtp_server.refusal = "451 Not now"
    waited = []
    while (now := reread(message)).is_waiting:
        clock.move_to(now.due_at + timedelta(seconds=1))
        work_once()
        waited.append(reread(message).due_at - datetime.now(UTC))
    assert [round(each.total_seconds() / 60) for each in waited[:7]] == [
        1,
        5,
        15,
        60,
        180,
        360,
        360,
    ]
    assert timedelta(days=3) <= reread(message).given_up_at - first <= timedelta(days=3, minutes=1)
    tries = reread(message).attempts
    clock.shift(timedelta(days=1))
    work_once()
    assert reread(message).attempts == tries, "it is tried although it was given up"


def test_a_worker_that_slept_for_a_week_gives_nothing_up_untried(
    smtp_server: Mailbox, clock: Any
) -> None:
    message = post(RANIA)
    clock.shift(timedelta(days=7))
    smtp_server.refusal = "451 Not now"
    work_once()
    assert reread(message).is_waiting


# Two workers, and one that died


def test_what_is_in_one_workers_hands_is_free_again_when_its_lease_is_over(
    smtp_server: Mailbox, clock: Any
) -> None:
    message = post(RANIA)
    assert sending.claim() == message
    assert sending.claim() is None
    clock.shift(sending.lease() - timedelta(seconds=1))
    work_once()
    assert not smtp_server.deliveries, "two workers had it in their hands"
    clock.shift(2)
    work_once()
    assert len(smtp_server.deliveries) == 1


def test_a_lease_is_longer_than_a_delivery_with_a_server_that_is_slow_at_each_step() -> None:
    steps = 12  # connect, greeting, hello, STARTTLS, hello, three of AUTH, sender, to, data, end
    assert sending.lease() > timedelta(seconds=steps * 20)


def test_a_worker_that_comes_too_late_changes_nothing(smtp_server: Mailbox, clock: Any) -> None:
    message = post(RANIA)
    late = sending.claim()
    assert late
    clock.shift(sending.lease() + timedelta(seconds=1))
    second = sending.claim()
    assert second
    sending.mark_failed(late, "too slow", is_final=True)
    assert reread(message).leased_until == second.leased_until
    assert not reread(message).given_up_at
    sending.mark_sent(second)
    sending.mark_failed(second, "twice")
    assert reread(message).sent_at
    assert not reread(message).last_error


def test_what_is_kept_of_mail_is_kept_as_long_as_promised(smtp_server: Mailbox, clock: Any) -> None:
    smtp_server.no_recipient = {RANIA: "550 No such person"}
    sent, given_up = post(CHEN), post(RANIA)
    work_once()
    clock.shift(keeping.GIVEN_UP_KEPT - timedelta(hours=1))
    work_once()
    assert reread(given_up).recipients == [RANIA]
    clock.shift(timedelta(hours=2))
    work_once()
    assert (reread(given_up).recipients, reread(given_up).subject) == ([], "")
    assert RANIA not in reread(given_up).last_error
    clock.shift(keeping.TRACES_KEPT)
    work_once()
    assert not Message.objects.filter(pk__in=[sent.pk, given_up.pk]).exists()
