"""Digests: what proves that a text is the text that was published.

SHA-256 of the RFC 8785 canonical JSON. Instants are written in UTC with six decimals and a Z.
"""

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import rfc8785

if TYPE_CHECKING:
    from .models import Edition, Event

EDITION_SCHEME = "alliance-edition-1"
EVENT_SCHEME = "alliance-event-1"
# What the first event names as its predecessor.
GENESIS = "0" * 64


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None


def of_json(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def of_edition(edition: "Edition", facts: dict[str, Any]) -> str:
    """The digest of an approved edition. `facts` are those of its approval's event."""
    return of_json(
        {
            "scheme": EDITION_SCHEME,
            "document": edition.document_id,
            "language": edition.language,
            "number": edition.number,
            "title_sha256": edition.title_sha256,
            "summary_sha256": edition.summary_sha256,
            "body_sha256": edition.body_sha256,
            "standing": edition.standing,
            "follows": edition.follows_id,
            "change_note_sha256": edition.change_note_sha256,
            "minor": edition.minor,
            "facts": facts,
            "attachments": [],
            "published_at": instant(edition.published_at),
            "recorded_at": instant(edition.recorded_at),
        }
    )


def of_event(event: "Event") -> str:
    return of_json(
        {
            "scheme": EVENT_SCHEME,
            "previous": event.previous,
            "document": event.document,
            "edition": event.edition,
            "edition_digest": event.edition_digest,
            "verb": event.verb,
            "actor": event.actor_id,
            "at": instant(event.at),
            "comment": event.comment,
            "public_note": event.public_note,
            "changed": event.changed,
        }
    )
