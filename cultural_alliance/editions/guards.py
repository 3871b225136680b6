"""The guards: what the database itself refuses, whoever asks it, on both engines.

Each guard is a trigger that refuses an operation on a row `when` its condition holds. Django
remakes a SQLite table for most alterations, and its triggers vanish without a word; so migrations
run without them: they come down before, and stand again after.
"""

# ruff: noqa: S608 (the SQL is put together from what stands in this file alone)

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from . import triggers

SQLITE, POSTGRESQL = "sqlite", "postgresql"
EVENT, EDITION, ATTACHMENT, NOTICE, DOCUMENT = TABLES = (
    "editions_event",
    "editions_edition",
    "editions_attachment",
    "editions_notice",
    "editions_document",
)


@dataclass(frozen=True)
class Guard:
    """`when` may use OLD and NEW, and `{now}` (the database's own clock), `{is}` (equal, also of
    nothing to nothing), `{all but …}` (every other column is as it was). Empty: always."""

    name: str
    table: str
    operation: str
    sentence: str
    when: str = ""
    vendors: tuple[str, ...] = (SQLITE, POSTGRESQL)


SAME_TEXT = "document_id = NEW.document_id AND language = NEW.language"
IS_EXAMPLE = "EXISTS (SELECT 1 FROM editions_document WHERE id = OLD.document_id AND is_example)"
HAS_APPROVED = (
    "EXISTS (SELECT 1 FROM editions_edition WHERE document_id = OLD.id AND state = 'approved')"
)
REMOVED = """EXISTS (SELECT 1 FROM editions_notice WHERE document_id = NEW.document_id
        AND kind = 'removed' AND starts_at IS NOT NULL AND ends_at IS NULL
        AND (language = '' OR language = NEW.language))"""
# The one way back: an instant that is still ahead is given up, and the number with it.
TAKEN_BACK = f"""NEW.state = 'draft' AND NOT OLD.erased AND OLD.published_at > {{now}}
    AND NOT EXISTS (SELECT 1 FROM editions_edition WHERE {SAME_TEXT} AND number > OLD.number)"""
# The one erasure: that of a removal which a second person has confirmed.
ERASED = f"""NEW.erased AND NOT OLD.erased AND NEW.title = '' AND NEW.summary = ''
    AND NEW.body = '' AND NEW.change_note = ''
    AND {{all but title, summary, body, change_note, erased}} AND {REMOVED}"""
# Of an attachment: the edition it belongs to, or would belong to, is approved.
BELONGS = "(SELECT 1 FROM editions_edition WHERE id = NEW.edition_id AND state = 'approved')"
BELONGED = BELONGS.replace("NEW.", "OLD.")
FILE_ERASED = """NEW.erased AND NOT OLD.erased AND {all but name, description, erased}
    AND EXISTS (SELECT 1 FROM editions_edition WHERE id = OLD.edition_id AND erased)"""
ENDED = "OLD.ends_at IS NULL AND NEW.ends_at IS NOT NULL AND {all but ends_at}"
CONFIRMED = """OLD.kind = 'removed' AND OLD.starts_at IS NULL AND OLD.ends_at IS NULL
    AND NEW.starts_at IS NOT NULL AND NEW.confirmed_by_id IS NOT NULL
    AND {all but starts_at, confirmed_by_id}"""

GUARDS = [
    Guard(
        "event_follows_the_last",
        EVENT,
        "INSERT",
        "An event follows the last one, and carries its digest.",
        """NEW.previous <> COALESCE((SELECT digest FROM editions_event ORDER BY id DESC LIMIT 1),
            '0000000000000000000000000000000000000000000000000000000000000000')""",
    ),
    Guard(
        "event_takes_no_place",
        EVENT,
        "INSERT",
        "An event never takes the place of another.",
        """EXISTS (SELECT 1 FROM editions_event
            WHERE id = NEW.id OR digest = NEW.digest OR previous = NEW.previous)""",
        (SQLITE,),
    ),
    Guard("event_stays_as_it_is", EVENT, "UPDATE", "An event is never altered."),
    Guard("event_stays", EVENT, "DELETE", "An event is never deleted."),
    Guard(
        "edition_enters_by_approval",
        EDITION,
        "INSERT",
        "An edition is written first and approved then.",
        "NEW.state = 'approved' OR NEW.erased",
    ),
    Guard(
        "edition_takes_no_place",
        EDITION,
        "INSERT",
        "A text never takes the place of another.",
        f"""EXISTS (SELECT 1 FROM editions_edition WHERE id = NEW.id OR {SAME_TEXT}
            AND state IN ('draft', 'submitted') AND NEW.state IN ('draft', 'submitted'))""",
        (SQLITE,),
    ),
    Guard(
        "edition_stays_what_it_is",
        EDITION,
        "UPDATE",
        "A text never moves to another document or language.",
        "NEW.id <> OLD.id OR NEW.document_id <> OLD.document_id OR NEW.language <> OLD.language",
    ),
    Guard(
        "edition_is_numbered_in_order",
        EDITION,
        "UPDATE",
        "Editions are numbered without a gap, each public after the one before.",
        f"""NEW.state = 'approved' AND OLD.state <> 'approved' AND (NEW.erased OR {REMOVED}
            OR NEW.number <> 1 + COALESCE(
                (SELECT MAX(number) FROM editions_edition WHERE {SAME_TEXT}), 0)
            OR EXISTS (SELECT 1 FROM editions_edition WHERE {SAME_TEXT}
                AND state = 'approved' AND published_at >= NEW.published_at))""",
    ),
    Guard(
        "edition_is_frozen",
        EDITION,
        "UPDATE",
        "An approved edition is never altered. Correct it by a new edition.",
        f"OLD.state = 'approved' AND NOT ({TAKEN_BACK}) AND NOT ({ERASED})",
    ),
    Guard(
        "edition_erased_stays_erased",
        EDITION,
        "UPDATE",
        "A text that was removed never comes back.",
        "OLD.erased AND (NOT NEW.erased OR NEW.title <> '' OR NEW.summary <> ''"
        " OR NEW.body <> '' OR NEW.change_note <> '')",
    ),
    Guard(
        "edition_stays",
        EDITION,
        "DELETE",
        "An approved edition is never deleted.",
        f"OLD.state = 'approved' AND NOT {IS_EXAMPLE}",
    ),
    Guard(
        "attachment_comes_before_approval",
        ATTACHMENT,
        "INSERT",
        "Nothing is attached to an approved edition.",
        f"EXISTS {BELONGS}",
    ),
    Guard(
        "attachment_takes_no_place",
        ATTACHMENT,
        "INSERT",
        "A file never takes the place of another.",
        """EXISTS (SELECT 1 FROM editions_attachment WHERE id = NEW.id
            OR edition_id = NEW.edition_id AND sha256 = NEW.sha256)""",
        (SQLITE,),
    ),
    Guard(
        "attachment_is_frozen",
        ATTACHMENT,
        "UPDATE",
        "A file of an approved edition is never altered.",
        f"(EXISTS {BELONGED} OR EXISTS {BELONGS}) AND NOT ({FILE_ERASED})",
    ),
    Guard(
        "attachment_stays",
        ATTACHMENT,
        "DELETE",
        "A file of an approved edition is never deleted.",
        f"""EXISTS {BELONGED} AND NOT EXISTS (SELECT 1 FROM editions_edition
            JOIN editions_document ON editions_document.id = document_id
            WHERE editions_edition.id = OLD.edition_id AND is_example)""",
    ),
    Guard(
        "notice_begins_open",
        NOTICE,
        "INSERT",
        "A removal is proposed first; a notice begins without an end.",
        "NEW.ends_at IS NOT NULL OR NEW.kind = 'removed' AND"
        " (NEW.starts_at IS NOT NULL OR NEW.confirmed_by_id IS NOT NULL)",
    ),
    Guard(
        "notice_takes_no_place",
        NOTICE,
        "INSERT",
        "A notice never takes the place of another.",
        f"""EXISTS (SELECT 1 FROM editions_notice WHERE id = NEW.id
            OR {SAME_TEXT} AND kind = NEW.kind AND ends_at IS NULL)""",
        (SQLITE,),
    ),
    Guard(
        "notice_is_frozen",
        NOTICE,
        "UPDATE",
        "A notice is never altered: a withdrawal ends once, a removal is confirmed once.",
        f"""NOT ({ENDED} AND NOT (OLD.kind = 'removed' AND OLD.starts_at IS NOT NULL))
            AND NOT ({CONFIRMED})""",
    ),
    Guard("notice_stays", NOTICE, "DELETE", "A notice is never deleted.", f"NOT {IS_EXAMPLE}"),
    Guard(
        "document_takes_no_place",
        DOCUMENT,
        "INSERT",
        "A document never takes the place of another.",
        "EXISTS (SELECT 1 FROM editions_document WHERE id = NEW.id OR legacy_id = NEW.legacy_id)",
        (SQLITE,),
    ),
    Guard(
        "document_stays_what_it_is",
        DOCUMENT,
        "UPDATE",
        "A document never becomes another, nor an example.",
        f"""NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.is_example <> OLD.is_example
            OR NEW.original_language <> OLD.original_language AND {HAS_APPROVED}""",
    ),
    Guard(
        "document_takes_no_legacy_id",
        DOCUMENT,
        "UPDATE",
        "Another document has this legacy id.",
        """EXISTS (SELECT 1 FROM editions_document
            WHERE legacy_id = NEW.legacy_id AND id <> OLD.id)""",
        (SQLITE,),
    ),
    Guard(
        "document_stays",
        DOCUMENT,
        "DELETE",
        "A document with approved editions is never deleted.",
        HAS_APPROVED,
    ),
    *(
        Guard(
            f"{table.removeprefix('editions_')}_is_not_emptied",
            table,
            "TRUNCATE",
            "The record is never emptied.",
            vendors=(POSTGRESQL,),
        )
        for table in TABLES
    ),
]


def create(connection: BaseDatabaseWrapper) -> None:
    """Makes every guard, or makes it anew. Harmless to repeat; nothing without the tables."""
    triggers.create(connection, _of(connection))


def drop(connection: BaseDatabaseWrapper) -> None:
    triggers.drop(connection, _of(connection))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the guards that do not stand as they are written here."""
    return triggers.missing(connection, _of(connection))


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without guards, for as long as it lasts: for tests, which empty their database."""
    drop(connection)
    try:
        yield
    finally:
        create(connection)


def _of(connection: BaseDatabaseWrapper) -> list[Guard]:
    return [guard for guard in GUARDS if connection.vendor in guard.vendors]


def before_migrations(using: str, plan: Any = (), **kwargs: Any) -> None:
    """Receiver of `pre_migrate`. Where nothing is to be migrated the guards stay up."""
    if plan:
        drop(connections[using])


def after_migrations(using: str, **kwargs: Any) -> None:
    """Receiver of `post_migrate`."""
    create(connections[using])
