"""Which occasions come next, and what was said on them before."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from .models import Occasion, Statement


@dataclass(frozen=True)
class Coming:
    """`last` is the newest public statement of the occasion."""

    day: date
    occasion: Occasion
    last: Statement | None


def next_days(on: date) -> list[tuple[date, Occasion]]:
    """(day, occasion) of each occasion that comes within a year from `on`, the nearest first."""
    occasions = Occasion.objects.filter(rules__isnull=False).distinct().prefetch_related("rules")
    found = [(day, each) for each in occasions if (day := each.next_date(on))]
    return sorted(found, key=lambda one: (one[0], one[1].pk))


def coming(within: timedelta, on: date | None = None) -> list[Coming]:
    """Those from today (in Paris) on, the nearest first, each with its last statement."""
    on = on or timezone.localdate(timezone=timezone.get_default_timezone())
    days = [(day, each) for day, each in next_days(on) if day <= on + within]
    said = Statement.objects.listed().filter(occasion=OuterRef("pk")).newest_first()
    newest = Occasion.objects.filter(pk__in=[each.pk for _day, each in days]).annotate(
        last=Subquery(said.values("pk")[:1])
    )
    by_occasion = dict(newest.values_list("pk", "last"))
    statements = Statement.objects.in_bulk([pk for pk in by_occasion.values() if pk])
    return [Coming(day, each, statements.get(by_occasion[each.pk])) for day, each in days]
