"""SQLite plans by counts that the worker lets it take; without them it reads everything."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cultural_alliance import query_plans, surfaces
from tests.support.record import approved

pytestmark = pytest.mark.django_db


def counted() -> set[str]:
    if "sqlite_stat1" not in connection.introspection.table_names():
        return set()
    with connection.cursor() as cursor:
        return {table for (table,) in cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")}


@pytest.mark.once  # PostgreSQL counts by itself
def test_the_worker_lets_sqlite_count_its_tables_once_a_day() -> None:
    approved()
    cache.clear()
    assert "editions_edition" not in counted()
    assert query_plans.count in list(surfaces.due)
    assert (query_plans.count(), query_plans.count()) == (1, 0)
    assert "editions_edition" in counted()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert query_plans.count() == 1


@pytest.mark.once
def test_after_an_upgrade_they_are_counted_anew() -> None:
    cache.clear()
    assert (query_plans.count(), query_plans.count()) == (1, 0)
    MigrationRecorder(connection).record_applied("editions", "9999_of_tomorrow")
    assert (query_plans.count(), query_plans.count()) == (1, 0)
