"""Addresses that leave the portal: in feeds, mails, canonical links. `ALLIANCE_URL` alone is
their source, never the host of a request."""

from django.conf import settings

from cultural_alliance.editions.models import Document


def absolute(path: str) -> str:
    return f"{settings.ALLIANCE_URL}{path}"


def permanent(document: Document) -> str:
    """The short address that leads to the document for ever, in the reader's language."""
    return absolute(document.short_url)
