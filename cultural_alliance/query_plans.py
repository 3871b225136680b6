"""What a database knows of its tables: PostgreSQL counts them by itself, SQLite when it is told."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

EVERY = timedelta(days=1)
MOST = 1000  # rows of each index: enough to tell which is the narrow one


def count() -> int:
    """A job of the worker, once a day and after an upgrade. Without it SQLite reads all that was
    ever approved to find what went live lately, and knows nothing of a new index."""
    if connection.vendor != "sqlite":
        return 0
    migrations = MigrationRecorder(connection).migration_qs.count()
    if not cache.add(f"query_plans.counted.{migrations}", True, timeout=EVERY.total_seconds()):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {MOST}")
        cursor.execute("ANALYZE")
    return 1
