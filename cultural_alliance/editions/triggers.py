"""How a guard is written as a trigger of SQLite, or as a function and a trigger of PostgreSQL."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from .guards import Guard

PREFIX = "guard_"
NOW = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "clock_timestamp()",
}
IS = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}


def create(connection: BaseDatabaseWrapper, guards: "Sequence[Guard]") -> None:
    drop(connection, guards)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for guard in guards:
            if guard.table in tables:
                for statement in _statements(connection, guard):
                    cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper, guards: "Sequence[Guard]") -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for guard in guards:
            if guard.table in tables:
                on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {PREFIX}{guard.name}{on}")
        if connection.vendor == "postgresql":
            for guard in guards:
                cursor.execute(f"DROP FUNCTION IF EXISTS {PREFIX}{guard.name}()")


def missing(connection: BaseDatabaseWrapper, guards: "Sequence[Guard]") -> list[str]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:  # one that was disabled does not stand
            cursor.execute(
                "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
                " WHERE tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)"
            )
        standing = dict(cursor.fetchall())
    return [
        guard.name
        for guard in guards
        if guard.table in tables and standing.get(PREFIX + guard.name) != _source(connection, guard)
    ]


def _statements(connection: BaseDatabaseWrapper, guard: "Guard") -> list[str]:
    source = _source(connection, guard)
    if connection.vendor == "sqlite":
        return [source]
    name = PREFIX + guard.name
    each = "STATEMENT" if guard.operation == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${source}$$",
        f"CREATE TRIGGER {name} BEFORE {guard.operation} ON {guard.table}"
        f" FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]


def _source(connection: BaseDatabaseWrapper, guard: "Guard") -> str:
    """On SQLite the whole trigger, on PostgreSQL the body of its function."""
    when = _condition(connection, guard) or "TRUE"
    if connection.vendor == "sqlite":
        return (
            f"CREATE TRIGGER {PREFIX}{guard.name} BEFORE {guard.operation} ON {guard.table}\n"
            f"WHEN {when}\nBEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
        )
    answer = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(guard.operation, "NEW")
    return (
        f"BEGIN IF {when}\nTHEN RAISE EXCEPTION '{guard.sentence}'"
        f" USING ERRCODE = 'integrity_constraint_violation'; END IF;\nRETURN {answer}; END"
    )


def _condition(connection: BaseDatabaseWrapper, guard: "Guard") -> str:
    def all_but(match: "re.Match[str]") -> str:
        left_out = match[1].split(", ")
        kept = [name for name in _columns(connection, guard.table) if name not in left_out]
        return " AND ".join(f"NEW.{name} {IS[connection.vendor]} OLD.{name}" for name in kept)

    return re.sub(r"\{all but (.*?)\}", all_but, guard.when).replace(
        "{now}", NOW[connection.vendor]
    )


def _columns(connection: BaseDatabaseWrapper, table: str) -> list[Any]:
    """Asked of the database, so that a column added later is frozen too."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in described]
