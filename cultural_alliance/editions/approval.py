"""How a text becomes an edition: what it must have, its number, its digest, its instant.

The verbs that approve, reschedule, publish urgently or enter a text all come here.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from . import delivery, digests, minting
from .attaching import without_description
from .drafting import asked_of_follows
from .locking import require_not_removed
from .models import Document, Edition, Standing, State
from .refusals import Incomplete, Refused, WrongInstant, WrongState

FROZEN_WITH_APPROVAL = (
    *Edition.TEXTS,
    *(f"{name}_sha256" for name in Edition.TEXTS),
    *("state", "number", "published_at", "recorded_at", "release", "digest"),
    "before_delivery",
)


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
    elif wrong := asked_of_follows(edition):
        asked["follows"] = wrong
    if previous(edition) and not edition.minor and not edition.change_note.strip():
        asked["change_note"] = "Tell readers what changes, or mark the correction as minor."
    if silent := without_description(edition):
        names = ", ".join(f"“{each}”" for each in silent)
        asked["files"] = f"Describe these files, or mark an image as decorative: {names}."
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


def require_ahead(at: datetime | None, now: datetime) -> datetime:
    if at is not None and at <= now:
        raise WrongInstant(
            "That instant has passed. Choose one that is still ahead, or approve for now.",
            nearest=now,
        )
    return at or now


def originals_first(editions: Iterable[Edition]) -> list[Edition]:
    """In an order in which each comes after the edition that it follows."""
    waiting, ordered = list(editions), list[Edition]()
    while waiting:
        ids = {each.pk for each in waiting}
        free = [each for each in waiting if each.follows_id not in ids]
        ordered += free or waiting
        waiting = [each for each in waiting if free and each not in free]
    return ordered


def higher_first(documents: Iterable[Document]) -> list[Document]:
    """In an order in which each comes after those whose addresses its own begins with."""
    found = list(documents)
    return sorted(found, key=lambda each: len(each.above())) if len(found) > 1 else found


@contextmanager
def naming(edition: Edition, *, among: Sequence[Edition]) -> Iterator[None]:
    """Where several are decided about, a refusal tells which of them it is about."""
    try:
        yield
    except Refused as refusal:
        if len(among) < 2:
            raise
        named = f"“{edition}” ({edition.text_language.name}): {refusal.sentence}"
        raise type(refusal)(named, **refusal.about) from refusal


def put_in_record(
    editions: Sequence[Edition],
    *,
    at: datetime,
    recorded_at: datetime,
    release: uuid.UUID | None = None,
) -> list[tuple[Edition, dict[str, Any]]]:
    """Numbers, digests and freezes the editions, and settles their documents' addresses. Answers,
    for each, what the event of its approval has to hold. The caller holds the locks, gives the
    originals first and writes the events."""
    documents = {each.document_id: each.document for each in editions}
    public = {pk: minting.is_public(document) for pk, document in documents.items()}
    facts = {pk: document.facts() for pk, document in documents.items()}
    for edition in editions:
        edition.recorded_at, edition.release = recorded_at, release
        with naming(edition, among=editions):
            _freeze(edition, at, facts[edition.document_id])
    first_of = {each.document_id: each for each in reversed(editions)}
    for document in higher_first(documents.values()):
        with naming(first_of[document.pk], among=editions):
            minting.settle(document, was_public=public[document.pk])
    return [(each, _told(each, facts[each.document_id])) for each in editions]


def _freeze(edition: Edition, at: datetime, facts: dict[str, Any]) -> None:
    require_not_removed(edition.document, edition.language)
    require_complete(edition)
    before = previous(edition)
    _require_after_previous(before, at)
    _require_after_original(edition, at)
    edition.state = State.APPROVED
    edition.number = before.number + 1 if before and before.number else 1
    edition.published_at = at
    edition.before_delivery = delivery.is_ahead(edition.document, at, edition.recorded_at)
    edition.clean_texts()
    edition.digest = digests.of_edition(edition, facts)
    edition._write(*FROZEN_WITH_APPROVAL)
    edition.looks.all().delete()  # nobody will ask again what changed since


def _told(edition: Edition, facts: dict[str, Any]) -> dict[str, Any]:
    told = {
        "facts": facts,
        "number": edition.number,
        "language": edition.language,
        "published_at": digests.instant(edition.published_at),
    }
    return told | ({"example": True} if edition.document.is_example else {})


def _require_after_previous(before: Edition | None, at: datetime) -> None:
    if before is None or before.published_at is None or at > before.published_at:
        return
    if before.is_scheduled():
        raise WrongState(f"Edition {before.number} is scheduled: unschedule it first.")
    raise WrongInstant(
        f"Edition {before.number} is public from a later instant: choose one after it.",
        nearest=before.published_at + timedelta(minutes=1),
    )


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
