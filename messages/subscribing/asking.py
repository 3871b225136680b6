"""Asking to be subscribed, and confirming it: nothing is sent to an address that did not ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cultural_alliance import letters
from cultural_alliance.languages import Language
from cultural_alliance.limits.counting import Limit

from ..models import Frequency, Subscriber, Topic
from . import links

# By network address and by e-mail. Each asking counts, whether the address is known or not.
BY_ASKER = Limit("subscribe.by-asker", most=10, within=timedelta(hours=1))
BY_EMAIL = Limit("subscribe.by-email", most=3, within=timedelta(days=1))
UNANSWERED_FOR = timedelta(days=7)
AT_A_TIME = 500


@dataclass(frozen=True)
class Wishes:
    """`topics` empty: all of them."""

    language: Language
    frequency: Frequency
    topics: Sequence[Topic] = ()


@transaction.atomic
def ask(email: str, wishes: Wishes) -> None:
    """Sends the letter with the link that confirms. To an address that is subscribed already it
    sends one that says so, and changes nothing: anybody may have typed it."""
    rows = Subscriber.objects.select_for_update()
    subscriber, _made = rows.get_or_create(
        email=email.lower(), defaults={"language": wishes.language.code}
    )
    if subscriber.confirmed_at:
        _write("already", subscriber, mine_url=links.MINE.url(subscriber))
        return
    subscriber.asked_at = timezone.now()
    wish(subscriber, wishes)
    good_for = links.CONFIRM.good_for
    _write("confirm", subscriber, url=links.CONFIRM.url(subscriber), good_for=good_for)


def wish(subscriber: Subscriber, wishes: Wishes) -> None:
    """Writes what was chosen. The caller holds the row."""
    subscriber.language = wishes.language.code
    subscriber.frequency = wishes.frequency
    subscriber.every_topic = not wishes.topics
    subscriber.save()
    subscriber.topics.set(wishes.topics)


def _write(name: str, subscriber: Subscriber, **context: object) -> None:
    letters.write(
        f"statements/subscribe_{name}",
        to=subscriber.email,
        language=subscriber.letter_language,
        context={"leave_url": links.LEAVE.url(subscriber), **context},
    ).send()


@transaction.atomic
def confirm(token: str) -> Subscriber | None:
    """From now on letters go there. A second click changes nothing; None for a link that is
    forged, too old, or of a subscriber who has left."""
    subscriber = asked_by(token, locked=True)
    if subscriber and subscriber.confirmed_at is None:
        subscriber.confirmed_at = timezone.now()
        subscriber.save(update_fields=["confirmed_at"])
    return subscriber


def asked_by(token: str, *, locked: bool = False) -> Subscriber | None:
    key = links.CONFIRM.key(token)
    rows = Subscriber.objects.select_for_update() if locked else Subscriber.objects.all()
    return rows.filter(key=key).first() if key else None


def forget_unanswered() -> int:
    """Deletes what nobody confirmed within a week. A job of the worker."""
    forgotten = 0
    while number := _forget_some():
        forgotten += number
    return forgotten


@transaction.atomic
def _forget_some() -> int:
    """Locked first: who asks again in this moment stays."""
    unanswered = Subscriber.objects.unanswered(timezone.now() - UNANSWERED_FOR)
    locked = unanswered.select_for_update(skip_locked=True).values_list("pk", flat=True)
    pks = list(locked[:AT_A_TIME])
    Subscriber.objects.filter(pk__in=pks).delete()
    return len(pks)
