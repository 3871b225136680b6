"""Rows on their way into an empty database, past everything that takes them one by one."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models, transaction

from cultural_alliance.editions import guards
from cultural_alliance.search import fulltext

AT_ONCE = 20_000


def stored(value: Any) -> Any:
    """As both databases take it: text, a number, nothing."""
    match value:
        case datetime():
            return str(value.astimezone(UTC).replace(tzinfo=None))
        case date():
            return value.isoformat()
        case UUID():
            return value.hex
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return value


class Table:
    """Rows of one model, given in the order of `columns`; the other columns have its defaults."""

    def __init__(self, model: type[models.Model], columns: str) -> None:
        fields = model._meta.local_concrete_fields
        by_name = {field.attname: field.column for field in fields}
        given = columns.split()
        others = [f for f in fields if f.attname not in given and not f.primary_key]
        self.model = model
        self.name = model._meta.db_table
        self.columns = [by_name[name] for name in given] + [field.column for field in others]
        self.rest = tuple(stored(field.get_default()) for field in others)
        self.rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        self.rows.append(values + self.rest)

    def write(self) -> None:
        columns = ", ".join(f'"{name}"' for name in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{self.name}" ({columns}) FROM STDIN') as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(self.columns))
                sql = f'INSERT INTO "{self.name}" ({columns}) VALUES ({marks})'
                cursor.connection.executemany(sql, self.rows)
        self.rows.clear()


class Load:
    """Tables that are written whenever enough has gathered."""

    def __init__(self) -> None:
        self.tables: list[Table] = []

    def table(self, model: type[models.Model], columns: str) -> Table:
        made = Table(model, columns)
        self.tables.append(made)
        return made

    def write(self, *, at_least: int = 1) -> None:
        if sum(len(table.rows) for table in self.tables) >= at_least:
            with transaction.atomic():
                for table in self.tables:
                    if table.rows:
                        table.write()


@contextmanager
def loading(told: Any) -> Iterator[Load]:
    """`told` hears what is being done. Indexes, guards and foreign keys come down and stand again
    afterwards; then the planner is told what is there."""
    load = Load()
    with guards.lifted(connection), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET maintenance_work_mem = '1GB'")
        else:
            fulltext.drop(connection)
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.execute("PRAGMA foreign_keys = OFF")
        remade = _without_indexes(cursor)
        yield load
        load.write()
        for statement in told(remade, "indexes"):
            cursor.execute(statement)
        for _ in told([1], "full text"):
            fulltext.create(connection)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
            _sequences(cursor, [table.model for table in load.tables])
        for _ in told([1], "statistics"):
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    connection.close()  # and with it what was set for the loading


def _without_indexes(cursor: Any) -> list[str]:
    """What makes them anew."""
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        )
        found = cursor.fetchall()
        for name, _sql in found:
            cursor.execute(f'DROP INDEX "{name}"')
        return [sql for _name, sql in found]
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'u' AND connamespace = 'public'::regnamespace"
    )
    unique = cursor.fetchall()
    for table, name, _definition in unique:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in indexes] + [
        f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
        for table, name, definition in unique
    ]


def _sequences(cursor: Any, written: Sequence[type[models.Model]]) -> None:
    for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
        cursor.execute(statement)
