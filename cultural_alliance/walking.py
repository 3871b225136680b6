"""Long tables walked in the order of an index, to find the next few rows that are public."""

from typing import Any, TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

Rows = TypeVar("Rows", bound=QuerySet[Any])


def having(rows: Rows, found: QuerySet[Any]) -> Rows:
    """Those for which `found`, which names its outer row, has any. Each is asked when the walk
    comes to it. No `Exists`, which PostgreSQL would turn round: all that can be found first."""
    return rows.alias(found=Subquery(found.values("pk")[:1])).filter(found__isnull=False)


def one_by_one(rows: QuerySet[Any], public: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows that are also among the public ones. Each is asked by its key: otherwise a
    planner begins with what else is public, and puts it in order."""
    return having(rows, public.filter(pk=OuterRef("pk")).order_by())
