"""The guards stand, through migrations too; and somebody is told when one does not."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import connection, transaction

from cultural_alliance.editions import guards

pytestmark = pytest.mark.django_db


def test_the_guards_stand_and_a_check_tells_of_one_that_does_not() -> None:
    assert guards.missing(connection) == []
    assert checks.run_checks(databases=["default"], tags=["database"]) == []
    name = "guard_event_stays"
    on = " ON editions_event" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
        assert guards.missing(connection) == ["event_stays"]
        [warning] = checks.run_checks(databases=["default"], tags=["database"])
        assert "event_stays" in warning.msg
        transaction.set_rollback(True)
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE editions_event DISABLE TRIGGER {name}")
            assert guards.missing(connection) == ["event_stays"]
            transaction.set_rollback(True)


def test_a_guard_that_was_weakened_does_not_stand() -> None:
    weaker = (
        "CREATE OR REPLACE FUNCTION guard_event_stays() RETURNS trigger LANGUAGE plpgsql"
        " AS $$BEGIN RETURN OLD; END$$"
        if connection.vendor == "postgresql"
        else "CREATE TRIGGER guard_event_stays BEFORE DELETE ON editions_event BEGIN SELECT 1; END"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER guard_event_stays")
        cursor.execute(weaker)
        assert guards.missing(connection) == ["event_stays"]
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_the_guards_stand_again_after_migrations() -> None:
    guards.drop(connection)
    assert len(guards.missing(connection)) > 15

    call_command("migrate", "editions", verbosity=0)

    assert guards.missing(connection) == []


def test_guards_come_down_only_where_something_is_migrated() -> None:
    guards.before_migrations(using="default", plan=[])
    assert guards.missing(connection) == []
    guards.before_migrations(using="default", plan=["a migration"])
    assert len(guards.missing(connection)) > 15
    guards.after_migrations(using="default")
    assert guards.missing(connection) == []
