"""The weekly letter: Monday, 7 o'clock in Paris, everything since the last one together."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cultural_alliance.addresses import absolute
from cultural_alliance.editions.models import Edition, Notice
from cultural_alliance.languages import Language

from ..models import Alert, Delivery, News, Statement, Subscriber
from ..rows import rows
from . import telling

HOUR = 7
SHOWN = 40  # of each kind; a letter that holds back says so


def last_monday(now: datetime | None = None) -> datetime:
    """The newest Monday at seven, in Paris, that has come."""
    here = timezone.localtime(now)
    monday = (here - timedelta(days=here.weekday())).replace(
        hour=HOUR, minute=0, second=0, microsecond=0
    )
    return monday if monday <= here else monday - timedelta(days=7)


def collect(most: int) -> int:
    """One letter to each for whom something waits since before that Monday; none where nothing
    does. Nothing goes before every alert of that time is expanded."""
    monday, written = last_monday(), 0
    if Alert.objects.unfinished().filter(at__lt=monday).exists():
        return 0
    while written < most and _turn(monday).exists() and _next(monday):
        written += 1
    return written


def _turn(monday: datetime) -> "QuerySet[Subscriber]":
    waits = _waiting(monday).filter(subscriber=OuterRef("pk"))
    not_yet = Q(collected_at__isnull=True) | Q(collected_at__lt=monday)
    return Subscriber.objects.filter(not_yet, Exists(waits)).order_by("pk")


def _waiting(monday: datetime) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(told_at__isnull=True, alert__at__lt=monday)


@transaction.atomic
def _next(monday: datetime) -> bool:
    """The next subscriber's turn; False when another worker has the last of them."""
    subscriber = _turn(monday).select_for_update(skip_locked=True, of=("self",)).first()
    if subscriber is None:
        return False
    subscriber.collected_at = monday
    subscriber.save(update_fields=["collected_at"])
    collected = Collected.of(subscriber, monday)
    if collected:
        key = f"week of {telling.day(monday)} to {subscriber.key}"
        telling.send(subscriber, "alert_weekly", key=key, **collected.shown(subscriber))
    return True


@dataclass(frozen=True)
class Item:
    title: str
    url: str
    note: str = ""
    at: datetime | None = None


@dataclass
class Collected:
    """What a weekly letter tells. What came and went within the week is not told at all."""

    first: list[Item] = field(default_factory=list)
    corrected: list[Item] = field(default_factory=list)
    withdrawn: list[Item] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.first or self.corrected or self.withdrawn)

    def shown(self, subscriber: Subscriber) -> dict[str, Any]:
        """For the letter: not more than it can hold, and how many it holds back."""
        kinds = (self.first, self.corrected, self.withdrawn)
        with override(subscriber.letter_language.django_code):
            list_url = absolute(reverse("statements:list"))
        held_back = sum(max(len(items) - SHOWN, 0) for items in kinds)
        shown = f":{SHOWN}"
        return {"collected": self, "shown": shown, "held_back": held_back, "list_url": list_url}

    @classmethod
    def of(cls, subscriber: Subscriber, monday: datetime) -> "Collected":
        """Settles every delivery that waits: told, or forgotten as no news any more."""
        mine = _waiting(monday).filter(subscriber=subscriber)
        waiting = list(mine.select_related("alert", "edition").order_by("alert__at", "pk"))
        new = [each for each in waiting if each.alert.news == News.FIRST]
        seen = {each.alert.statement_id for each in new}
        later = [each for each in waiting if each.alert.statement_id not in seen]
        collected, language = cls(), subscriber.letter_language
        told = [
            *_first(new, language, collected.first),
            *_corrections(later, language, collected.corrected),
            *_withdrawals(later, language, collected.withdrawn),
        ]
        now = timezone.now()
        for each in told:
            each.told_at = now
        Delivery.objects.bulk_update(told, ["told_at", "edition"])
        mine.exclude(pk__in=[each.pk for each in told]).delete()
        return collected


def _first(new: list[Delivery], language: Language, items: list[Item]) -> list[Delivery]:
    """With the text that is public now: corrected meanwhile, it is told once and right."""
    listed = Statement.objects.listed().filter(pk__in=[each.alert.statement_id for each in new])
    texts = {row.statement.pk: row for row in rows(listed.for_listing(language), language)}
    told = [each for each in new if each.alert.statement_id in texts]
    for each in told:
        row = texts[each.alert.statement_id]
        each.edition = row.edition
        items.append(Item(row.edition.title, absolute(row.url), at=each.alert.at))
    return told


def _corrections(later: list[Delivery], language: Language, items: list[Item]) -> list[Delivery]:
    of_each = {
        each.alert.statement_id: each for each in later if each.alert.news == News.CORRECTION
    }
    listed = Edition.objects.listed().filter(document__in=of_each).select_related("document")
    texts = {(text.document_id, text.language): text for text in listed.defer("body")}
    told = []
    for statement, each in of_each.items():
        if text := texts.get((statement, each.edition.language)):
            each.edition = text
            url = absolute(text.document.get_absolute_url(language))
            items.append(Item(text.title, url, text.change_note, each.alert.at))
            told.append(each)
    return told


def _withdrawals(later: list[Delivery], language: Language, items: list[Item]) -> list[Delivery]:
    of_each = {each.alert.notice_id: each for each in later if each.alert.notice_id}
    standing = Notice.objects.standing().filter(pk__in=of_each).select_related("document")
    public = Edition.objects.public().filter(document__in=[n.document_id for n in standing])
    texts = {(text.document_id, text.language): text.title for text in public.defer("body")}
    told = []
    for notice in standing:
        each = of_each[notice.pk]
        if title := texts.get((notice.document_id, each.edition.language)):
            url = absolute(notice.document.get_absolute_url(language))
            items.append(Item(title, url, notice.reason, notice.starts_at))
            told.append(each)
    return told
