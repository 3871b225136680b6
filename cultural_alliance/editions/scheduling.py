"""Verbs of time: another instant for what is approved and still ahead, or none."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import access, digests, minting
from .approval import higher_first, originals_first, put_in_record, require_ahead
from .chain import record
from .locking import lock_editions
from .models import Edition, State, Verb
from .refusals import WrongInstant, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def reschedule(edition: Edition, *, by: "User", at: datetime, comment: str = "") -> list[Edition]:
    """Gives a scheduled text, and all that were approved with it, another instant."""
    access.require(by, access.PUBLISH)
    together = originals_first(_lock_release(edition, by))
    now = timezone.now()
    require_ahead(at, now)
    _require_before_followers(together, at)
    old, recorded_at, release = (
        getattr(together[0], name) for name in ("published_at", "recorded_at", "release")
    )
    _take_back(together)
    entered = put_in_record(together, at=at, recorded_at=recorded_at, release=release)
    for each, changed in entered:
        changed["was"] = digests.instant(old)
        record(
            Verb.RESCHEDULED, each.document, by=by, edition=each, comment=comment, changed=changed
        )
    return together


@transaction.atomic
def unschedule(edition: Edition, *, by: "User", comment: str = "") -> list[Edition]:
    """Makes a scheduled text, and all that were approved with it, a draft again. The number and
    the digest are taken back."""
    access.require(by, access.PUBLISH)
    together = _lock_release(edition, by)
    _require_before_followers(together, None)
    documents = {each.document_id: each.document for each in together}
    minted = {pk for pk, document in documents.items() if minting.is_minted(document)}
    _take_back(together)
    for document in reversed(higher_first(documents.values())):
        minting.settle(document, was_public=minting.is_public(document))
        if document.pk in minted:
            minting.forget_slug(document)
    for each in together:
        record(
            Verb.UNSCHEDULED,
            each.document,
            by=by,
            edition=each,
            comment=comment,
            changed={"language": each.language},
        )
    return together


def _lock_release(edition: Edition, by: "User") -> list[Edition]:
    """The edition and all that are scheduled with it, locked. What a removal has erased since
    is left where it is: it never becomes public."""
    together = lock_editions({edition.pk, *_released_with(edition)}, by)
    current = next(each for each in together if each.pk == edition.pk)
    if not current.is_scheduled() or current.erased:
        raise WrongState("This text is not scheduled any more. Look at where it stands.")
    if {each.pk for each in together} != {current.pk, *_released_with(current)}:
        raise WrongState("What is published together has changed meanwhile. Look at it again.")
    return [each for each in together if not each.erased]


def _released_with(edition: Edition) -> Iterable[int]:
    """Asked of the database, for the edition in hand may be old."""
    release = Edition.objects.filter(pk=edition.pk).values("release")
    return Edition.objects.filter(release__in=release).values_list("pk", flat=True)


def _take_back(editions: list[Edition]) -> None:
    """approved → draft: the one way back, which the guards allow while the instant is ahead."""
    for edition in editions:
        edition.state = State.DRAFT
        edition.number = edition.published_at = edition.recorded_at = edition.release = None
        edition.digest = ""
        edition.revision += 1
        edition._write(
            "state", "number", "published_at", "recorded_at", "release", "digest", "revision"
        )


def _require_before_followers(editions: list[Edition], at: datetime | None) -> None:
    """What follows a text is never public before it; without it (`at` is None) not at all."""
    ids = [each.pk for each in editions]
    followers = Edition.objects.filter(follows__in=ids, state=State.APPROVED, erased=False)
    followers = followers.exclude(pk__in=ids)
    if at is not None:
        followers = followers.filter(published_at__lt=at)
    if follower := followers.order_by("published_at").first():
        raise WrongInstant(
            f"The {follower.text_language.name} translation is scheduled to follow this text: "
            "change it first.",
            nearest=follower.published_at,
        )
