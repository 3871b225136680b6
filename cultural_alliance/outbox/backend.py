"""Django's mail backend: whoever sends mail stores it, in the transaction that caused it."""

import copy
import re
from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address

from .models import Message

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


class OutboxBackend(BaseEmailBackend):
    """A letter under a Message-ID that is stored already (`outbox.once`) is stored no second time,
    whoever is faster; the transaction goes on undisturbed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [stored(message) for message in email_messages if message.recipients()]
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        return len(rows)


def stored(message: EmailMessage) -> Message:
    """The row of a message, its bytes made once. Raises what Django raises: `BadHeaderError` for
    a line break in a header, `ValueError` for an address that is none."""
    message = copy.copy(message)
    message.extra_headers = {**message.extra_headers}
    if not any(name.lower() == "message-id" for name in message.extra_headers):
        # Django's own would name this machine.
        message.extra_headers["Message-ID"] = make_msgid(domain=_host())
    encoding = message.encoding or settings.DEFAULT_CHARSET
    mime: Any = message.message()
    recipients = [sanitize_address(each, encoding) for each in message.recipients()]
    return Message(
        message_id=str(mime["Message-ID"]),
        purpose=getattr(message, "purpose", ""),
        subject=UNPRINTABLE.sub(" ", str(message.subject))[:255],
        sender=sanitize_address(message.from_email, encoding),
        recipients=recipients,
        copies=len(recipients),
        mime=mime.as_bytes(linesep="\r\n"),
    )


def _host() -> str:
    return urlsplit(settings.ALLIANCE_URL).hostname or "localhost"
