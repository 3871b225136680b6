"""What a database knows of its tables: PostgreSQL counts them by itself, SQLite when it is told."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection

EVERY = timedelta(days=1)
COUNTED = "query_plans.counted"
MOST = 1000  # rows of each index: enough to tell which is the narrow one


def count() -> int:
    """A job of the worker. Without it SQLite reads all that was ever approved to find what went
    live lately."""
    if connection.vendor != "sqlite":
        return 0
    if not cache.add(COUNTED, True, timeout=EVERY.total_seconds()):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {MOST}")
        cursor.execute("ANALYZE")
    return 1
