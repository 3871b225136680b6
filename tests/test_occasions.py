"""The days on which statements are given: a Day may be moved, and its rules are dated."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from messages.models import Occasion, OccasionRule, next_days
from tests.support.cast import publisher

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = "United Nations Day for South-South Cooperation"


@pytest.fixture
def moved() -> Occasion:
    occasion = Occasion.objects.create(slug="day", names={"en": "The Day"})
    occasion.rules.create(month=12, day=19, first_year=2004, last_year=2011)
    occasion.rules.create(month=9, day=12, first_year=2012)
    return occasion


@pytest.mark.parametrize(
    ("on", "next_day"),
    [
        (date(2010, 1, 1), date(2010, 12, 19)),
        (date(2011, 12, 19), date(2011, 12, 19)),
        (date(2011, 12, 20), date(2012, 9, 12)),
        (date(2026, 9, 13), date(2027, 9, 12)),
        (date(2003, 6, 1), date(2004, 12, 19)),
    ],
)
def test_an_occasion_is_on_the_day_that_stood_in_its_year(
    moved: Occasion, on: date, next_day: date
) -> None:
    assert next_days(on) == [(next_day, moved)]


def test_the_nearest_occasion_comes_first(moved: Occasion) -> None:
    sooner = Occasion.objects.create(slug="sooner", names={"en": "Sooner"})
    sooner.rules.create(month=5, day=21, first_year=2003)
    assert [occasion for _day, occasion in next_days(date(2026, 1, 1))] == [sooner, moved]
    assert [occasion for _day, occasion in next_days(date(2026, 6, 1))] == [moved, sooner]


def test_a_leap_day_is_passed_over_where_there_is_none() -> None:
    occasion = Occasion.objects.create(slug="leap", names={"en": "Leap"})
    occasion.rules.create(month=2, day=29, first_year=2000)
    assert next_days(date(2026, 1, 1)) == []
    assert next_days(date(2027, 3, 1)) == [(date(2028, 2, 29), occasion)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": 2, "day": 30},
        {"month": 13, "day": 1},
        {"month": 4, "day": 31},
        {"last_year": 1990},
    ],
)
def test_a_day_that_cannot_be_is_refused(moved: Occasion, wrong: dict[str, int]) -> None:
    given = {"month": 1, "day": 1, "first_year": 2000, **wrong}
    with pytest.raises(ValidationError):
        OccasionRule(occasion=moved, **given).full_clean()
    OccasionRule(occasion=moved, month=1, day=1, first_year=2000).full_clean()


def test_the_home_page_tells_the_coming_occasion(client: Client) -> None:
    call_command("load_opening", verbosity=0)
    with time_machine.travel("2026-09-01T12:00:00Z", tick=True):
        home = client.get("/en/").content.decode()
    assert DAY in home and "12 September 2026" in home
    assert "1 statement on this occasion" in home
    with time_machine.travel("2026-09-13T12:00:00Z", tick=True):
        assert "12 September 2027" in client.get("/en/").content.decode()


def test_editors_keep_the_rules_beside_the_occasion(client: Client, moved: Occasion) -> None:
    client.force_login(publisher())
    page = client.get(f"/admin/statements/occasion/{moved.pk}/change/").content.decode()
    assert page.count('name="rules-') > 10
    assert "A/RES" in page
