"""What turns by itself, by the clock alone: no page changes between two instants that are named."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.editions import scheduling
from cultural_alliance.pagecache import instants
from cultural_alliance.pagecache.wsgi import PageCache
from cultural_alliance.pages.models import Activity
from messages.models import Occasion
from tests.support.cast import publisher
from tests.support.members import make_organisation, make_request
from tests.support.reading import Reader
from tests.support.record import approved, correct, make_draft, make_statement
from tests.test_pagecache_changes import seen

pytestmark = pytest.mark.slow

A_MOMENT = timedelta(microseconds=1)


def what_time_changes(now: datetime) -> None:
    """Of each kind of thing that time changes, some that it changes within two days."""
    today = timezone.localdate()
    hours = [now + timedelta(hours=n) for n in (3, 6, 9, 30)]
    public = make_statement(published_on=now - timedelta(days=9), slug="the-day")
    correct(public, at=hours[0], body="<p>Corrected.</p>")
    new = approved(make_draft(title="New"), at=hours[1])
    scheduling.reschedule(new, at=hours[2], by=publisher())
    approved(make_draft(new.document, "fr", title="Nouveau"), at=hours[3])
    spoken = (now + timedelta(hours=5)).astimezone(timezone.get_default_timezone())
    speech = make_draft(delivered_on=spoken.date(), delivery_time=spoken.time())
    approved(speech, at=now + timedelta(minutes=20))
    day = Occasion.objects.create(slug="day", names={"en": "The Day"})
    tomorrow = today + timedelta(days=1)
    day.rules.create(day=tomorrow.day, month=tomorrow.month, first_year=2004)
    make_request(make_organisation("Riverside"), deadline=today)
    make_request(deadline=tomorrow)
    for starts, ends in ((today, today), (tomorrow, None), (today - timedelta(days=3), tomorrow)):
        Activity.objects.create(titles={"en": f"Fair {starts}"}, starts_on=starts, ends_on=ends)


def named(begin: datetime, end: datetime) -> Iterator[datetime]:
    at = begin
    while (at := instants.next_instant(at)) < end:
        yield at


def turned(clock: Any, begin: datetime, end: datetime) -> list[datetime]:
    """The named instants at which some page turned; fails where one turned between two."""
    found, before = [], {}
    for at in [*named(begin, end), end]:
        clock.move_to(at - A_MOMENT, tick=False)
        still = seen()
        assert not before or still == before, f"a page turned by itself before {at}"
        clock.move_to(at, tick=False)
        before = seen()
        if before != still:
            found.append(at)
    return found


@pytest.mark.django_db
def test_no_page_turns_between_two_instants(time_machine: Any) -> None:
    now = timezone.now()
    what_time_changes(now)
    assert len(turned(time_machine, now, now + timedelta(days=2))) > 5, "hardly anything turned"


@pytest.mark.once
@pytest.mark.django_db
def test_an_instant_that_nobody_names_would_be_noticed(
    time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the record names none of its instants."""
    now = timezone.now()
    what_time_changes(now)
    others = {name: offer for name, offer in surfaces.instants._offers.items() if name != "record"}
    monkeypatch.setattr(surfaces.instants, "_offers", others)
    with pytest.raises(AssertionError, match="turned by itself"):
        turned(time_machine, now, now + timedelta(days=2))


def test_a_kept_page_turns_at_its_instant(pages: PageCache, time_machine: Any) -> None:
    """On a clock that runs: it is not the move that has the page made anew."""
    at = timezone.now() + timedelta(hours=3)
    public = make_statement(published_on=timezone.now(), slug="the-day", body="<p>Before.</p>")
    correct(public, at=at, body="<p>Afterwards.</p>")
    time_machine.move_to(at - timedelta(seconds=1.5), tick=True)
    cached, hits = Reader(pages), 0
    while timezone.now() < at + timedelta(seconds=1):
        asked_at = timezone.now()
        answer = cached(public.get_absolute_url())
        hits += answer.is_hit
        if timezone.now() < at:
            assert b"Before." in answer.page, "shown before its instant"
        elif asked_at >= at:
            assert b"Afterwards." in answer.page
    assert hits > 100


def test_a_clock_that_steps_shows_what_it_says(pages: PageCache, time_machine: Any) -> None:
    """Backward too: what was public by the wrong time is not, by the right one."""
    now = timezone.now()
    public = make_statement(published_on=now, slug="the-day", body="<p>Before.</p>")
    correct(public, at=now + timedelta(hours=3), body="<p>Afterwards.</p>")
    cached = Reader(pages)

    def shows(words: bytes) -> bool:
        return words in cached(public.get_absolute_url()).page

    assert shows(b"Before.") and shows(b"Before.")
    for hours, words in (
        (4, b"Afterwards."),
        (1, b"Before."),
        (5, b"Afterwards."),
        (2, b"Before."),
    ):
        time_machine.move_to(now + timedelta(hours=hours), tick=True)
        deadline = timezone.now() + timedelta(seconds=1)
        while not shows(words):
            assert timezone.now() < deadline, f"a second after the step to {hours} h"
        assert shows(words) and cached(public.get_absolute_url()).is_hit
