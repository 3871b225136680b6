"""Which occasions come next, and what was said on them before."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from .models import Occasion, Statement

MOST_COUNTED = 1_000  # statements of one occasion; the list has them all


@dataclass(frozen=True)
class Coming:
    """`last` is the newest public statement of the occasion."""

    day: date
    occasion: Occasion
    last: Statement | None


@dataclass(frozen=True)
class Said:
    """The keys of the statements of an occasion, the newest first, and no more than are counted."""

    keys: list[int]

    @property
    def count(self) -> int:
        return min(len(self.keys), MOST_COUNTED)

    @property
    def is_cut(self) -> bool:
        return len(self.keys) > MOST_COUNTED


def said_on(occasion: Occasion) -> Said:
    """What one occasion has is put in order: all that was said is not walked along to find it."""
    said = Statement.objects.listed().filter(occasion=occasion).put_in_order()
    return Said(list(said.values_list("pk", flat=True)[: MOST_COUNTED + 1]))


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
