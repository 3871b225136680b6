"""Sending what is due: claim one message, hand it over, mark it; then the next.

A claim is a lease: who holds it alone tries. A worker that dies in the middle lets it expire, and
another sends the same bytes under the same Message-ID. So mail is sent at least once, and a
receiver can tell a double from a new one.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from . import transports
from .models import Message
from .transports import Refusals, ServerAway, Transport

logger = logging.getLogger(__name__)

# How long after each failed try the next one waits; the last holds for all that follow.
# docs/operating.md tells operators of both.
DELAYS = (
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15)),
    *(timedelta(hours=1), timedelta(hours=3), timedelta(hours=6)),
)
GIVEN_UP_AFTER = timedelta(days=3)  # since the first try
LONGEST_ERROR = 500
# What a message becomes that is sent or erased.
NOTHING_LEFT: dict[str, Any] = {"recipients": [], "subject": "", "mime": b"", "last_error": ""}


def lease() -> timedelta:
    """Longer than any delivery: it is some dozen steps, each of which may take the timeout."""
    return timedelta(seconds=30 * settings.EMAIL_TIMEOUT)


def send_due(most: int | None = None, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Tries each message that is due, at most so many; answers how many it tried.

    `go_on` is asked before each: a worker that is told to end finishes the one in its hands. Where
    the server seems to be away it stops: the others would fare no better, and keep their turn.
    """
    transport, tried = transports.chosen(), 0
    try:
        while (most is None or tried < most) and go_on() and (message := claim()):
            tried += 1
            if not try_to_send(message, transport):
                break
    finally:
        transport.close()
    return tried


def claim() -> Message | None:
    """Takes the message that is due longest, and leases it; None when there is none."""
    if not Message.objects.due().exists():
        return None  # no lock is taken to find nothing
    with transaction.atomic():
        now = timezone.now()
        due = Message.objects.due(now).select_for_update(skip_locked=True)
        message: Message | None = due.first()
        if message is not None:
            message.attempts += 1
            message.first_tried_at = message.first_tried_at or now
            message.leased_until = now + lease()
            message.save(update_fields=["attempts", "first_tried_at", "leased_until"])
    return message


def try_to_send(message: Message, transport: Transport) -> bool:
    """False where the server seems to be away. Whatever happens, the message is marked."""
    try:
        refused = transport.deliver(message)
    except ServerAway as error:
        mark_failed(message, str(error))
        return False
    except SMTPRecipientsRefused as error:
        refused = error.recipients
    except SMTPDataError as error:
        refused = dict.fromkeys(message.recipients, (error.smtp_code, _bytes(error.smtp_error)))
    except SMTPResponseException as error:  # our sender was refused, or a greeting
        mark_failed(message, f"The mail server: {error.smtp_code} {_text(error.smtp_error)}")
        return True
    except Exception as error:  # the connection broke, or what nobody thought of
        mark_failed(message, f"{type(error).__name__}: {error}")
        return False
    if refused:
        mark_refused(message, refused)
    else:
        mark_sent(message)
    return True


def mark_sent(message: Message) -> None:
    """Whoever holds the lease meanwhile: sent is sent. It loses whom and what it spoke of."""
    Message.objects.filter(pk=message.pk).waiting().update(
        sent_at=timezone.now(), leased_until=None, **NOTHING_LEFT
    )


def mark_refused(message: Message, refused: Refusals) -> None:
    """Those that were refused are tried again alone; if all were refused for good, given up."""
    words = "; ".join(
        f"{each}: {code} {_text(said)}" for each, (code, said) in sorted(refused.items())
    )
    is_final = all(code >= 500 for code, _ in refused.values())
    mark_failed(message, words, recipients=list(refused), is_final=is_final)


def mark_failed(
    message: Message, error: str, *, recipients: list[str] | None = None, is_final: bool = False
) -> None:
    """Sets the next try, or gives the message up. A worker whose lease another has taken over
    changes nothing."""
    now = timezone.now()
    ends_at = (message.first_tried_at or now) + GIVEN_UP_AFTER
    is_final = is_final or now >= ends_at
    mine = Message.objects.waiting().filter(
        pk=message.pk, attempts=message.attempts, leased_until=message.leased_until
    )
    mine.update(
        last_error=error.replace("\0", "")[:LONGEST_ERROR],
        recipients=message.recipients if recipients is None else recipients,
        leased_until=None,
        due_at=min(now + delay(message.attempts), ends_at),
        given_up_at=now if is_final else None,
    )
    if is_final:  # the server's words may name the recipient: they stand on the desk alone
        logger.warning("Message %s was given up; the desk says why.", message.pk)


def delay(attempts: int) -> timedelta:
    """What to wait after this many failed tries."""
    return DELAYS[min(attempts, len(DELAYS)) - 1]


def overdue(for_longer_than: timedelta, now: datetime | None = None) -> bool:
    """Whether some mail has been due for longer, in nobody's hands."""
    now = now or timezone.now()
    return bool(Message.objects.due(now).filter(due_at__lt=now - for_longer_than).exists())


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _text(words: bytes | str) -> str:
    return " ".join(_bytes(words).decode(errors="replace").split())
