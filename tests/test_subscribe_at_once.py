"""Two clicks in the same moment, on two real connections."""

import pytest

from cultural_alliance.languages import BY_CODE
from messages.alerts import expanding, job
from messages.models import Delivery, Frequency, Subscriber
from messages.subscribing import asking, links, mine
from tests.support.record import approved, make_statement
from tests.support.subscribers import subscribe

from .test_record_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WISHES = asking.Wishes(BY_CODE["en"], Frequency.AT_ONCE)


def token(link: links.Link, subscriber: Subscriber) -> str:
    return link.signer.sign(subscriber.key.hex)


def test_one_address_asked_for_twice_is_one_subscriber() -> None:
    assert at_once(*[lambda: asking.ask("ada@example.org", WISHES)] * 3) == [None] * 3
    assert Subscriber.objects.count() == 1


def test_one_link_confirmed_twice_is_one_subscription() -> None:
    asking.ask("ada@example.org", WISHES)
    subscriber = Subscriber.objects.get()
    link = token(links.CONFIRM, subscriber)
    answers = at_once(lambda: asking.confirm(link), lambda: asking.confirm(link))
    assert [answer.pk for answer in answers] == [subscriber.pk] * 2
    assert answers[0].confirmed_at == answers[1].confirmed_at


def test_leaving_twice_is_leaving_once() -> None:
    link = token(links.LEAVE, subscribe())
    assert at_once(lambda: mine.leave(link), lambda: mine.leave(link)) == [True, True]
    assert not Subscriber.objects.exists()


def test_who_leaves_while_letters_are_written_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(expanding, "BATCH", 2)
    readers = [subscribe(f"n{number}@example.org") for number in range(10)]
    approved(make_statement("The news").editions.get())
    leaving = [token(links.LEAVE, reader) for reader in readers[::2]]
    answers = at_once(job.run, lambda: [mine.leave(link) for link in leaving])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Subscriber.objects.count() == 5
    assert Delivery.objects.count() == 5
