"""In which years statements were first published, as Paris counts them."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from cultural_alliance import pagecache
from cultural_alliance.editions.models import Kind
from cultural_alliance.prepared import Prepared, given

from .models import Statement


def _since() -> QuerySet[Statement]:
    listed = Statement.objects.listed(given("at")).filter(kind=Kind.STATEMENT)
    dated = listed.filter(first_published_at__gte=given("since")).only("first_published_at")
    return dated.order_by("first_published_at")[:1]


_SINCE = Prepared(_since)


def years() -> list[int]:
    """Those of listed statements, the newest first."""
    return pagecache.remember("years of statements", _found)


def _found() -> list[int]:
    """One small question for each year."""
    paris, now = timezone.get_default_timezone(), timezone.now()
    found: list[int] = []
    since = datetime(1, 1, 2, tzinfo=paris)
    while oldest := _SINCE.first(at=now, since=since):
        assert oldest.first_published_at
        found.insert(0, oldest.first_published_at.astimezone(paris).year)
        since = datetime(found[0] + 1, 1, 1, tzinfo=paris)
    return found
