"""The database stops for a while: readers of what is kept notice nothing but a header, the rest get
a plain page, and what changed meanwhile is there a second after it is back."""

import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone

from tests.support.cast import administrator
from tests.support.crowd import Crowd
from tests.support.outage import Outage
from tests.support.portal import Portal, granian
from tests.support.reading import session_of
from tests.support.record import correct, make_statement
from tests.test_pagecache_freshness import state_of, text

pytestmark = pytest.mark.slow

UNKEPT = ("/en/search/?words=day", "/fr/accounts/login/", "/en/subscribe/", "/ar/about/")


def ask(portal: Portal, path: str, **headers: str) -> tuple[int, str, Any]:
    try:
        with urlopen(Request(portal.at(path), headers=headers), timeout=60) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except HTTPError as answer:
        return answer.code, answer.read().decode(), answer.headers


@pytest.mark.server
@pytest.mark.parametrize("pool", ["true", "false"])
def test_readers_of_what_is_kept_notice_nothing(
    outage: Outage, settings: Any, tmp_path: Path, pool: str
) -> None:
    statement = make_statement(published_on=timezone.now(), slug="the-day", **text("first"))
    session = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(administrator())}"}
    log = tmp_path / "log"
    with (
        log.open("wb") as told,
        granian(outage.url, settings, told, ALLIANCE_DATABASE_POOL=pool) as (portal, _server),
    ):
        url = portal.at(statement.get_absolute_url())
        with Crowd(url, state_of, readers=8) as crowd:
            crowd.wait_for("first")
            outage.begin()
            begun = time.time()
            crowd.wait_for("first", since=begun + 1)
            with Crowd(
                portal.at("/en/search/?words=day"), lambda status, _body: str(status)
            ) as rest:
                rest.wait_for("503")
                crowd.wait_for("first", since=time.time())
            for path in UNKEPT:
                for headers in ({}, session):
                    check_plain(ask(portal, path, **headers), path)
            check_plain(ask(portal, statement.get_absolute_url(), **session), "signed in")
            check_plain(ask(portal, "/admin/", **session), "the desk")
            correct(statement, **text("second"))
            crowd.wait_for("first", since=time.time() + 0.5)
            outage.end()
            back = time.time()
            crowd.wait_for("second", since=back + 1)
            for path in UNKEPT[:3]:
                assert ask(portal, path)[0] == 200, "back, and still refused"
    assert {each.status for each in crowd.shown} == {200}
    during = {each.cache_status for each in crowd.shown if begun + 1 < each.asked_at < back}
    assert during == {"Alliance; hit; detail=database-away"}
    assert not [each for each in crowd.shown if each.asked_at > back + 1 and each.state != "second"]
    lines = log.read_text().splitlines()
    for told_once in ("The database is away", "The database is back"):
        assert len([line for line in lines if told_once in line]) == 2, "once by each worker"


def check_plain(answer: tuple[int, str, Any], about: str) -> None:
    status, page, headers = answer
    assert status == 503, f"{about}: {status}"
    assert headers["Retry-After"] == "30"
    assert "Traceback" not in page and "OperationalError" not in page
    assert "<h1" in page


@pytest.mark.server
def test_a_database_that_is_silent_holds_up_nobody_who_reads_what_is_kept(
    outage: Outage, settings: Any
) -> None:
    statement = make_statement(published_on=timezone.now(), slug="the-day", **text("first"))
    with granian(outage.url, settings) as (portal, _server):
        with Crowd(portal.at(statement.get_absolute_url()), state_of, readers=8) as crowd:
            crowd.wait_for("first")
            outage.begin(silent=True)
            crowd.wait_for("first", since=time.time() + 3)
            for path in UNKEPT:
                check_plain(ask(portal, path), path)  # at once: it waits for nothing
            correct(statement, **text("second"))
            outage.end()
            crowd.wait_for("second", since=time.time() + 1)
        assert {each.status for each in crowd.shown} == {200}
