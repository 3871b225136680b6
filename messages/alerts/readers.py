"""Whom an alert concerns, and which text each of them is told of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from cultural_alliance.editions.models import Edition, Notice

from ..models import Alert, Delivery, News, Subscriber
from ..models.subscriber import SubscriberQuerySet
from ..reading import shown

# Which text a subscriber is told of; None: this is no news to them.
Choice = Callable[[Subscriber], Edition | None]


@dataclass(frozen=True)
class Readers:
    subscribers: SubscriberQuerySet
    choose: Choice


def readers_of(alert: Alert) -> Readers | None:
    """None where there is nothing to tell any more: removed, withdrawn, restored, corrected
    again."""
    if alert.news == News.FIRST:
        return _of_first(alert)
    if alert.news == News.CORRECTION:
        return _of_correction(alert)
    return _of_withdrawal(alert)


def _of_first(alert: Alert) -> Readers | None:
    texts = list(Edition.objects.listed().filter(document=alert.statement_id))
    original = alert.statement.original_language
    if original not in {text.language for text in texts}:
        return None
    waiting = Subscriber.objects.filter(confirmed_at__lt=alert.at).wanting(alert.statement)
    return Readers(waiting, lambda each: shown(texts, each.letter_language, original))


def _of_correction(alert: Alert) -> Readers | None:
    """Those who read the text that is corrected. A corrected original also concerns those who
    read a translation, until that is corrected itself."""
    assert alert.edition is not None
    text, published = alert.edition, Edition.objects.published().filter(document=alert.statement_id)
    later = published.filter(published_at__gte=text.published_at, minor=False)
    if later.filter(language=text.language, number__gt=text.number).exists():
        return None  # that one has its own alert
    current = Edition.objects.listed().filter(document=alert.statement_id, language=text.language)
    shown_now = current.first()
    if shown_now is None:
        return None
    of_original = text.language == alert.statement.original_language
    corrected = set(later.order_by().values_list("language", flat=True))

    def choose(subscriber: Subscriber) -> Edition | None:
        told = told_before(subscriber)
        first = told[0].edition.language
        known = [each.edition.number for each in told if each.edition.language == text.language]
        concerned = first == text.language or (of_original and first not in corrected)
        is_new = all((number or 0) < (text.number or 0) for number in known)
        return shown_now if concerned and is_new else None

    return Readers(_told_of(alert), choose)


def _of_withdrawal(alert: Alert) -> Readers | None:
    notice = alert.notice
    assert notice is not None
    if not Notice.objects.standing().filter(pk=notice.pk).exists():
        return None
    texts = list(Edition.objects.public().filter(document=alert.statement_id))
    original = alert.statement.original_language

    def choose(subscriber: Subscriber) -> Edition | None:
        read = told_before(subscriber)[0].edition.text_language
        return shown(texts, read, original) if notice.language in ("", read.code) else None

    return Readers(_told_of(alert), choose)


def _told_of(alert: Alert) -> SubscriberQuerySet:
    """Those who were told of the statement's first publication, each with what they were told of
    it since."""
    about = Delivery.objects.filter(alert__statement=alert.statement_id).order_by("alert__at", "pk")
    first = about.filter(subscriber=OuterRef("pk"), alert__news=News.FIRST)
    told = about.select_related("edition").defer(*(f"edition__{name}" for name in Edition.TEXTS))
    prefetched = Prefetch("deliveries", queryset=told, to_attr="told_of_this")
    return Subscriber.objects.filter(Exists(first)).prefetch_related(prefetched)


def told_before(subscriber: Subscriber) -> list[Delivery]:
    """Of subscribers that were fetched for a correction or a withdrawal; the first one first."""
    return subscriber.told_of_this  # type: ignore[attr-defined]
