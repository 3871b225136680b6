"""Subscribers, and the links in their letters.

subscribe("ada@example.org", language="fr")         confirmed since a minute ago
subscribe("ada@example.org", topics=["music"], frequency="weekly", since=instant)
path_in(letter, "leave")                            the path of the link in a letter's text
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from messages.models import Subscriber, Topic


def subscribe(
    email: str = "ada@example.org",
    *,
    language: str = "en",
    topics: Sequence[str] = (),
    frequency: str = "at-once",
    since: datetime | None = None,
) -> Subscriber:
    since = since or timezone.now() - timedelta(minutes=1)
    subscriber = Subscriber.objects.create(
        email=email,
        language=language,
        frequency=frequency,
        every_topic=not topics,
        asked_at=since,
        confirmed_at=since,
    )
    for slug in topics:
        row, _made = Topic.objects.get_or_create(
            slug=slug, defaults={"names": {"en": slug.capitalize()}}
        )
        subscriber.topics.add(row)
    return subscriber


def path_in(letter: Any, word: str) -> str:
    """Of a message of `mailoutbox`, or of a delivery to the SMTP server."""
    text = letter.body if hasattr(letter, "body") else letter.text
    [found] = re.findall(rf"https?://\S+/subscribe/{word}/\S+", text)
    return urlsplit(found).path
