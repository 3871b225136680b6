"""Urgent publication by one person, until somebody else countersigns or reverses it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from . import access, files, mailing
from .approval import put_in_record
from .chain import record
from .drafting import contribute
from .locking import lock_edition, require_revision, require_state
from .models import Edition, Event, State, Verb
from .notices import is_withdrawn, withdraw
from .refusals import Incomplete, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


def waiting() -> "QuerySet[Edition]":
    """Editions published urgently that nobody countersigned or reversed yet."""
    decided = Event.objects.filter(
        edition=OuterRef("edition"), verb__in=[Verb.COUNTERSIGNED, Verb.REVERSED]
    )
    urgent = Event.objects.filter(~Exists(decided), verb=Verb.PUBLISHED_URGENTLY)
    return Edition.objects.filter(pk__in=urgent.values("edition"))


@transaction.atomic
def publish_urgently(edition: Edition, *, by: "User", revision: int, reason: str) -> Edition:
    """Publishes a draft or a submission now, by one publisher, for a reason."""
    access.require(by, access.PUBLISH)
    edition = lock_edition(edition, by)
    require_state(edition, State.DRAFT, State.SUBMITTED)
    require_revision(edition, revision)
    _require_reason(reason)
    contribute(edition, by)
    now = timezone.now()
    [(_, changed)] = put_in_record([edition], at=now, recorded_at=now)
    mailing.published_urgently(edition, by=by, reason=reason)
    record(
        Verb.PUBLISHED_URGENTLY,
        edition.document,
        by=by,
        edition=edition,
        comment=reason,
        changed=changed,
    )
    return edition


@transaction.atomic
def countersign(edition: Edition, *, by: "User", comment: str = "") -> Edition:
    """A different person takes the urgent publication on."""
    edition = _lock_waiting(edition, by)
    record(Verb.COUNTERSIGNED, edition.document, by=by, edition=edition, comment=comment)
    return edition


@transaction.atomic
def reverse(edition: Edition, *, by: "User", reason: str) -> Edition | None:
    """A different person undoes the urgent publication: the text that was public before becomes
    the next edition (answered), or, where there was none, the text is withdrawn (None)."""
    edition = _lock_waiting(edition, by)
    _require_reason(reason)
    newest = edition.document.editions.filter(language=edition.language, state=State.APPROVED)
    if newest.filter(number__gt=edition.number).exists():
        raise WrongState("A newer edition is approved already: unschedule it, or correct that.")
    before = newest.filter(number__lt=edition.number).order_by("-number").first()
    record(Verb.REVERSED, edition.document, by=by, edition=edition, comment=reason)
    if before is None or before.erased:
        if not is_withdrawn(edition):
            withdraw(edition.document, by=by, reason=reason, language=edition.language)
        return None
    return _publish_again(before, by=by, reason=reason)


def _publish_again(before: Edition, *, by: "User", reason: str) -> Edition:
    now = timezone.now()
    again = Edition(
        document=before.document,
        language=before.language,
        state=State.SET_ASIDE,  # beside a draft that somebody may have begun
        title=before.title,
        summary=before.summary,
        body=before.body,
        standing=before.standing,
        follows=before.follows,
        change_note=reason,
        saved_by=by,
    )
    again.save()
    files.copy(before, again)
    [(_, changed)] = put_in_record([again], at=now, recorded_at=now)
    record(Verb.ENTERED, again.document, by=by, edition=again, comment=reason, changed=changed)
    return again


def _lock_waiting(edition: Edition, by: "User") -> Edition:
    access.require(by, access.PUBLISH)
    edition = lock_edition(edition, by)
    if not waiting().filter(pk=edition.pk).exists():
        raise WrongState("This publication is not waiting for a second person.")
    access.require_other_person(by, edition)
    return edition


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Incomplete("Give the reason.", missing={"reason": "Give the reason."})
