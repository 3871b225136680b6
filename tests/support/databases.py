"""Which database the tests run on. A plugin, because it must decide before the settings are read.

`--database=postgresql` takes TEST_DATABASE_URL, or else starts a server of its own.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from . import copies, postgres

WITHOUT = "ALLIANCE_TESTS_WITHOUT"  # why the asked database cannot be had; workers inherit it


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("alliance", "the Alliance portal").addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database to run on: TEST_DATABASE_URL, or a server started for this run",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Choose the database for this run; a worker inherits what its controller chose.

    A wrapper runs before pytest-django's own hook, which reads the settings.
    """
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        own = Path(os.environ[copies.FOLDER], worker)  # no worker sweeps away another's files
        (own / "static").mkdir(parents=True, exist_ok=True)
        os.environ["ALLIANCE_DATA"] = str(own)
    else:
        choose(early_config)
    return (yield)


def choose(config: pytest.Config) -> None:
    whole_run = ExitStack()
    atexit.register(whole_run.close)
    data = Path(tempfile.mkdtemp(prefix="alliance-tests-"))
    whole_run.callback(shutil.rmtree, data, ignore_errors=True)
    (data / "static").mkdir()  # whitenoise warns of a missing one
    unavailable = ""
    url = f"sqlite:///{data}/alliance.sqlite3"
    if config.known_args_namespace.database == "postgresql":
        try:
            if given := os.environ.get("TEST_DATABASE_URL"):
                whole_run.callback(copies.drop_all, given, data.name)
            url = given or whole_run.enter_context(postgres.server())
        except postgres.Unavailable as reason:
            unavailable = str(reason)
    # Whatever the reader's own .env says, the tests see the settings of a fresh clone.
    os.environ.update(
        ALLIANCE_ENV="local",
        ALLIANCE_URL="http://127.0.0.1:8000",
        ALLIANCE_DATA=str(data),
        ALLIANCE_DATABASE_POOL="false",
        DATABASE_URL=url,
    )
    os.environ[copies.FOLDER], os.environ[WITHOUT] = str(data), unavailable


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, what says nothing about the database is not run a second time; on SQLite,
    what is about a database that runs beside the portal is not run at all."""
    on_server = config.getoption("database") == "postgresql"
    wanted = asks_a_database if on_server else asks_no_server
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]
    if reason := os.environ.get(WITHOUT):
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


def asks_no_server(item: pytest.Item) -> bool:
    return item.get_closest_marker("server") is None


def asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    uses = {"db", "transactional_db", "database_url"} & set(getattr(item, "fixturenames", ()))
    return bool(uses) or item.get_closest_marker("django_db") is not None


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('database')}"
