"""Settings that are unsafe or impossible are refused at start, with a sentence each.

A rule is a function that yields sentences, each naming its variable and what to do. What is only
hardly meant is a remark: among Django's system checks, and in a server's log.
"""

import difflib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .environment import is_loopback, kept

Rule = Callable[[], Iterator[str]]
OLDEST_SQLITE = (3, 37, 0)
SHORTEST_SECRET = 50
REMARKED = "PORTAL_HAS_REMARKED"  # set for the processes of a server whose parent has
OUTSIDE = ("ALLIANCE_TESTS_",)  # the tests' own
HOW_TO_MAKE_ONE = (
    "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))', "
    "and keep it secret and unchanged."
)


def unreadable() -> Iterator[str]:
    yield from settings.ENVIRONMENT_FAULTS


def environment() -> Iterator[str]:
    if settings.ENVIRONMENT not in ("local", "production"):
        yield "ALLIANCE_ENV is neither local nor production: write one of the two."


def address() -> Iterator[str]:
    parts = split(settings.ALLIANCE_URL)
    if not settings.ALLIANCE_URL:
        yield "ALLIANCE_URL is missing: give the portal's address, such as https://example.org."
    elif parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        yield "ALLIANCE_URL is not an address: write it like https://example.org."
    elif parts.path or parts.query or parts.fragment or parts.username is not None:
        yield (
            "ALLIANCE_URL has more than scheme, host and port: the portal lives at the top of its "
            "host. Write it like https://example.org."
        )


def data_folder() -> Iterator[str]:
    if not is_writable(settings.DATA_DIR):
        yield (
            f"ALLIANCE_DATA ({settings.DATA_DIR}) is not a folder that the portal can write in: "
            "make it, and give it to the user that the portal runs as."
        )


def sqlite() -> Iterator[str]:
    default = settings.DATABASES["default"]
    if default["ENGINE"] != "django.db.backends.sqlite3":
        return
    folder = Path(default["NAME"]).absolute().parent
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        yield (
            f"SQLite is {sqlite3.sqlite_version}, older than {oldest}: use a newer Python, or name "
            "PostgreSQL in DATABASE_URL."
        )
    if ":memory:" in str(default["NAME"]):
        yield "DATABASE_URL names SQLite in memory, which forgets everything: give it a file."
    elif folder != settings.DATA_DIR and not is_writable(folder):
        yield f"DATABASE_URL names a file in {folder}, a folder that the portal cannot write in."


def patience() -> Iterator[str]:
    if not 1 <= settings.BUSY_TIMEOUT <= 600:
        yield "ALLIANCE_BUSY_TIMEOUT is in seconds, from 1 to 600; 20 is usual."


def capacity() -> Iterator[str]:
    if not 1 <= settings.SERVER_WORKERS <= 64:
        yield "ALLIANCE_WORKERS is a number of processes, from 1 to 64; one for each core is usual."
    if not 1 <= settings.SERVER_THREADS <= 64:
        yield "ALLIANCE_THREADS is a number of threads in each process, from 1 to 64; 4 is usual."
    if not 0 <= settings.PAGE_CACHE_MEGABYTES <= 65_536:
        yield "ALLIANCE_CACHE_MEGABYTES is from 0 (no page is kept) to 65536; 64 is usual."


def addresses_for_mail() -> Iterator[str]:
    for name, value in mail_addresses():
        if value and not is_mail_address(parseaddr(value)[1]):
            yield f"{name} is not an e-mail address: write it like portal@example.org."


def secret() -> Iterator[str]:
    key = settings.SECRET_KEY
    if key == settings.UNSET:
        yield f"ALLIANCE_SECRET_KEY is missing. {HOW_TO_MAKE_ONE}"
    elif len(key) < SHORTEST_SECRET or len(set(key)) < 10:
        yield f"ALLIANCE_SECRET_KEY is too easy to guess. {HOW_TO_MAKE_ONE}"
    elif key.startswith(("local-only-", "django-insecure-")):
        yield f"ALLIANCE_SECRET_KEY is a known one. {HOW_TO_MAKE_ONE}"
    file: Path = settings.SECRET_FILE
    if file.exists() and key == kept(file) and file.stat().st_mode & 0o077:
        yield f"ALLIANCE_SECRET_KEY is kept in {file}, which others may read: chmod 600 {file}"


def encryption() -> Iterator[str]:
    parts = split(settings.ALLIANCE_URL)
    if parts and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        yield (
            "ALLIANCE_URL begins with http: passwords would travel in the open. Serve the portal "
            "by https, and write its address so. (http is for this machine alone, 127.0.0.1.)"
        )


def debugging() -> Iterator[str]:
    if settings.DEBUG_ASKED:
        yield "ALLIANCE_DEBUG is on, which shows the portal's insides: take it away in production."


def second_factor() -> Iterator[str]:
    if not settings.SECOND_FACTOR_REQUIRED:
        yield "ALLIANCE_SECOND_FACTOR is off: production asks a second step of all who work here."


def mail() -> Iterator[str]:
    told = any("ALLIANCE_EMAIL_URL" in fault for fault in settings.ENVIRONMENT_FAULTS)
    if not told and settings.FOR_OTHERS and not settings.OUTBOX_TRANSPORT.endswith(".Smtp"):
        yield (
            "ALLIANCE_EMAIL_URL names no mail server, so invitations and new passwords would "
            "reach nobody. Write it like submission://user:password@mail.example.org:587."
        )
    for name, value in mail_addresses():
        if not value:
            yield f"{name} is missing: give an address such as portal@example.org."


ALWAYS: tuple[Rule, ...] = (
    *(unreadable, environment, address, data_folder, sqlite, patience, capacity),
    addresses_for_mail,
)
IN_PRODUCTION: tuple[Rule, ...] = (secret, encryption, debugging, second_factor, mail)


def refusals() -> list[str]:
    """Why the portal does not start; empty when it does."""
    rules = ALWAYS + (IN_PRODUCTION if settings.PRODUCTION else ())
    return [sentence for rule in rules for sentence in rule()]


def unprepared() -> list[str]:
    """What a server needs beyond the settings; `manage.py` can do without."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if settings.PRODUCTION and not manifest.exists():
        return ["The style sheets have not been collected: run manage.py collectstatic --no-input."]
    return []


def remarks() -> Iterator[str]:
    """What does not stop the portal, but is hardly meant."""
    for name in sorted(set(os.environ) - settings.ENVIRONMENT_NAMES):
        if name.startswith("ALLIANCE_") and not name.startswith(OUTSIDE):
            near = difflib.get_close_matches(name, settings.ENVIRONMENT_NAMES, 1, 0.7)
            advice = f"Is {near[0]} meant?" if near else "docs/operating.md lists them."
            yield f"{name} is no setting of the portal. {advice}"
    if settings.PRODUCTION and not settings.FOR_OTHERS:
        yield "ALLIANCE_URL begins with http: this portal is for this machine alone."
        if not settings.OUTBOX_TRANSPORT.endswith(".Smtp"):
            folder = settings.EMAIL_FILE_PATH
            yield f"ALLIANCE_EMAIL_URL names no mail server: mail goes to files in {folder}."


def refuse_to_start() -> None:
    """Ends the process, saying why. Every way to start Django comes by here (apps.py)."""
    end_for(refusals())


def refuse_to_serve() -> None:
    """The same for a server, which needs more and has no other place for remarks."""
    if REMARKED not in os.environ:
        remark()
    end_for(unprepared())


def remark() -> None:
    for sentence in remarks():
        print(f"Remark: {sentence}", file=sys.stderr, flush=True)


def end_for(reasons: list[str]) -> None:
    if reasons:
        raise SystemExit("\n".join(["The portal does not start.", *reasons]))


@register
def settings_are_meant(**kwargs: Any) -> list[CheckMessage]:
    return [Warning(sentence, id="alliance.W001") for sentence in remarks()]


def mail_addresses() -> list[tuple[str, str]]:
    return [
        ("ALLIANCE_EMAIL_FROM", settings.DEFAULT_FROM_EMAIL),
        ("ALLIANCE_CONTACT_EMAIL", settings.CONTACT_EMAIL),
    ]


def split(address: str) -> SplitResult | None:
    """None where scheme, host or port cannot be read."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (raises when it is no port)
    except ValueError:
        return None
    return parts


def is_writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def is_mail_address(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return value.endswith("@localhost")
    return True
