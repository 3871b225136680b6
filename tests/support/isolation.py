"""A database for each worker, and an empty one for each test.

On SQLite it is a file: one in memory has no second connection, no thread and no other process.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Takes the place of pytest-django's own, which keeps SQLite in memory."""
    from django.conf import settings

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    for database in settings.DATABASES.values():
        if database["ENGINE"] == "django.db.backends.sqlite3":
            name = str(tmp_path_factory.mktemp("database") / f"{worker}.sqlite3")
        else:
            name = f"test_{database['NAME']}_{worker}"
        database.setdefault("TEST", {})["NAME"] = name


def url_of(database: dict[str, Any]) -> str:
    """The DATABASE_URL by which another process opens the database of this test."""
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return f"sqlite:///{database['NAME']}"
    login = ":".join(quote(database[key], safe="") for key in ("USER", "PASSWORD") if database[key])
    host = quote(database["HOST"], safe="")
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgresql://{login}@{host}{port}/{database['NAME']}"


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address of the test's own database, for a process that the test starts."""
    from django.db import connection

    return url_of(connection.settings_dict)


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_the_guards() -> Iterator[None]:
    """Let the flush after a transactional test delete what the guards protect for ever.

    It announces `post_migrate`, which makes the required rows and the guards again.
    """
    from django.core.cache import cache
    from django.db import connections
    from django.test import TransactionTestCase

    from cultural_alliance.editions import guards

    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def unguarded_flush(case: TransactionTestCase) -> None:
        for alias in case._databases_names():  # type: ignore[attr-defined]
            guards.drop(connections[alias])
        flush(case)
        cache.clear()  # its table is no model's, so flush leaves it

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", unguarded_flush)
        yield
