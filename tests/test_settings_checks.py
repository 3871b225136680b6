"""A setting that is unsafe or impossible stops the portal with a sentence that names it."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cultural_alliance import checks

pytestmark = [pytest.mark.slow, pytest.mark.once]
BASE = Path(settings.BASE_DIR)
START = "import cultural_alliance.wsgi; print('The portal starts.')"
# The same refusal without loading the portal behind it: `apps.py` asks it first of all.
CHECK = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "cultural_alliance.settings"
from cultural_alliance import checks
checks.refuse_to_start()
print("The portal starts.")
"""


@pytest.fixture
def sound(tmp_path: Path) -> dict[str, str]:
    """The environment of a portal in production that starts."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    return {
        "ALLIANCE_ENV": "production",
        "ALLIANCE_URL": "https://portal.example.org",
        "ALLIANCE_SECRET_KEY": "kept by the tests, and as long as production wants it: 123",
        "ALLIANCE_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/alliance.sqlite3",
        "ALLIANCE_EMAIL_URL": "submission://user:p%40ss@mail.example.org:587",
        "ALLIANCE_EMAIL_FROM": "Alliance <portal@example.org>",
        "ALLIANCE_CONTACT_EMAIL": "alliance@example.org",
    }


def run(environment: dict[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ALLIANCE_", "DATABASE"))}
    return subprocess.run(
        [sys.executable, *(command or ("-c", START))],
        cwd=BASE,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_production_is_not_refused(sound: dict[str, str]) -> None:
    assert run(sound, "-c", CHECK).stdout == "The portal starts.\n"


def test_a_sound_production_starts_and_says_nothing(sound: dict[str, str]) -> None:
    started = run(sound)
    assert (started.returncode, started.stderr) == (0, "")
    assert started.stdout == "The portal starts.\n"


def test_a_fresh_clone_starts_locally_with_no_setting_at_all(tmp_path: Path) -> None:
    started = run({"ALLIANCE_DATA": str(tmp_path)})
    assert (started.returncode, started.stderr) == (0, "")


WRONG = {
    "the environment's name": ("ALLIANCE_ENV", "prod", "neither local nor production"),
    "no address": ("ALLIANCE_URL", "", "is missing"),
    "an address in the open": ("ALLIANCE_URL", "http://portal.example.org", "begins with http"),
    "an address with a path": ("ALLIANCE_URL", "https://example.org/portal", "at the top of its"),
    "an address with a name": ("ALLIANCE_URL", "https://a:b@example.org", "at the top of its"),
    "a port that is none": ("ALLIANCE_URL", "https://example.org:99999", "is not an address"),
    "an address without scheme": ("ALLIANCE_URL", "portal.example.org", "is not an address"),
    "another scheme": ("ALLIANCE_URL", "ftp://example.org", "is not an address"),
    "brackets left open": ("ALLIANCE_URL", "https://[::1", "is not an address"),
    "no secret": ("ALLIANCE_SECRET_KEY", "", "is missing"),
    "a short secret": ("ALLIANCE_SECRET_KEY", "short", "too easy"),
    "a monotonous secret": ("ALLIANCE_SECRET_KEY", "ab" * 40, "too easy"),
    "the local secret": ("ALLIANCE_SECRET_KEY", "local-only-" + "0" * 50, "too easy"),
    "Django's own secret": (
        "ALLIANCE_SECRET_KEY",
        "django-insecure-1234567890abcdefghijklmnopqrstuvwxyz-0987654321",
        "a known one",
    ),
    "debugging": ("ALLIANCE_DEBUG", "true", "take it away"),
    "a truth that is none": ("ALLIANCE_DEBUG", "maybe", "neither true nor false"),
    "a data folder that is a file": ("ALLIANCE_DATA", "/dev/null", "is not a folder"),
    "a data folder in nowhere": ("ALLIANCE_DATA", "/proc/nowhere", "is not a folder"),
    "another database": ("DATABASE_URL", "mysql://u:hidden@h/db", "neither SQLite nor PostgreSQL"),
    "a database that is none": ("DATABASE_URL", "my database", "is not the address"),
    "a database port": ("DATABASE_URL", "postgresql://u:hidden@h:port/db", "is not the address"),
    "a password in the raw": ("DATABASE_URL", "postgresql://u:hid#den@h/db", "percent-encoded"),
    "a database in memory": ("DATABASE_URL", "sqlite://:memory:", "forgets everything"),
    "a database in nowhere": ("DATABASE_URL", "sqlite:////nowhere/x.sqlite3", "cannot write in"),
    "a patience in words": ("ALLIANCE_BUSY_TIMEOUT", "long", "is not a whole number"),
    "no patience": ("ALLIANCE_BUSY_TIMEOUT", "0", "from 1 to 600"),
    "no process": ("ALLIANCE_WORKERS", "0", "from 1 to 64"),
    "a thousand processes": ("ALLIANCE_WORKERS", "1000", "from 1 to 64"),
    "threads in words": ("ALLIANCE_THREADS", "four", "is not a whole number"),
    "no thread": ("ALLIANCE_THREADS", "0", "from 1 to 64"),
    "less than no cache": ("ALLIANCE_CACHE_MEGABYTES", "-1", "from 0"),
    "a cache beyond all memory": ("ALLIANCE_CACHE_MEGABYTES", "9999999", "to 65536"),
    "no mail": ("ALLIANCE_EMAIL_URL", "", "names no mail server"),
    "mail to a terminal": ("ALLIANCE_EMAIL_URL", "console:", "names no mail server"),
    "mail to a folder": ("ALLIANCE_EMAIL_URL", "file:", "names no mail server"),
    "mail by another scheme": ("ALLIANCE_EMAIL_URL", "smtp+tls://hidden@h", "is not the address"),
    "a mail port": ("ALLIANCE_EMAIL_URL", "smtp://u:hidden@h:port", "is not the address"),
    "mail from nobody": ("ALLIANCE_EMAIL_FROM", "", "is missing"),
    "mail from no address": ("ALLIANCE_EMAIL_FROM", "the portal", "is not an e-mail address"),
    "no contact": ("ALLIANCE_CONTACT_EMAIL", "", "is missing"),
    "no second step": ("ALLIANCE_SECOND_FACTOR", "false", "asks a second step"),
    "a level of the log": ("ALLIANCE_LOG_LEVEL", "LOUD", "is none of"),
}


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_setting_stops_the_portal_and_is_named(
    sound: dict[str, str], name: str, value: str, sentence: str
) -> None:
    refused = run({**sound, name: value}, "-c", CHECK)
    assert refused.returncode == 1
    heading, *reasons = refused.stderr.splitlines()
    assert heading == "The portal does not start."
    assert any(reason.startswith(name) and sentence in reason for reason in reasons), reasons
    assert {reason.split()[0] for reason in reasons} <= {name, "DATABASE_URL", "ALLIANCE_DATA"}
    assert "hidden" not in refused.stderr, "a password is repeated"
    assert "The portal starts" not in refused.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["-c", START],
        ["manage.py", "migrate"],
        ["manage.py", "collectstatic"],
        ["manage.py", "check"],
    ],
)
def test_server_and_commands_refuse_alike(sound: dict[str, str], command: list[str]) -> None:
    refused = run({**sound, "ALLIANCE_SECRET_KEY": ""}, *command)
    assert refused.returncode == 1
    assert refused.stderr.startswith("The portal does not start.\nALLIANCE_SECRET_KEY is missing")


def test_a_database_that_cannot_be_understood_is_never_replaced_by_another(
    sound: dict[str, str], tmp_path: Path
) -> None:
    run({**sound, "DATABASE_URL": "my database"}, "manage.py", "migrate")
    assert not list(tmp_path.glob("*.sqlite3"))


def test_all_that_is_wrong_is_told_at_once(sound: dict[str, str]) -> None:
    refused = run(
        {**sound, "ALLIANCE_URL": "", "ALLIANCE_BUSY_TIMEOUT": "x", "ALLIANCE_DEBUG": "1"}
    )
    for name in ("ALLIANCE_URL", "ALLIANCE_BUSY_TIMEOUT", "ALLIANCE_DEBUG"):
        assert f"\n{name} " in refused.stderr


def test_style_sheets_that_were_not_collected_stop_the_server_alone(
    sound: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "static" / "staticfiles.json").unlink()
    assert "run manage.py collectstatic" in run(sound).stderr
    ours = ("--ignore", "admin", "--ignore", "django_prose_editor")  # `serve` collects the others
    collected = run(sound, "manage.py", "collectstatic", "--no-input", "-v0", *ours)
    assert collected.returncode == 0, collected.stderr
    assert run(sound).returncode == 0


def test_http_is_for_this_machine_alone_and_said(sound: dict[str, str]) -> None:
    started = run({**sound, "ALLIANCE_URL": "http://127.0.0.1:8000"})
    assert started.returncode == 0
    assert "this portal is for this machine alone" in started.stderr


def test_a_misspelt_setting_is_remarked_with_the_one_that_is_meant(sound: dict[str, str]) -> None:
    mistaken = {**sound, "ALLIANCE_BEHIND_PROXI": "true"}
    sentence = "ALLIANCE_BEHIND_PROXI is no setting of the portal. Is ALLIANCE_BEHIND_PROXY meant?"
    started = run(mistaken)
    assert started.returncode == 0
    assert sentence in started.stderr
    assert sentence in run(mistaken, "manage.py", "check").stderr


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(settings.DATA_DIR / "x"))
    assert not list(checks.sqlite())
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 0))
    [sentence] = checks.sqlite()
    assert "older than 3.37.0" in sentence


LOOK = """
import cultural_alliance.wsgi
from django.conf import settings
from django.test import Client
def get(**headers):
    headers["host"] = "portal.example.org"
    return Client().get("/robots.txt", headers=headers).status_code
print(get(), get(x_forwarded_proto="https"))
print(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)
print(settings.DEBUG, settings.ALLOWED_HOSTS, settings.SECURE_HSTS_SECONDS > 10_000_000)
"""


def test_production_speaks_https_alone_and_hears_a_proxy_only_when_told(
    sound: dict[str, str],
) -> None:
    answers, cookies, host = run(sound, "-c", LOOK).stdout.splitlines()
    assert answers == "301 301"
    assert cookies == "__Host-session True True"
    assert host == "False ['portal.example.org'] True"
    behind = run({**sound, "ALLIANCE_BEHIND_PROXY": "true"}, "-c", LOOK)
    assert behind.stdout.startswith("301 200\n"), behind.stderr


def asked_for() -> set[str]:
    source = (BASE / "cultural_alliance" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))


def test_the_operators_guide_names_every_setting_and_no_other() -> None:
    guide = (BASE / "docs" / "operating.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", guide, re.M)) == asked_for()
    assert len(asked_for()) > 10, "the settings are read in another way now"
    assert set(re.findall(r"\bALLIANCE_[A-Z_]+\b", guide)) <= asked_for()


def test_sqlite_is_opened_as_the_record_needs_it(db: Any) -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        assert connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]
        return
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}
    assert connection.transaction_mode == "IMMEDIATE"
