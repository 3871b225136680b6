"""Every verb locks its document, then reads again: what a page showed may be old."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection

from .models import Document, Edition, Notice
from .refusals import Refused, Stale, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

# Any number, the same for ever: the advisory lock that stands for the head of the chain.
HEAD_LOCK = 0x616C6C69


def lock_head() -> None:
    """The chain of events, and with it the minting of addresses, until the transaction ends.
    Taken after the documents' locks. On SQLite, IMMEDIATE has locked the database already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HEAD_LOCK])


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


def lock_edition(edition: Edition, by: "User") -> Edition:
    """The edition as it stands now, its document locked. One that `by` may not see is gone."""
    return lock_editions([edition.pk], by)[0]


def lock_editions(ids: Iterable[int], by: "User") -> list[Edition]:
    """The editions as they stand now, in the order of their ids, all their documents locked."""
    wanted = sorted(set(ids))
    editions = Edition.objects.filter(pk__in=wanted).order_by("pk")
    documents = {
        each.pk: each for each in lock_documents(editions.values_list("document_id", flat=True))
    }
    # Asked again, now that nobody else can change them.
    current = list(editions.visible_to(by))
    if not wanted or len(current) != len(wanted):
        raise WrongState("This text is gone: somebody deleted it.")
    for edition in current:
        edition.document = documents[edition.document_id]
    return current


def require_revision(edition: Edition, revision: int | None) -> None:
    """Raises Stale where `revision`, the one that the person saw, is no longer the edition's."""
    if edition.revision != revision:
        raise Stale(edition=edition)


def require_state(edition: Edition, *states: str) -> None:
    if edition.state not in states:
        raise WrongState(
            f"This text is {edition.get_state_display().lower()} now. Look at where it stands.",
            edition=edition,
        )


def require_not_removed(document: Document, language: str) -> None:
    removed = Notice.objects.standing().filter(document=document, kind="removed")
    if removed.filter(language__in=["", language]).exists():
        raise Refused("This text was removed on legal grounds, which is never undone.")
