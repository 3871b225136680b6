"""From alerts to letters, in batches: each a transaction that holds the deliveries, the letters,
and how far it came."""

from django.db import transaction
from django.utils import timezone

from cultural_alliance.editions.models import Edition

from ..models import Alert, Delivery, Frequency, News, Subscriber
from ..models.subscriber import SubscriberQuerySet
from . import telling
from .readers import readers_of, told_before

BATCH = 50


def expand(most: int) -> int:
    """Until every alert is told, or so many letters are written. Answers how many deliveries."""
    made = 0
    while made < most and Alert.objects.unfinished().exists():
        number = _next_batch()
        if number is None:
            break  # another worker is at it
        made += number
    return made


@transaction.atomic
def _next_batch() -> int | None:
    """Of the earliest alert alone, so that a correction never overtakes what it corrects."""
    earliest = Alert.objects.unfinished().values("pk")[:1]
    locked = Alert.objects.unfinished().select_for_update(skip_locked=True, of=("self",))
    alert = locked.select_related("statement").filter(pk__in=earliest).first()
    if alert is None:
        return None
    readers = readers_of(alert)
    batch = _after(readers.subscribers, alert) if readers else []
    chosen = [(each, readers.choose(each)) for each in batch] if readers else []
    told = [(subscriber, text) for subscriber, text in chosen if text]
    for subscriber, text in told:
        _deliver(alert, subscriber, text)
    alert.reached = batch[-1].pk if batch else alert.reached
    alert.finished_at = timezone.now() if len(batch) < BATCH else None
    alert.save(update_fields=["reached", "finished_at"])
    return len(told)


def _after(subscribers: SubscriberQuerySet, alert: Alert) -> list[Subscriber]:
    """Locked, so that nobody who leaves in this moment is written to afterwards."""
    ahead = subscribers.filter(pk__gt=alert.reached).order_by("pk")
    return list(ahead.select_for_update(of=("self",), no_key=True)[:BATCH])


def _deliver(alert: Alert, subscriber: Subscriber, text: Edition) -> None:
    now = timezone.now() if _at_once(alert, subscriber) else None
    Delivery.objects.create(alert=alert, subscriber=subscriber, edition=text, told_at=now)
    if now:
        telling.tell(alert, subscriber, text)


def _at_once(alert: Alert, subscriber: Subscriber) -> bool:
    """What follows on something that waits for the weekly letter waits with it."""
    if subscriber.frequency != Frequency.AT_ONCE:
        return False
    return alert.news == News.FIRST or told_before(subscriber)[0].told_at is not None
