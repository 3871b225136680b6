"""The databases that are measured: each engine at each size, filled and thrown away; or kept and
found again, with `BENCH_KEEP` naming a folder (and `TEST_DATABASE_URL` a PostgreSQL server)."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.support import postgres


@dataclass(frozen=True)
class Filled:
    """A database with so many editions, and the environment that names it."""

    engine: str
    editions: int
    environment: dict[str, str]
    mark: Path | None = None  # there once it is filled, where it is kept

    def run(self, *arguments: str, **about: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-W", "ignore", *arguments]
        return subprocess.Popen(command, env=self.environment, text=True, **about)  # type: ignore[call-overload,no-any-return]

    @property
    def is_filled(self) -> bool:
        return self.mark is not None and self.mark.exists()

    def fill(self) -> None:
        steps = [("manage.py", "migrate", "--verbosity=0")]
        if not self.is_filled:
            steps.append(("-m", "tests.bench.fill", f"--editions={self.editions}"))
        for arguments in steps:
            if self.run(*arguments).wait():
                raise SystemExit(f"{self.engine} could not be filled with {self.editions:,}.")
        if self.mark:
            self.mark.touch()


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """For what is filled: of this run, or of all that name it."""
    if kept := os.environ.get("BENCH_KEEP"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    own = Path(tempfile.mkdtemp(prefix="alliance-bench-"))
    own.chmod(0o755)  # PostgreSQL runs as somebody else
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


@contextlib.contextmanager
def servers(folder: Path) -> Iterator[dict[str, str]]:
    """Where databases of each engine can be made: an address with {name} in it. PostgreSQL as the
    tests find it; without it SQLite alone is measured."""
    addresses = {"SQLite": f"sqlite:///{folder}/{{name}}.sqlite3"}
    with contextlib.ExitStack() as stack:
        try:
            given = os.environ.get("TEST_DATABASE_URL")
            url = given or stack.enter_context(postgres.server())
            addresses["PostgreSQL"] = urlsplit(url)._replace(path="/{name}").geturl()
        except postgres.Unavailable as reason:
            print(f"PostgreSQL is not measured: {reason}", file=sys.stderr)
        yield addresses


def named(engine: str, address: str, editions: int, folder: Path) -> Filled:
    """A new database of the engine, or the one that is kept."""
    name = f"bench_{editions}"
    mark = folder / f"{engine}-{editions}.filled"
    if engine == "PostgreSQL" and not mark.exists():
        _create(address.format(name="postgres"), name)
    environment = {
        **os.environ,
        "ALLIANCE_ENV": "local",
        "ALLIANCE_URL": "http://127.0.0.1:8000",
        "ALLIANCE_DATA": str(folder / name),
        "ALLIANCE_DATABASE_POOL": "false",
        "DATABASE_URL": address.format(name=name),
    }
    return Filled(engine, editions, environment, mark)


def _create(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
