"""What each database looks tokens up in: made around migrations, and standing at all other times.

PostgreSQL: a generated `tsvector` column, its GIN index, and a function that asks the index alone
(no planner knows how many texts hold several words, and one that takes them for many reads all).
SQLite: an FTS5 table that keeps no text of its own, and three triggers that keep it in step; Django
remakes a table for most migrations, and its triggers vanish without a word. So both come down
before a migration of this app and are made anew after it, when the FTS5 table is filled from what
stands in the entries. Unlike the record's guards they are never lifted around a flush.
"""

# ruff: noqa: S608 (the SQL is put together from what stands in this file alone)

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .tokens import NAMED, TABLE, VECTOR

ENTRIES = "search_searchentry"
INDEX = "search_tokens"
# `array_to_tsvector` takes tokens as they are, where `to_tsvector` would cut them.
POSTGRESQL = (
    f"""ALTER TABLE {ENTRIES} ADD COLUMN IF NOT EXISTS {VECTOR} tsvector GENERATED ALWAYS AS
    (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {ENTRIES} USING gin ({VECTOR})",
    f"""CREATE OR REPLACE FUNCTION {NAMED}(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE
    ROWS 1000 SET enable_seqscan = off AS 'SELECT id FROM {ENTRIES} WHERE {VECTOR} @@ asked'""",
)
# The tokenizer `ascii` takes all letters beyond ASCII for letters, so that it cuts at spaces alone.
SQLITE_TABLE = f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='{ENTRIES}',
    content_rowid='id', detail=none, columnsize=0, tokenize="ascii tokenchars '_'")"""
_ENTER = f"INSERT INTO {TABLE}(rowid, words) VALUES (NEW.id, NEW.words);"
_LEAVE = f"INSERT INTO {TABLE}({TABLE}, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
SQLITE_TRIGGERS = {
    f"{TABLE}_{name}": f"CREATE TRIGGER {TABLE}_{name} AFTER {operation} ON {ENTRIES}"
    f" BEGIN {does} END"
    for name, operation, does in (
        ("enter", "INSERT", _ENTER),
        ("leave", "DELETE", _LEAVE),
        ("change", "UPDATE", _LEAVE + " " + _ENTER),
    )
}
FILL = f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')"


def create(connection: BaseDatabaseWrapper) -> None:
    """Makes what does not stand as it is written here. Nothing without the table of entries."""
    if not missing(connection):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in POSTGRESQL:
                cursor.execute(statement)
            return
    drop(connection)
    with connection.cursor() as cursor:
        for statement in (SQLITE_TABLE, *SQLITE_TRIGGERS.values(), FILL):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE IF EXISTS {ENTRIES} DROP COLUMN IF EXISTS {VECTOR}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {NAMED}")
            return
        for name in SQLITE_TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of what does not stand; none where there is no table of entries."""
    with connection.cursor() as cursor:
        if ENTRIES not in connection.introspection.table_names(cursor):
            return []
        if connection.vendor == "postgresql":
            standing = _of_postgresql(cursor)
            return [name for name in (VECTOR, INDEX, NAMED) if name not in standing]
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')")
        made = dict(cursor.fetchall())
    expected = {TABLE: SQLITE_TABLE, **SQLITE_TRIGGERS}
    return [name for name, sql in expected.items() if made.get(name) != sql]


def _of_postgresql(cursor: Any) -> set[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND NOT attisdropped"
        " UNION SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid"
        " WHERE indrelid = to_regclass(%s) AND indisvalid"
        " UNION SELECT proname FROM pg_proc WHERE pg_function_is_visible(oid)",
        [ENTRIES, ENTRIES],
    )
    return {name for (name,) in cursor.fetchall()}


def before_migrations(using: str, plan: Any = (), **kwargs: Any) -> None:
    """Receiver of `pre_migrate`. Migrations of other apps leave the entries' table alone."""
    if any(migration.app_label == "search" for migration, _is_undone in plan):
        drop(connections[using])


def after_migrations(using: str, **kwargs: Any) -> None:
    """Receiver of `post_migrate`."""
    create(connections[using])


def tidy(connection: BaseDatabaseWrapper) -> None:
    """After much was written: the index in one piece, and the planner told what is in it."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {ENTRIES}")
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")
