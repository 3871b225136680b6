"""Whether a text is read before it is given: then readers are told to check against delivery."""

from datetime import datetime

from django.utils import timezone

from .models import Document, Edition


def is_ahead(document: Document, *instants: datetime | None) -> bool:
    """Whether it is given after all of the instants."""
    begins = document.delivery_begins
    return begins is not None and all(at < begins for at in instants if at)


def is_before(edition: Edition) -> bool:
    """Of an approved edition, as its digest covers it; of another, as if it were approved now."""
    if edition.is_approved:
        return edition.before_delivery
    return is_ahead(edition.document.specific, timezone.now())
