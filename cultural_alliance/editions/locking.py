"""Every verb locks its document, then reads again: what a page showed may be old."""

from collections.abc import Iterable

from .models import Document, Edition, Notice
from .refusals import Refused, Stale, WrongState


def lock_document(document: Document) -> Document:
    """The document as it stands now, locked until the transaction ends."""
    return lock_documents([document.pk])[0]


def lock_documents(ids: Iterable[int]) -> list[Document]:
    """Several are locked in the order of their ids, so that two verbs never wait in a ring."""
    wanted = sorted(set(ids))
    found = list(Document.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise WrongState("This document is gone: somebody deleted its only draft.")
    return [document.specific for document in found]


def lock_edition(edition: Edition, *, revision: int | None = None) -> Edition:
    """The edition as it stands now, its document locked. Raises Stale where `revision`, the one
    that the person saw, is no longer the edition's."""
    document = lock_document(Document(pk=edition.document_id))
    current = document.editions.select_related("follows").filter(pk=edition.pk).first()
    if current is None:
        raise WrongState("This text is gone: somebody deleted it.")
    current.document = document
    if revision is not None and current.revision != revision:
        raise Stale(edition=current)
    return current


def require_state(edition: Edition, *states: str) -> None:
    if edition.state not in states:
        raise WrongState(
            f"This text is {edition.get_state_display().lower()} now. Look at where it stands."
        )


def require_not_removed(document: Document, language: str) -> None:
    removed = Notice.objects.standing().filter(document=document, kind="removed")
    if removed.filter(language__in=["", language]).exists():
        raise Refused("This text was removed on legal grounds, which is never undone.")
