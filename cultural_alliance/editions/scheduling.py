"""Verbs of time: another instant for what is approved and still ahead, or none."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import access, addresses
from .chain import record
from .locking import lock_documents, lock_edition
from .models import Edition, Standing, State, Verb
from .publishing import put_in_record, require_ahead
from .refusals import WrongInstant, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def reschedule(edition: Edition, *, by: "User", at: datetime, comment: str = "") -> list[Edition]:
    """Gives a scheduled text, and all that were approved with it, another instant."""
    access.require(by, access.PUBLISH)
    together = _lock_release(edition)
    now = timezone.now()
    require_ahead(at, now)
    _require_before_followers(together, at)
    kept = {each.pk: (each.published_at, each.recorded_at, each.release) for each in together}
    _take_back(together)
    for each in sorted(together, key=lambda e: e.standing != Standing.ORIGINAL):
        old, recorded_at, release = kept[each.pk]
        changed = put_in_record(each, at=at, recorded_at=recorded_at or now, release=release)
        changed["was"] = old.isoformat() if old else None
        record(
            Verb.RESCHEDULED, each.document, by=by, edition=each, comment=comment, changed=changed
        )
    return together


@transaction.atomic
def unschedule(edition: Edition, *, by: "User", comment: str = "") -> list[Edition]:
    """Makes a scheduled text, and all that were approved with it, a draft again. The number and
    the digest are taken back."""
    access.require(by, access.PUBLISH)
    together = _lock_release(edition)
    _require_before_followers(together, None)
    _take_back(together)
    for each in together:
        addresses.settle(each.document, was_public=addresses.is_public(each.document))
        record(
            Verb.UNSCHEDULED,
            each.document,
            by=by,
            edition=each,
            comment=comment,
            changed={"language": each.language},
        )
    return together


def _lock_release(edition: Edition) -> list[Edition]:
    edition = lock_edition(edition)
    together = [edition]
    if edition.release:
        together = list(Edition.objects.filter(release=edition.release).order_by("pk"))
        documents = {d.pk: d for d in lock_documents(each.document_id for each in together)}
        for each in together:
            each.refresh_from_db()
            each.document = documents[each.document_id]
    for each in together:
        if not each.is_approved or not each.is_scheduled():
            raise WrongState("This text is not scheduled any more. Look at where it stands.")
    return together


def _take_back(editions: list[Edition]) -> None:
    """approved → draft: the one way back, which the guards allow while the instant is ahead."""
    for edition in editions:
        edition.state = State.DRAFT
        edition.number = edition.published_at = edition.release = None
        edition.digest = ""
        edition.revision += 1
        edition._write()


def _require_before_followers(editions: list[Edition], at: datetime | None) -> None:
    ids = [each.pk for each in editions]
    followers = Edition.objects.filter(follows__in=ids, state=State.APPROVED).exclude(pk__in=ids)
    if at is not None:
        followers = followers.filter(published_at__lt=at)
    if follower := followers.order_by("published_at").first():
        raise WrongInstant(
            f"The {follower.text_language.name} translation is scheduled to follow this text: "
            "change it first.",
            nearest=follower.published_at,
        )
