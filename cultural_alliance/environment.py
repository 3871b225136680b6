"""The process's environment, read so that a wrong value becomes a sentence and never a traceback.

A value that cannot be read is noted in `faults` and its default taken; `checks.py` then refuses to
start. A database that cannot be understood has none: nothing may be written to another one.
No sentence repeats a value that may hold a password.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url
from environs import Env, EnvError

ENGINES = (
    "django.db.backends.sqlite3",
    "django.db.backends.postgresql",
    "django.db.backends.dummy",
)
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
NO_DATABASE = {"ENGINE": "django.db.backends.dummy"}
DATABASE_ADVICE = (
    "is not the address of a database. Write postgresql://user:password@host:5432/name, with "
    "other signs in the password percent-encoded (%40 for @), or leave it out for SQLite."
)
MAIL_ADVICE = (
    "is not the address of a mail server. Write submission://user:password@host:587 "
    "(STARTTLS) or smtp://host:465?ssl=true, with other signs in the password percent-encoded."
)


class Environment:
    """Reads variables, from the file first where the process does not set them.

    `names` are those that were asked for: the portal's whole vocabulary.
    """

    def __init__(self, file: Path) -> None:
        self._env = Env()
        self._env.read_env(file, recurse=False)
        self.names: set[str] = set()
        self.faults: list[str] = []

    def text(self, name: str, default: str) -> str:
        self.names.add(name)
        return os.environ.get(name) or default  # set to nothing is not set

    def folder(self, name: str, default: Path) -> Path:
        return Path(os.path.expanduser(self.text(name, str(default)))).absolute()

    def log_level(self, name: str, default: str) -> str:
        level = self.text(name, default).upper()
        if level in LEVELS:
            return level
        self.faults.append(f"{name} is none of {', '.join(LEVELS)}.")
        return default

    def number(self, name: str, default: int) -> int:
        return self._read(name, self._env.int, default, "is not a whole number, such as 20.")

    def flag(self, name: str, default: bool) -> bool:
        return self._read(name, self._env.bool, default, "is neither true nor false.")

    def database(self, name: str, default: str) -> dict[str, Any]:
        if not self.text(name, ""):
            return {**dj_database_url.parse(default)}
        found = self._read(name, self._env.dj_db_url, NO_DATABASE, DATABASE_ADVICE)
        if found["ENGINE"] in ENGINES:
            return {**found}
        self.faults.append(f"{name} names neither SQLite nor PostgreSQL.")
        return {**NO_DATABASE}

    def mail(self, name: str, default: str) -> dict[str, Any]:
        local = dj_email_url.parse(default)
        found = self._read(name, self._env.dj_email_url, local, MAIL_ADVICE)
        if "EMAIL_BACKEND" in found:
            return found
        self.faults.append(f"{name} {MAIL_ADVICE}")
        return local

    def _read(self, name: str, read: Callable[[str], Any], default: Any, advice: str) -> Any:
        if not self.text(name, ""):
            return default
        try:
            return read(name)
        except (EnvError, ValueError, TypeError):
            self.faults.append(f"{name} {advice}")
            return default


def kept(file: Path) -> str:
    """The secret in this file; empty where there is none to read."""
    with suppress(OSError):
        return file.read_text().strip()
    return ""


def keep(file: Path, make: Callable[[], str]) -> str:
    """The same, made where there is none. Nobody else can read it."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(make() + "\n")
    return file.read_text().strip()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it."""
    with suppress(ValueError):
        return host == "localhost" or ip_address(host).is_loopback
    return False
