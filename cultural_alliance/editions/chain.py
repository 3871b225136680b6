"""The chain of events: a verb writes its event last, under one lock on the chain's head."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from .digests import GENESIS, of_event
from .locking import lock_head
from .models import Document, Edition, Event, Verb
from .signals import record_changed

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


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
