"""Verbs of deciding: submit, approve, send back; and the instant at which a text goes public."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from . import access, addresses, digests
from .chain import record
from .drafting import contribute
from .locking import lock_documents, lock_edition, require_not_removed, require_state
from .models import Edition, Standing, State, Verb
from .refusals import Incomplete, NotAllowed, Refused, Stale, WrongInstant, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


def missing(edition: Edition) -> dict[str, str]:
    """What `submit` would ask for: field name → what to do."""
    asked = {}
    if not edition.title.strip():
        asked["title"] = "Give the text a title."
    if not edition.body.strip():
        asked["body"] = "Write the text."
    is_original = edition.language == edition.document.original_language
    if is_original != (edition.standing == Standing.ORIGINAL):
        asked["standing"] = "Say whether the translation is official."
    if not is_original and edition.follows_id is None:
        asked["follows"] = "Say which edition this translation follows."
    if previous(edition) and not edition.minor and not edition.change_note.strip():
        asked["change_note"] = "Tell readers what changes, or mark the correction as minor."
    return asked


def require_complete(edition: Edition) -> None:
    if asked := missing(edition):
        raise Incomplete("The text is not complete yet. " + " ".join(asked.values()), missing=asked)


def previous(edition: Edition) -> Edition | None:
    """The approved edition with the greatest number beside this one."""
    approved = Edition.objects.filter(
        document=edition.document_id, language=edition.language, state=State.APPROVED
    )
    return approved.exclude(pk=edition.pk).order_by("-number").first()


@transaction.atomic
def submit(edition: Edition, *, by: "User", revision: int, comment: str = "") -> Edition:
    """Hands the draft to those who approve. Raises Incomplete with what is missing."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, revision=revision)
    require_state(edition, State.DRAFT)
    require_not_removed(edition.document, edition.language)
    require_complete(edition)
    _pass_on(edition, State.SUBMITTED)
    contribute(edition, by)
    record(Verb.SUBMITTED, edition.document, by=by, edition=edition, comment=comment)
    return edition


@transaction.atomic
def recall(edition: Edition, *, by: "User", comment: str = "") -> Edition:
    """Takes one's own submission back, to go on writing."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition)
    require_state(edition, State.SUBMITTED)
    if not access.has_contributed(by, edition):
        raise NotAllowed("Only those who wrote or submitted this text may take it back.")
    _pass_on(edition, State.DRAFT)
    record(Verb.RECALLED, edition.document, by=by, edition=edition, comment=comment)
    return edition


@transaction.atomic
def send_back(edition: Edition, *, by: "User", comment: str) -> Edition:
    """Returns a submission to its writers, with what they should do."""
    access.require(by, access.PUBLISH)
    edition = lock_edition(edition)
    require_state(edition, State.SUBMITTED)
    if not comment.strip():
        raise Incomplete(
            "Say what the writers should do.", missing={"comment": "Say what to change."}
        )
    _pass_on(edition, State.DRAFT)
    record(Verb.SENT_BACK, edition.document, by=by, edition=edition, comment=comment)
    return edition


def _pass_on(edition: Edition, state: State) -> None:
    edition.state = state
    edition.revision += 1
    edition.save()


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
    documents = {each.pk: each for each in lock_documents(e.document_id for e in editions)}
    now = timezone.now()
    instant = require_ahead(at, now)
    release = uuid.uuid4() if len(editions) > 1 else None
    current = Edition.objects.filter(pk__in=[each.pk for each in editions]).order_by("pk")
    ready = sorted(current, key=lambda each: each.standing != Standing.ORIGINAL)
    if len(ready) != len(editions):
        raise WrongState("One of these texts is gone: somebody deleted it.")
    for edition in ready:
        edition.document = documents[edition.document_id]
        if edition.revision != revisions.get(edition.pk):
            raise Stale(edition=edition)
        require_state(edition, State.SUBMITTED)
        access.require_other_person(by, edition)
    for edition in ready:
        facts = put_in_record(edition, at=instant, recorded_at=now, release=release)
        record(
            Verb.APPROVED,
            edition.document,
            by=by,
            edition=edition,
            comment=comment,
            changed=facts,
        )
    return ready


def require_ahead(at: datetime | None, now: datetime) -> datetime:
    if at is not None and at <= now:
        raise WrongInstant(
            "That instant has passed. Choose one that is still ahead, or approve for now.",
            nearest=now,
        )
    return at or now


def put_in_record(
    edition: Edition, *, at: datetime, recorded_at: datetime, release: uuid.UUID | None = None
) -> dict[str, Any]:
    """Numbers, digests and freezes the edition; settles its document's address. Answers what the
    event of the approval has to hold. The caller holds the lock and writes the event."""
    document = edition.document
    require_not_removed(document, edition.language)
    require_complete(edition)
    before = previous(edition)
    if before and before.published_at and at <= before.published_at:
        raise WrongInstant(
            f"Edition {before.number} is public from a later instant: choose one after it.",
            nearest=before.published_at,
        )
    _require_after_original(edition, at)
    was_public = addresses.is_public(document)
    edition.state = State.APPROVED
    edition.number = before.number + 1 if before and before.number else 1
    edition.published_at, edition.recorded_at, edition.release = at, recorded_at, release
    edition.clean_texts()
    facts = document.facts()
    edition.digest = digests.of_edition(edition, facts)
    edition._write()
    addresses.settle(document, was_public=was_public)
    return {
        "facts": facts,
        "number": edition.number,
        "language": edition.language,
        "published_at": digests.instant(at),
    }


def _require_after_original(edition: Edition, at: datetime) -> None:
    """A translation is refused an instant before that of the edition it follows."""
    if edition.follows_id is None:
        return
    original = Edition.objects.get(pk=edition.follows_id)
    if not original.is_approved or original.published_at is None:
        raise WrongState("The text that this translation follows is not approved yet.")
    if at < original.published_at:
        raise WrongInstant(
            "A translation cannot be public before the text that it follows.",
            nearest=original.published_at,
        )
