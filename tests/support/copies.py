"""One database is migrated in a run. Each worker's own is a copy of it, and copied anew after a
test that committed: a flush would have the portal's own rows and guards made again each time.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

FOLDER = "ALLIANCE_TESTS_FOLDER"  # of the run; each worker's own lies in it


def make(worker: str) -> None:
    """Gives this worker its database. The first to come migrates the one that all copy."""
    is_file = connection.vendor == "sqlite"
    original = str(_folder() / "original.sqlite3") if is_file else _folder().name
    with _one_at_a_time():
        if not _made().exists():
            connection.settings_dict["TEST"]["NAME"] = original
            connection.creation.create_test_db(verbosity=0, serialize=False)
            connection.close()
            _made().touch()
    own = str(_folder() / f"{worker}.sqlite3") if is_file else f"{original}-{worker}"
    connection.settings_dict["NAME"] = own
    connection.settings_dict["TEST"]["TEMPLATE"] = original
    renew()


def renew() -> None:
    """Makes this worker's database what the migrations left."""
    own = connection.settings_dict["NAME"]
    original = connection.settings_dict["TEST"]["TEMPLATE"]
    if connection.vendor == "sqlite":
        _take(original)
        return
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{original}"')


def fill(name: str, by: Callable[[], None]) -> None:
    """What `by` makes in an empty database; on SQLite it is made once in a run, and copied."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        by()
        return
    filled = _folder() / f"{name}.sqlite3"
    with _one_at_a_time():
        if filled.exists():
            _take(str(filled))
            return
        by()
        with closing(sqlite3.connect(filled)) as copy:
            connection.connection.backup(copy)


def _take(path: str) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as source:
        source.backup(connection.connection)


def drop_all(url: str, name: str) -> None:
    """Takes the databases of a run from a server that outlives it."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    with psycopg.connect(url, autocommit=True) as server:
        found = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name]
        )
        for (each,) in found.fetchall():
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(each)))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with _made().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _made() -> Path:
    return _folder() / "original"


def _folder() -> Path:
    return Path(os.environ[FOLDER])
