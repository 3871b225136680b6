"""The address of a document that lasts, whatever becomes of its place."""

from cultural_alliance.addresses import absolute
from cultural_alliance.editions.models import Document


def permanent(document: Document) -> str:
    """The short address that leads to the document for ever, in the reader's language."""
    return absolute(document.short_url)
