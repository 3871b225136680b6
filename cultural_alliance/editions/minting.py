"""How a document comes by its address: minted at the first approval, kept once public."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from anyascii import anyascii
from django.db.models import Min
from django.utils import timezone
from django.utils.text import slugify

from .locking import lock_head
from .models import Address, Document, Edition, State
from .refusals import AddressTaken, Refused

if TYPE_CHECKING:
    from .models.edition import EditionQuerySet

LONGEST_SLUG = 100
AT_ONCE = 50  # numbers that are asked for in one query


def settle(document: Document, *, was_public: bool) -> None:
    """Brings `first_published_at`, slug and address in line with the approved editions.

    Called by the verbs after they change what is approved. `was_public` says whether something
    was public before: an address that was public never changes here.
    """
    lock_head()  # nobody else mints or moves meanwhile
    first = _approved(document).aggregate(first=Min("published_at"))["first"]
    document.first_published_at = first
    if first is None:
        _give_up(document)
    elif not was_public:
        _mint(document, first)
    save(document)


def is_public(document: Document) -> bool:
    first = document.first_published_at
    return first is not None and first <= timezone.now()


def is_minted(document: Document) -> bool:
    """Whether the slug was made from the title, so far as one can see; else somebody chose it."""
    made = slug_for(document)
    number = document.slug.removeprefix(f"{made}-")
    return document.slug == made or (number != document.slug and number.isdigit())


def forget_slug(document: Document) -> None:
    """A slug made from a title that nobody has read yet is made anew at the next approval."""
    if not document.path:
        document.slug = ""
        save(document)


def _give_up(document: Document) -> None:
    """Nothing is approved any more, so nothing was ever public."""
    if any(below.path for below in document.below()):
        raise Refused("Pages below this one are approved: unschedule those first.")
    document.addresses.all().delete()
    document.path = ""


def _mint(document: Document, first: datetime) -> None:
    wished = document.slug
    slug = wished or slug_for(document)
    path = document.path_for(slug, first)
    if document.path and document.path != path:
        document.addresses.all().delete()  # scheduled into another year: never was public
    if is_taken(path, document):
        if wished and not document.path:
            raise AddressTaken(
                f"The address /{path}/ belongs to another document. Choose another slug.",
                path=path,
            )
        slug, path = next(_free(document, slug, first))
    document.slug, document.path = slug, path
    Address.objects.get_or_create(path=path, document=document)


def _free(document: Document, slug: str, first: datetime) -> Iterator[tuple[str, str]]:
    """The slug with a number behind it, and its address, for each that no other document has."""
    others = Address.objects.exclude(document=document)
    for start in count(2, AT_ONCE):
        numbered = [f"{slug}-{number}" for number in range(start, start + AT_ONCE)]
        asked = {document.path_for(each, first): each for each in numbered}
        taken = set(others.filter(path__in=asked).values_list("path", flat=True))
        yield from ((each, path) for path, each in asked.items() if path not in taken)


def slug_for(document: Document) -> str:
    """From an approved title: the English one where there is one, else the original in Latin
    letters."""
    named = _approved(document).exclude(title="").order_by("number")
    titles = dict(named.values_list("language", "title"))
    title = titles.get("en") or titles.get(document.original_language) or ""
    slug = slugify(anyascii(title))
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rsplit("-", 1)[0]
    return slug or f"{document.kind}-{document.pk}"


def _approved(document: Document) -> "EditionQuerySet":
    return Edition.objects.filter(document=document.pk, state=State.APPROVED)


def is_taken(path: str, document: Document) -> bool:
    return Address.objects.filter(path=path).exclude(document=document).exists()


def save(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(
        slug=document.slug,
        path=document.path,
        first_published_at=document.first_published_at,
    )


def require_slug(slug: str) -> str:
    if slug != slugify(slug) or not slug:
        raise Refused("A slug has small Latin letters, figures and hyphens, and nothing else.")
    return slug
