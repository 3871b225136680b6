"""When something is wrong: a plain page with the right status, and nothing of the inside shown."""

import sqlite3
import threading
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from cultural_alliance import wsgi
from tests.support.cast import writer
from tests.support.isolation import url_of

pytestmark = pytest.mark.slow

RESET = "/en/accounts/password/reset/"


@pytest.fixture
def patience(transactional_db: None) -> Any:
    """Sets for how many seconds the portal's connection waits for a lock."""
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)

    def set_to(seconds: float) -> None:
        connection.close()
        if connection.vendor == "sqlite":
            options["timeout"] = seconds
        else:
            options["options"] = f"-c lock_timeout={seconds * 1000:.0f}"

    yield set_to
    connection.close()
    options.clear()
    options.update(before)


@pytest.fixture
def save(transactional_db: None) -> Any:
    """Sends a form whose answer is that something was saved; who sends it signed in before."""
    client = Client(raise_request_exception=False)
    client.force_login(writer())
    form = {"name": "Wanda", "time_zone": "Europe/Paris", "language": "en"}
    return lambda: client.post("/admin/accounts/user/me/", form)


@pytest.fixture
def let_go(patience: Any) -> Any:
    """Somebody else holds the lock that writers need, until this is called."""
    if connection.vendor == "sqlite":
        other: Any = sqlite3.connect(
            connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False
        )
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(url_of(connection.settings_dict))
        other.execute("LOCK TABLE accounts_user, cache IN ACCESS EXCLUSIVE MODE")
    yield other.rollback
    other.close()


def ask() -> Any:
    return Client(raise_request_exception=False).post(RESET, {"email": "a@example.org"})


def test_a_locked_database_is_told_in_a_plain_page(save: Any, let_go: Any, patience: Any) -> None:
    patience(0.2)
    answer = save()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "The portal is busy for a moment" in answer.text
    assert "OperationalError" not in answer.text
    let_go()
    assert save().status_code == 302, "it stays busy when the lock is gone"


def test_a_locked_database_is_not_taken_for_a_flood_of_requests(let_go: Any, patience: Any) -> None:
    patience(0.2)
    assert ask().status_code == 503
    let_go()
    assert ask().status_code == 302


def test_a_lock_that_goes_in_time_is_only_waited_for(save: Any, let_go: Any, patience: Any) -> None:
    patience(30)
    threading.Timer(0.5, let_go).start()
    assert save().status_code == 302


def test_any_other_fault_is_a_plain_500(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(cache, "add", fail)
    answer = ask()
    assert answer.status_code == 500
    assert "secret of the inside" not in answer.text
    assert '<link rel="stylesheet"' in answer.text


def test_a_table_that_is_missing_is_no_busy_moment(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cache RENAME TO elsewhere")
    try:
        assert ask().status_code == 500
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO cache")


@pytest.mark.parametrize("path", ["/en/", "/admin/", "/en/accounts/login/", "/robots.txt", "/m/1/"])
def test_another_host_gets_400_everywhere(db: None, path: str) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(path, headers={"host": "evil.example.com"}).status_code == 400
    assert client.get(path, headers={"host": "127.0.0.1"}).status_code != 400


def test_a_stale_form_is_refused_with_what_to_do(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(RESET, {"email": "a@example.org"})
    assert answer.status_code == 403
    assert "This form has been open too long" in answer.text
    token = client.get(RESET).context["csrf_token"]
    fresh = client.post(RESET, {"email": "a@example.org", "csrfmiddlewaretoken": str(token)})
    assert fresh.status_code == 302


@pytest.mark.parametrize("path", ["/en/", "/en/accounts/login/", "/admin/accounts/user/me/"])
def test_every_answer_carries_the_headers_of_a_careful_house(
    client: Client, path: str, db: None
) -> None:
    client.force_login(writer())
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for rule in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ):
        assert rule in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_servers_environment_never_reaches_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:hidden@h/db")
    monkeypatch.setenv("HTTP_PROXY", "http://user:hidden@proxy")
    given = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/en/",
        "HTTP_ACCEPT": "text/html",
        "wsgi.input": b"",
        "DATABASE_URL": "postgresql://u:hidden@h/db",
        "HTTP_PROXY": "http://user:hidden@proxy",
        "PATH": "/usr/bin",
    }
    kept = wsgi.request_environ(given)
    assert set(kept) == {"REQUEST_METHOD", "PATH_INFO", "HTTP_ACCEPT", "wsgi.input"}
