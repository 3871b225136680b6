"""The chain of events: a verb writes its event last, under one lock on the chain's head."""

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from .digests import GENESIS, of_event
from .models import Document, Edition, Event, Verb
from .signals import record_changed

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

# Any number, the same for ever: the advisory lock that stands for the head of the chain.
HEAD_LOCK = 0x616C6C69


def record(
    verb: Verb,
    document: Document,
    *,
    by: "User | None",
    edition: Edition | None = None,
    comment: str = "",
    public_note: str = "",
    changed: dict[str, Any] | None = None,
) -> Event:
    """Appends the event and announces `record_changed`. Call it last, inside the transaction.

    `by` is None where a command of the portal itself acts. The lock is held until commit, so
    that nobody else can take the same predecessor; the unique index stands behind it.
    """
    lock_head()
    head = Event.objects.order_by("-pk").values_list("digest", flat=True).first()
    event = Event(
        document=document.pk,
        edition=edition.pk if edition else None,
        edition_digest=edition.digest if edition else "",
        verb=verb,
        actor=by,
        at=timezone.now(),
        comment=comment.strip(),
        public_note=public_note.strip(),
        changed=changed or {},
        previous=head or GENESIS,
    )
    event.digest = of_event(event)
    event.save()
    record_changed.send(sender=Event, document=document, edition=edition, event=event)
    return event


def lock_head() -> None:
    """On SQLite, IMMEDIATE has locked the whole database already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HEAD_LOCK])
