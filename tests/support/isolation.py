"""A database for each worker, and an empty one for each test.

On SQLite it is a file: one in memory has no second connection, no thread and no other process.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Takes the place of pytest-django's own, which keeps SQLite in memory."""
    from django.db import connection

    from . import copies

    with django_db_blocker.unblock():
        copies.make(getattr(request.config, "workerinput", {}).get("workerid", "main"))
    yield
    with django_db_blocker.unblock():
        connection.close()


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
def _what_is_committed_is_undone() -> Iterator[None]:
    """After a transactional test the database is copied anew, instead of flushed."""
    from django.test import TransactionTestCase

    from . import copies

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: copies.renew())
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once() -> Iterator[None]:
    """Not by each `Client`, which loads the middleware anew."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    list_them = WhiteNoiseMiddleware.add_files_from_finders
    listed: dict[str, Any] = {}

    def add_files_from_finders(middleware: WhiteNoiseMiddleware) -> None:
        if not listed:
            list_them(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_files_from_finders)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_at_once() -> Iterator[None]:
    """As in life, but for the cost: Argon2 is slow on purpose."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    with pytest.MonkeyPatch.context() as patch:
        for cost, least in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, cost, least)
        yield
