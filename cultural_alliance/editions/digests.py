"""Digests: what proves that a text is the text that was published.

A digest is SHA-256, in 64 small hexadecimal figures, of JSON in the canonical form of RFC 8785, in
UTF-8: so anybody can compute it again from what the portal shows.

The digest of an edition covers an object with these members:

    scheme              "alliance-edition-1"
    document            the number of the document (that of its short address, /m/1/)
    language            ar, zh, en, fr, ru or es
    number              1 for the first edition in the language, 2 for the next …
    title_sha256, summary_sha256, body_sha256, change_note_sha256
                        SHA-256 of each text as it is stored, in UTF-8: the body is the sanitised
                        HTML, a text that is not there is the empty one
    standing            original, official or unofficial (translation)
    follows             the number (id) of the edition that this one translates, or null
    minor               true or false: a minor correction
    facts               those of the document when the edition was approved, as the event of its
                        approval holds them under `changed.facts`; {} for a page
    attachments         in their order, {sha256, about_sha256} of each image and file: the first of
                        its bytes, the second of the canonical JSON of {name_sha256, content_type,
                        description_sha256, decorative}
    before_delivery     true; only where the edition says "check against delivery"
    published_at, recorded_at
                        the instants from which it is public and at which it was approved or
                        entered: UTC with six decimals and a Z, 2006-01-10T23:00:00.000000Z

The digest of an event covers:

    scheme              "alliance-event-1"
    previous            the digest of the event before it; 64 zeros for the first
    document, edition   their numbers; edition is null where the event is about the document
    edition_digest      that of the edition after the event, empty while it has none
    verb                as `Verb` writes it
    actor               the number of the person, null for the portal itself
    at                  an instant, written as above
    comment, public_note
    changed             what the verb wrote beside: an object

An erased text keeps its four hashes, so its edition's digest can still be computed.
"""

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import rfc8785

if TYPE_CHECKING:
    from .models import Edition, Event

EDITION_SCHEME = "alliance-edition-1"
DRAFT_SCHEME = "alliance-draft-1"
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
    """`facts` are those of the event of its approval."""
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
            "attachments": _attachments(edition),
            **({"before_delivery": True} if edition.before_delivery else {}),
            "published_at": instant(edition.published_at),
            "recorded_at": instant(edition.recorded_at),
        }
    )


def of_draft(edition: "Edition", facts: dict[str, Any]) -> str:
    """Of exactly what somebody reads of a text that has no number yet: who signs it off signs
    this. The same text with the same facts has the same digest. Whether it says "check against
    delivery" follows from the facts."""
    return of_json(
        {
            "scheme": DRAFT_SCHEME,
            "document": edition.document_id,
            "language": edition.language,
            "texts": [sha256_of(getattr(edition, name)) for name in edition.TEXTS],
            "standing": edition.standing,
            "follows": edition.follows_id,
            "facts": facts,
            "attachments": _attachments(edition),
        }
    )


def _attachments(edition: "Edition") -> list[dict[str, str]]:
    return [
        {"sha256": each.sha256, "about_sha256": each.about_sha256}
        for each in edition.attachments.all()
    ]


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
