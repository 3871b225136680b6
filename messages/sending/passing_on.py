"""The letter by which a reader sends a statement to a colleague."""

from datetime import timedelta

from django.db import transaction

from cultural_alliance import letters
from cultural_alliance.limits.counting import Limit

from ..permanence import permanent
from ..reading import Reading

# Who sends counts by network address, to whom by e-mail: by the hour and by the day.
BY_SENDER = (
    Limit("send.by-sender.hour", most=10, within=timedelta(hours=1)),
    Limit("send.by-sender.day", most=30, within=timedelta(days=1)),
)
BY_RECIPIENT = (
    Limit("send.by-recipient.hour", most=3, within=timedelta(hours=1)),
    Limit("send.by-recipient.day", most=6, within=timedelta(days=1)),
)


def is_allowed(*, sender: str, recipient: str) -> bool:
    """Counts one more for both. The answer does not tell whose share is used up."""
    return all(limit.take(sender) for limit in BY_SENDER) and all(
        limit.take(recipient) for limit in BY_RECIPIENT
    )


@transaction.atomic
def pass_on(reading: Reading, *, to: str, name: str, note: str) -> None:
    """The portal's own words in the language of the page, with the name and the note as they were
    written. It carries no address to answer to: whoever types a name has proved none."""
    context = {
        "name": name,
        "note": note,
        "reading": reading,
        "url": permanent(reading.statement),
    }
    letters.write(
        "statements/send",
        to=to,
        language=reading.asked,
        context=context,
    ).send()
