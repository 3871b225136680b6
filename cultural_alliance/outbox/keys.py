"""A Message-ID made of what a letter is about, so that it is stored, and sent, once.

It is remembered for 400 days (`keeping.TRACES_KEPT`), also of a letter that was sent or erased.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac


def once(key: str) -> str:
    """The `Message-ID` of the one letter about `key`, such as "request 7 expires 2026-01-31"."""
    host = urlsplit(settings.ALLIANCE_URL).hostname or "localhost"
    return f"<{salted_hmac('outbox.once', key, algorithm='sha256').hexdigest()[:40]}@{host}>"
