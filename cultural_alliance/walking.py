"""Long tables walked in the order of an index, to find the next few rows that are public."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery


def one_by_one(rows: QuerySet[Any], public: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows that are also among the public ones. Each is asked by its key, when the
    walk comes to it: otherwise a planner begins with what else is public, and puts it in order."""
    found = public.filter(pk=OuterRef("pk")).order_by().values("pk")[:1]
    return rows.alias(found=Subquery(found)).filter(found__isnull=False)
