"""The days on which statements are given: a Day may be moved, and its rules are dated."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.test.utils import CaptureQueriesContext

from messages import occasions
from messages.models import Occasion, OccasionRule, Statement
from messages.models.occasion_rule import LAST
from messages.occasions import coming, next_days
from messages.views import occasion as view
from tests.support.cast import publisher
from tests.support.record import make_statement, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = "United Nations Day for South-South Cooperation"


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        return " ".join(step for *_, step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}"))


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
    ("week", "weekday", "month", "days"),
    [
        (1, 0, 9, {2026: 7, 2027: 6, 2028: 4}),  # the first Monday of September
        (3, 3, 11, {2026: 19, 2027: 18}),  # the third Thursday of November
        (LAST, 4, 5, {2026: 29, 2027: 28, 2028: 26}),  # the last Friday of May
        (LAST, 6, 2, {2026: 22, 2028: 27}),  # the last Sunday of February
        (4, 1, 2, {2026: 24, 2028: 22}),  # the fourth Tuesday, which is not the last in 2028
    ],
)
def test_a_weekday_of_a_month_is_found_in_each_year(
    week: int, weekday: int, month: int, days: dict[int, int]
) -> None:
    occasion = Occasion.objects.create(slug="weekday", names={"en": "The Day"})
    occasion.rules.create(kind="weekday", week=week, weekday=weekday, month=month, first_year=2026)
    for year, day in days.items():
        assert occasion.date_in(year) == date(year, month, day)
    assert occasion.date_in(2025) is None


def test_a_single_date_is_good_for_its_year_alone(moved: Occasion) -> None:
    moved.rules.filter(first_year=2012).update(last_year=2026)
    rule = OccasionRule(occasion=moved, kind="once", month=10, day=3, first_year=2027)
    rule.full_clean()
    rule.save()
    found = Occasion.objects.get(pk=moved.pk)
    assert [found.date_in(year) for year in (2026, 2027, 2028)] == [
        date(2026, 9, 12), date(2027, 10, 3), None,
    ]  # fmt: skip


def test_the_day_for_south_south_cooperation_moved_in_2012() -> None:
    call_command("load_opening", verbosity=0)
    day = Occasion.objects.get(slug="un-day-south-south-cooperation")
    assert [day.date_in(year) for year in (2003, 2004, 2011, 2012, 2030)] == [
        None, date(2004, 12, 19), date(2011, 12, 19), date(2012, 9, 12), date(2030, 9, 12),
    ]  # fmt: skip


def test_what_comes_within_six_weeks_comes_with_the_text_of_last_time(moved: Occasion) -> None:
    said = make_statement("Last year", published_on=date(2025, 9, 12), occasion="day")
    make_statement("Earlier", published_on=date(2024, 9, 12), occasion="day")
    make_statement("Not public", occasion="day")
    [found] = coming(timedelta(weeks=6), on=date(2026, 8, 1))
    assert (found.day, found.occasion, found.last) == (date(2026, 9, 12), moved, said)
    assert coming(timedelta(weeks=6), on=date(2026, 7, 31)) == []
    withdrawn(said)
    [found] = coming(timedelta(weeks=6), on=date(2026, 9, 12))  # the day itself
    assert found.last != said


@pytest.mark.once
def test_what_comes_costs_the_same_for_one_occasion_and_for_fifty(moved: Occasion) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            coming(timedelta(weeks=6), on=date(2026, 9, 1))
        return len(queries)

    alone = cost()
    for number in range(49):
        each = Occasion.objects.create(slug=f"day-{number}", names={"en": "A Day"})
        each.rules.create(month=9, day=20, first_year=2020)
    assert len(coming(timedelta(weeks=6), on=date(2026, 9, 1))) == 50
    assert cost() == alone


RIGHT = {"kind": "fixed", "month": 1, "day": 1, "first_year": 2000}


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": 2, "day": 30},
        {"month": 13, "day": 1},
        {"month": 4, "day": 31},
        {"day": None},
        {"last_year": 1990},
        {"first_year": 0},
        {"first_year": 40_000},
        {"kind": "weekday", "week": 6, "weekday": 1},
        {"kind": "weekday", "week": 1, "weekday": 7},
        {"kind": "weekday", "week": None, "weekday": 1},
        {"kind": "once", "month": 2, "day": 29, "first_year": 2027},
        {"kind": "each full moon"},
    ],
)
def test_a_day_that_cannot_be_is_refused(moved: Occasion, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OccasionRule(occasion=moved, **{**RIGHT, **wrong}).full_clean()
    OccasionRule(occasion=moved, **RIGHT).full_clean()


def test_the_database_holds_no_rule_without_a_day(moved: Occasion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        moved.rules.create(kind="weekday", month=1, day=3, first_year=2000)
    moved.rules.create(kind="weekday", month=1, week=1, weekday=3, first_year=2000)


def test_the_home_page_tells_the_coming_occasion(client: Client) -> None:
    call_command("load_opening", verbosity=0)
    with time_machine.travel("2026-09-01T12:00:00Z", tick=True):
        home = client.get("/en/").content.decode()
    assert DAY in home and "12 September 2026" in home
    assert "1 statement on this occasion" in home
    with time_machine.travel("2026-09-13T12:00:00Z", tick=True):
        assert "12 September 2027" in client.get("/en/").content.decode()


def send(client: Client, occasion: Occasion, *rules: dict[str, Any]) -> Any:
    """The occasion's form, as a browser sends it with these rules and no others."""
    url = f"/admin/statements/occasion/{occasion.pk}/change/"
    sent: dict[str, Any] = {"names_en": "The Day"}
    stored = list(occasion.rules.order_by("first_year"))
    for at, rule in enumerate([*rules, *({} for _ in stored[len(rules) :])]):
        rule_id = stored[at].pk if at < len(stored) else ""
        sent |= {f"rules-{at}-id": rule_id, f"rules-{at}-occasion": occasion.pk}
        sent |= {f"rules-{at}-{name}": value for name, value in rule.items()}
        sent |= {} if rule else {f"rules-{at}-DELETE": "on"}
    total = max(len(rules), len(stored))
    sent |= {"rules-TOTAL_FORMS": total, "rules-INITIAL_FORMS": len(stored)}
    return client.post(url, sent)


FIRST = {"kind": "fixed", "day": 19, "month": 12, "first_year": 2004, "last_year": 2011}
LAST_FRIDAY = {"kind": "weekday", "week": LAST, "weekday": 4, "month": 9, "first_year": 2012}


def test_editors_keep_the_rules_and_see_what_they_come_to(client: Client, moved: Occasion) -> None:
    client.force_login(publisher())
    assert send(client, moved, FIRST, {**LAST_FRIDAY, "day": 12}).status_code == 302
    rule = moved.rules.get(first_year=2012)
    assert (rule.kind, rule.week, rule.weekday, rule.day) == ("weekday", LAST, 4, None)
    with time_machine.travel("2026-01-01T12:00:00Z", tick=True):
        client.force_login(publisher())
        page = client.get(f"/admin/statements/occasion/{moved.pk}/change/").content.decode()
    assert "Friday 25 September 2026" in page and "Friday 28 September 2035" in page
    assert page.count("September 20") == 10


@pytest.mark.parametrize(
    ("last_year", "is_refused"), [(2011, False), (2012, True), ("", True), (2040, True)]
)
def test_two_rules_for_one_year_are_refused_in_a_sentence(
    client: Client, moved: Occasion, last_year: Any, is_refused: bool
) -> None:
    client.force_login(publisher())
    answer = send(client, moved, {**FIRST, "last_year": last_year}, LAST_FRIDAY)
    assert (answer.status_code == 200) is is_refused
    assert ("Two rules give the day in 2012" in answer.content.decode()) is is_refused
    assert moved.rules.filter(kind="weekday").exists() is not is_refused


def test_a_rule_that_is_deleted_is_in_nobodys_way(client: Client, moved: Occasion) -> None:
    client.force_login(publisher())
    assert send(client, moved, {**FIRST, "last_year": ""}).status_code == 302
    assert moved.rules.count() == 1


def test_the_page_of_an_occasion_tells_its_next_day_and_the_former_ones(
    client: Client, moved: Occasion
) -> None:
    make_statement("Words on the Day", published_on=date(2025, 9, 12), occasion="day")
    with time_machine.travel("2016-09-12T12:00:00Z", tick=True):  # the day itself
        page = client.get("/en/info/occasions/day/").content.decode()
    assert "Next on 12 September 2016" in page
    assert "12 September 2012" in page and "19 December 2011" in page
    assert "19 December 2004" not in page  # ten years are told
    assert "Words on the Day" in client.get("/fr/info/occasions/day/").content.decode()
    assert client.get("/en/info/occasions/none/").status_code == 404
    assert client.post("/en/info/occasions/day/").status_code == 405


def test_an_occasion_shows_nothing_that_is_not_public(client: Client, moved: Occasion) -> None:
    make_statement("A draft for the Day", occasion="day")
    withdrawn(make_statement("Withdrawn words", published_on=date(2025, 9, 12), occasion="day"))
    page = client.get("/en/info/occasions/day/").content.decode()
    assert "A draft for the Day" not in page and "Withdrawn words" not in page


def test_an_occasion_with_many_statements_shows_the_newest_and_counts_so_far(
    client: Client, moved: Occasion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occasions, "MOST_COUNTED", 3)
    monkeypatch.setattr(view, "SHOWN", 2)
    for year in (2021, 2024, 2023, 2022):  # entered in another order than said
        make_statement(f"Words of {year}", published_on=date(year, 9, 12), occasion="day")
    shown = client.get("/en/info/occasions/day/")
    assert [row.edition.title for row in shown.context["rows"]] == [
        "Words of 2024",
        "Words of 2023",
    ]
    assert "More than 3 statements" in shown.text
    assert "More than 3 statements" in client.get("/en/").text
    withdrawn(Statement.objects.get(first_published_at__year=2021))
    assert "3 statements on this occasion" in client.get("/en/info/occasions/day/").text
    assert "3 statements on this occasion" in client.get("/en/").text


@pytest.mark.once  # PostgreSQL weighs how many rows are wanted
def test_an_occasion_and_the_home_page_read_along_no_long_table(
    client: Client, moved: Occasion
) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get("/en/info/occasions/day/"), client.get("/en/")
    asked = [each["sql"] for each in captured if 'FROM "statements_statement"' in each["sql"]]
    of_one = [sql for sql in asked if f'"occasion_id" = {moved.pk})' in sql]
    opened = [each["sql"] for each in captured if 'FROM "members_partnerrequest"' in each["sql"]]
    assert len(of_one) == 2 and opened
    assert all("statements_statement_occasion_id" in plan(sql) for sql in of_one)
    assert all("members_request_open" in plan(sql) for sql in opened)


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_the_rules_survive_the_way_back_and_forth() -> None:
    """A weekday goes back to the fixed day of its first year; a single date is named again."""
    migrate, apps = migration_to("0004_weekdays_and_single_dates")
    try:
        rules = apps.get_model("statements", "OccasionRule").objects
        occasion = apps.get_model("statements", "Occasion").objects.create(slug="x", names={})
        rules.create(occasion=occasion, kind="weekday", week=5, weekday=4, month=9, first_year=2026)
        rules.create(
            occasion=occasion, kind="once", day=3, month=10, first_year=2025, last_year=2025
        )
        _migrate, apps = migration_to("0003_occasion_rule")
        rules = apps.get_model("statements", "OccasionRule").objects
        assert list(rules.values_list("month", "day").order_by("month")) == [(9, 25), (10, 3)]
        _migrate, apps = migration_to("0004_weekdays_and_single_dates")
        rules = apps.get_model("statements", "OccasionRule").objects
        assert list(rules.values_list("kind", flat=True).order_by("month")) == ["fixed", "once"]
    finally:
        migrate()


def migration_to(name: str) -> tuple[Any, Any]:
    """Back or forth; answers how to return to now, and the models of then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("statements", name)])
    now = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "statements"]
    state = executor.loader.project_state([("statements", name)])
    return lambda: MigrationExecutor(connection).migrate(now), state.apps
