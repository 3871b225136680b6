"""The verb that gives a document another address, and what can be asked about addresses."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from . import access
from .chain import record
from .locking import lock_documents, lock_head
from .minting import is_public, is_taken, save
from .models import Address, Document, Verb
from .refusals import AddressTaken, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

__all__ = ["is_public", "is_taken", "move"]


@transaction.atomic
def move(document: Document, *, by: "User", comment: str = "", **place: Any) -> Document:
    """Gives the document another address: `slug=`, or for a page `parent=`. The former address
    redirects for ever. What stands below moves with it, all or none. Raises AddressTaken."""
    access.require(by, access.PUBLISH)
    moving = _lock_with_what_stands_below(document)
    moving[0].place(**place)
    save(moving[0])
    for pk in [each.pk for each in moving]:
        _move_one(_as_it_stands(pk), by=by, comment=comment)
    document = _as_it_stands(document.pk)
    if not document.path:
        record(Verb.MOVED, document, by=by, comment=comment, changed={"slug": document.slug})
    return document


def _lock_with_what_stands_below(document: Document) -> list[Document]:
    """The document first, then what stands below it, nearest first: locked in the order of their
    ids, as every verb does, and then the chain, so that no address is minted meanwhile."""
    order = [document.pk, *(below.pk for below in _as_it_stands(document.pk).below())]
    locked = {each.pk: each for each in lock_documents(order)}
    lock_head()
    if {below.pk for below in locked[document.pk].below()} != set(order[1:]):
        raise WrongState("Pages below this one have changed meanwhile. Look at them again.")
    return [locked[pk] for pk in order]


def _as_it_stands(pk: int) -> Document:
    """Read anew, and with it what stands above."""
    found = Document.objects.filter(pk=pk).first()
    if found is None:
        raise WrongState("This document is gone: somebody deleted its only draft.")
    specific: Document = found.specific
    return specific


def _move_one(document: Document, *, by: "User", comment: str) -> None:
    if document.first_published_at is None:
        return
    old, new = document.path, document.path_for(document.slug, document.first_published_at)
    if old == new:
        return
    if is_taken(new, document):
        raise AddressTaken(f"The address /{new}/ belongs to another document.", path=new)
    if not is_public(document):
        document.addresses.all().delete()
    Address.objects.get_or_create(path=new, document=document)
    document.path = new
    save(document)
    record(Verb.MOVED, document, by=by, comment=comment, changed={"from": old, "to": new})
