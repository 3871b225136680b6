"""What became public since subscribers began to wait, and has no alert yet."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from cultural_alliance.editions.models import Edition, Kind, Notice, NoticeKind

from ..models import Alert, News, Subscriber

AT_A_TIME = 200
# A transaction that commits late brings an instant before the newest that was seen: look back.
OVERLAP = timedelta(days=1)
OF_A_STATEMENT = Q(document__kind=Kind.STATEMENT, document__is_example=False)


def notice() -> None:
    """Writes the alerts, one for each edition or withdrawal, whoever else does the same."""
    first = Subscriber.objects.confirmed().order_by("confirmed_at").first()
    if first is None or first.confirmed_at is None:
        return  # nobody waits
    for alerts in (_of_editions, _of_withdrawals):
        while found := list(alerts(first.confirmed_at)):
            Alert.objects.bulk_create(found, ignore_conflicts=True)


def _of_editions(began: datetime) -> Iterable[Alert]:
    """What was published before the portal took it in is no news; nor is an example."""
    told = Exists(Alert.objects.filter(edition=OuterRef("pk")))
    first = Q(number=1, language=F("document__original_language"))
    editions = (
        Edition.objects.published()
        .filter(OF_A_STATEMENT, first | Q(number__gt=1, minor=False), ~told, erased=False)
        .filter(published_at__gt=_since(began, "edition"), published_at__gte=F("recorded_at"))
        .order_by("published_at", "pk")
        .only("document", "number", "published_at")
    )
    for edition in editions[:AT_A_TIME]:
        assert edition.published_at is not None
        news = News.FIRST if edition.number == 1 else News.CORRECTION
        about = {"statement_id": edition.document_id, "edition": edition}
        yield Alert(news=news, at=edition.published_at, **about)


def _of_withdrawals(began: datetime) -> Iterable[Alert]:
    told = Exists(Alert.objects.filter(notice=OuterRef("pk")))
    standing = Notice.objects.standing().filter(OF_A_STATEMENT, ~told, kind=NoticeKind.WITHDRAWN)
    since = standing.filter(starts_at__gt=_since(began, "notice")).order_by("starts_at", "pk")
    for notice in since[:AT_A_TIME]:
        assert notice.starts_at is not None
        about = {"statement_id": notice.document_id, "notice": notice}
        yield Alert(news=News.WITHDRAWAL, at=notice.starts_at, **about)


def _since(began: datetime, about: str) -> datetime:
    """From where on to look: what is older has its alert, or was before anybody waited."""
    alerts = Alert.objects.exclude(**{about: None}).order_by("-at").values_list("at", flat=True)
    newest = alerts.first()
    return max(began, newest - OVERLAP) if newest else began
