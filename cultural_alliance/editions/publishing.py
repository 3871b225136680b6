"""Verbs of deciding: submit, approve, send back; and the instant at which a text goes public."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import access, mailing, reviewing
from .approval import (
    missing,
    naming,
    originals_first,
    previous,
    put_in_record,
    require_ahead,
    require_complete,
)
from .chain import record
from .drafting import contribute
from .locking import (
    lock_edition,
    lock_editions,
    require_not_removed,
    require_revision,
    require_state,
)
from .models import Edition, State, Verb
from .refusals import Incomplete, NotAllowed, Refused

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

__all__ = [
    "approve",
    "approve_together",
    "missing",
    "previous",
    "recall",
    "require_complete",
    "send_back",
    "submit",
]


@transaction.atomic
def submit(edition: Edition, *, by: "User", revision: int, comment: str = "") -> Edition:
    """Hands the draft to those who approve. Raises Incomplete with what is missing."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    require_state(edition, State.DRAFT)
    require_revision(edition, revision)
    require_not_removed(edition.document, edition.language)
    require_complete(edition)
    _pass_on(edition, State.SUBMITTED)
    contribute(edition, by)
    mailing.submitted(edition, by=by)
    record(Verb.SUBMITTED, edition.document, by=by, edition=edition, comment=comment)
    return edition


@transaction.atomic
def recall(edition: Edition, *, by: "User", comment: str = "") -> Edition:
    """Takes one's own submission back, to go on writing."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    require_state(edition, State.SUBMITTED)
    if not access.has_contributed(by, edition):
        raise NotAllowed("Only those who wrote or submitted this text may take it back.")
    _pass_on(edition, State.DRAFT)
    record(Verb.RECALLED, edition.document, by=by, edition=edition, comment=comment)
    return edition


@transaction.atomic
def send_back(
    edition: Edition,
    *,
    by: "User",
    comment: str,
    paragraph: int | None = None,
    seen: int | None = None,
) -> Edition:
    """Returns a submission to its writers, with what they should do: a comment on the paragraph of
    that number, or on the whole. `seen` is the revision that was read."""
    access.require(by, access.PUBLISH)
    edition = lock_edition(edition, by)
    require_state(edition, State.SUBMITTED)
    if not comment.strip():
        raise Incomplete(
            "Say what the writers should do.", missing={"comment": "Say what to change."}
        )
    reviewing.remark(edition, by=by, text=comment, paragraph=paragraph, seen=seen)
    _pass_on(edition, State.DRAFT)
    mailing.sent_back(edition, by=by)
    record(Verb.SENT_BACK, edition.document, by=by, edition=edition, comment=comment)
    return edition


def _pass_on(edition: Edition, state: State) -> None:
    edition.state = state
    edition.revision += 1
    edition.save(update_fields=["state", "revision"])


@transaction.atomic
def approve(
    edition: Edition,
    *,
    by: "User",
    revision: int,
    at: datetime | None = None,
    comment: str = "",
) -> Edition:
    """Numbers and freezes a submission: public now, or at the instant `at`, still ahead.

    Raises NotYourOwn to whoever contributed, Stale where the text is not the one that was seen,
    WrongInstant where `at` has passed or comes before what the text follows.
    """
    return approve_together(
        [edition], by=by, revisions={edition.pk: revision}, at=at, comment=comment
    )[0]


@transaction.atomic
def approve_together(
    editions: Sequence[Edition],
    *,
    by: "User",
    revisions: Mapping[int, int],
    at: datetime | None = None,
    comment: str = "",
) -> list[Edition]:
    """Approves all or none, public in one instant. `revisions` are those seen, by edition id.

    Those approved together share a `release`: they are rescheduled and unscheduled together.
    """
    access.require(by, access.PUBLISH)
    if not editions:
        raise Refused("Choose at least one text to approve.")
    ready = originals_first(lock_editions((each.pk for each in editions), by))
    now = timezone.now()
    instant = require_ahead(at, now)
    release = uuid.uuid4() if len(ready) > 1 else None
    for edition in ready:
        with naming(edition, among=ready):
            require_state(edition, State.SUBMITTED)
            require_revision(edition, revisions.get(edition.pk))
            access.require_other_person(by, edition)
    entered = put_in_record(ready, at=instant, recorded_at=now, release=release)
    for edition, changed in entered:
        mailing.approved(edition, by=by)
        record(
            Verb.APPROVED,
            edition.document,
            by=by,
            edition=edition,
            comment=comment,
            changed=changed,
        )
    return ready
