"""Addresses: minted at the first approval, kept for ever once public."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.text import slugify

from . import access
from .chain import record
from .locking import lock_document, lock_documents
from .models import Address, Document, State, Verb
from .refusals import AddressTaken, Refused

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

LONGEST_SLUG = 100


def settle(document: Document, *, was_public: bool) -> None:
    """Brings `first_published_at`, slug and address in line with the approved editions.

    Called by the verbs after they change what is approved. `was_public` says whether something
    was public before: an address that was public never changes here.
    """
    approved = document.editions.filter(state=State.APPROVED)
    first = approved.aggregate(first=Min("published_at"))["first"]
    document.first_published_at = first
    if first is None:
        document.addresses.all().delete()
        document.path = ""
    elif not was_public:
        _mint(document, first)
    _save(document)


def is_public(document: Document) -> bool:
    first = document.first_published_at
    return first is not None and first <= timezone.now()


def _mint(document: Document, first: datetime) -> None:
    wished = document.slug
    slug = wished or slug_for(document)
    path = document.path_for(slug, first)
    if document.path and document.path != path:
        document.addresses.all().delete()  # scheduled into another year: never was public
    attempt = 1
    while _taken(path, document):
        if wished and not document.path:
            raise AddressTaken(
                f"The address /{path}/ belongs to another document. Choose another slug.",
                path=path,
            )
        attempt += 1
        path = document.path_for(f"{slug}-{attempt}", first)
    document.slug = slug if attempt == 1 else f"{slug}-{attempt}"
    document.path = path
    Address.objects.get_or_create(path=path, document=document)


def slug_for(document: Document) -> str:
    """From the title: the English one where there is one, else the original in Latin letters."""
    titles = dict(document.editions.exclude(title="").values_list("language", "title"))
    title = titles.get("en") or titles.get(document.original_language) or ""
    slug = slugify(anyascii(title))
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rsplit("-", 1)[0]
    return slug or f"{document.kind}-{document.pk}"


def _taken(path: str, document: Document) -> bool:
    return Address.objects.filter(path=path).exclude(document=document).exists()


def _save(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(
        slug=document.slug,
        path=document.path,
        first_published_at=document.first_published_at,
    )


@transaction.atomic
def move(document: Document, *, by: "User", comment: str = "", **place: Any) -> Document:
    """Gives the document another address: `slug=`, or for a page `parent=`. The former address
    redirects for ever. What stands below moves with it, all or none. Raises AddressTaken."""
    access.require(by, access.PUBLISH)
    document = lock_document(document)
    old_path = document.path
    document.place(**place)
    if not old_path:
        _save(document)
        record(Verb.MOVED, document, by=by, comment=comment, changed={"slug": document.slug})
        return document
    moving = [document, *lock_documents([below.pk for below in document.below()])]
    for each in moving:
        _move_one(each, by=by, comment=comment)
    return document


def _move_one(document: Document, *, by: "User", comment: str) -> None:
    if document.first_published_at is None:
        return
    old, new = document.path, document.path_for(document.slug, document.first_published_at)
    if old == new:
        return
    if _taken(new, document):
        raise AddressTaken(f"The address /{new}/ belongs to another document.", path=new)
    if not is_public(document):
        document.addresses.all().delete()
    Address.objects.get_or_create(path=new, document=document)
    document.path = new
    _save(document)
    record(Verb.MOVED, document, by=by, comment=comment, changed={"from": old, "to": new})


def require_slug(slug: str) -> str:
    if slug != slugify(slug) or not slug:
        raise Refused("A slug has small Latin letters, figures and hyphens, and nothing else.")
    return slug
