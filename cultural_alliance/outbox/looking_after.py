"""What an administrator does about mail that was not sent: try again, or erase it for good."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from .models import Message
from .sending import NOTHING_LEFT


class Refused(Exception):
    """A step that cannot be taken; its text is a sentence for the person who tried."""


@transaction.atomic
def retry(message: Message) -> Message:
    """Due now, with the same patience as at first, under the same Message-ID."""
    message = _in_nobodys_hands(message)
    return _changed(
        message,
        due_at=timezone.now(),
        attempts=0,
        first_tried_at=None,
        given_up_at=None,
        leased_until=None,
    )


@transaction.atomic
def erase(message: Message) -> Message:
    """It is never sent: its text and whom it was for are forgotten. Its Message-ID stays, so that
    no job stores the same letter again."""
    message = _in_nobodys_hands(message)
    now = timezone.now()
    given_up_at = message.given_up_at or now
    return _changed(message, given_up_at=given_up_at, erased_at=now, **NOTHING_LEFT)


def _in_nobodys_hands(message: Message) -> Message:
    """Locked and read again."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.sent_at:
        raise Refused("It has meanwhile been sent.")
    if message.erased_at:
        raise Refused("It has meanwhile been erased.")
    if message.is_leased:
        raise Refused("A worker is sending it at this moment. Look again in a few minutes.")
    return message


def _changed(message: Message, **values: Any) -> Message:
    for name, value in values.items():
        setattr(message, name, value)
    message.save(update_fields=list(values))
    return message
