"""Beside a draft stands who else has it open and since when, for as long as they do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting
from cultural_alliance.editions.models import DraftReader, Edition, Event, Presence

from .support.cast import make_user, writer
from .support.desk import page_of, words
from .support.record import make_draft, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOBODY = "Nobody else has this draft open."
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as travelled:
        yield travelled


@pytest.fixture
def draft() -> Edition:
    return make_draft()


def at_desk(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seen_by(client: Client, draft: Edition) -> str:
    return client.get(page_of(draft)).content.decode()


def tell(client: Client, draft: Edition, **told: Any) -> str:
    """What an open page sends every few seconds, and is answered."""
    return client.post(presence_of(draft), told).content.decode()


def presence_of(draft: Edition) -> str:
    return reverse("admin:editions_edition_presence", args=[draft.pk])


def test_who_else_has_the_draft_open_is_told_with_the_time_since_when(
    clock: time_machine.Traveller, draft: Edition
) -> None:
    ana, boris = (at_desk(writer(name=name)) for name in ("Ana", "Boris"))
    assert NOBODY in seen_by(ana, draft)
    clock.shift(60)
    page = seen_by(boris, draft)
    assert NOBODY not in page
    assert "<strong>Ana</strong>" in page
    assert "<strong>Boris</strong>" not in tell(boris, draft)  # nobody meets themselves
    zone = ZoneInfo(User.objects.get(name="Boris").time_zone)
    assert f">{START.astimezone(zone):%H:%M}</time>" in page


def test_a_page_that_tells_nothing_any_more_is_gone_after_a_minute_or_so(
    clock: time_machine.Traveller, draft: Edition
) -> None:
    ana, boris = at_desk(writer(name="Ana")), at_desk(writer(name="Boris"))
    tell(ana, draft)
    for _ in range(3):
        clock.shift(60)
        tell(ana, draft)
    assert "Ana" in tell(boris, draft)
    assert Presence.objects.get(person__name="Ana").since == START  # not since it was last heard of
    clock.shift(91)
    assert NOBODY in tell(boris, draft)


def test_without_scripts_the_view_of_the_page_counts_for_some_minutes(
    clock: time_machine.Traveller, draft: Edition
) -> None:
    boris = at_desk(writer(name="Boris"))
    seen_by(at_desk(writer(name="Ana")), draft)
    clock.shift(4 * 60)
    assert "Ana" in tell(boris, draft)
    clock.shift(2 * 60)
    assert NOBODY in tell(boris, draft)


def test_who_leaves_is_gone_at_once_and_who_only_saved_is_not(
    clock: time_machine.Traveller, draft: Edition
) -> None:
    ana, boris = at_desk(writer(name="Ana")), at_desk(writer(name="Boris"))
    seen_by(ana, draft)
    clock.shift(60)
    tell(ana, draft, left="yes")  # a save leaves the page, and opens it again
    tell(ana, draft)
    clock.shift(60)
    assert Presence.objects.get(person__name="Ana").since == START
    assert "Ana" in tell(boris, draft)
    tell(ana, draft, left="yes")
    clock.shift(11)
    assert NOBODY in tell(boris, draft)


def test_an_open_page_learns_that_somebody_saved_after_it_was_opened(draft: Edition) -> None:
    ana, boris = at_desk(writer(name="Ana")), at_desk(writer(name="Boris"))
    boris.post(page_of(draft), words(draft, title="By Boris"))
    assert "after you opened it" in tell(ana, draft, revision=draft.revision)
    assert "after you opened it" not in tell(ana, draft, revision=draft.revision + 1)
    assert "after you opened it" not in tell(ana, draft, revision="nonsense")


def test_nothing_of_it_is_recorded_and_nothing_is_kept(
    clock: time_machine.Traveller, draft: Edition
) -> None:
    before = Event.objects.count()
    draft.refresh_from_db()
    saved = draft.saved_at, draft.revision
    seen_by(at_desk(writer()), draft)
    clock.shift(10 * 60)
    seen_by(at_desk(writer(name="Boris")), make_draft())
    assert [each.person.name for each in Presence.objects.all()] == ["Boris"]
    draft.refresh_from_db()
    assert (draft.saved_at, draft.revision) == saved
    assert Event.objects.count() == before + 2  # of the second draft


def test_only_by_post_and_only_by_those_who_may_see_the_draft(draft: Edition) -> None:
    ana = writer(name="Ana")
    assert at_desk(ana).get(presence_of(draft)).status_code == 405
    assert Client().post(presence_of(draft)).status_code == 302
    outsider = make_user()
    outsider.is_staff = True
    outsider.save()
    assert at_desk(outsider).post(presence_of(draft)).status_code == 403
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(ana)
    assert checked.post(presence_of(draft)).status_code == 403
    assert not Presence.objects.exists()

    boris = writer(name="Boris")
    DraftReader.objects.create(edition=draft, person=boris, named_by=boris)
    assert at_desk(ana).post(presence_of(draft)).status_code == 404
    assert not Presence.objects.exists()
    assert at_desk(boris).post(presence_of(draft)).status_code == 200
    assert Presence.objects.exists()


def test_a_text_that_is_handed_in_is_read_by_many_and_open_with_nobody(draft: Edition) -> None:
    ana = at_desk(writer())
    submitted(draft)
    assert NOBODY not in seen_by(ana, draft)
    tell(ana, draft)
    assert not Presence.objects.exists()


def test_a_draft_that_somebody_has_open_can_be_deleted(draft: Edition) -> None:
    author = draft.saved_by
    assert author
    seen_by(at_desk(author), draft)
    drafting.delete_unpublished(draft, by=author)
    assert not Presence.objects.exists()
    assert at_desk(author).post(presence_of(draft)).status_code == 404


@pytest.mark.once
def test_fifty_people_cost_as_many_queries_as_one_and_the_list_is_cut(draft: Edition) -> None:
    boris = at_desk(writer())
    tell(boris, draft)  # its own row is there

    def cost(people: int) -> int:
        until = timezone.now() + timedelta(minutes=1)
        Presence.objects.bulk_create(
            Presence(edition=draft, person=writer(), here_until=until) for _ in range(people)
        )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = tell(boris, draft)
        assert page.count("<li>") == min(9, people if people == 1 else 9)
        return len(asked)

    assert cost(1) == cost(50)
