"""The letters to subscribers. Each carries the links to change and to leave."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cultural_alliance import letters, outbox
from cultural_alliance.addresses import absolute
from cultural_alliance.editions.models import Edition

from ..models import Alert, Subscriber
from ..subscribing import links


def tell(alert: Alert, subscriber: Subscriber, text: Edition) -> None:
    """Of one alert, at once."""
    context = {
        "alert": alert,
        "statement": alert.statement,
        "text": text,
        "notice": alert.notice,
        "is_foreign": text.language != subscriber.language,
        "url": absolute(alert.statement.get_absolute_url(subscriber.letter_language)),
    }
    key = f"alert {alert.pk} to {subscriber.key}"
    send(subscriber, f"alert_{alert.news}", key=key, **context)


def send(subscriber: Subscriber, name: str, *, key: str, **context: Any) -> None:
    """Stored once under its key, however often it is sent."""
    own = {"mine_url": links.MINE.url(subscriber), "leave_url": links.LEAVE.url(subscriber)}
    letters.write(
        f"statements/{name}",
        to=subscriber.email,
        language=subscriber.letter_language,
        context={**own, **context},
        headers={"Message-ID": outbox.once(key), **links.headers(subscriber)},
    ).send()


def day(instant: datetime) -> str:
    return timezone.localtime(instant).date().isoformat()
