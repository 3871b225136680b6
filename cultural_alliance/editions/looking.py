"""What a place shows of an edition after its instant, seen as a reader sees it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.timesince import timesince

from cultural_alliance.addresses import absolute
from cultural_alliance.surfaces import Place

from .fetching import Answer, fetch
from .models import Edition, Receipt, Seen

IN_TIME = timedelta(seconds=60)


def look_at(place: Place, edition: Edition) -> Receipt:
    answer = fetch(absolute(place.url))
    now = timezone.now()
    seen, detail = _judged(answer, place, edition, now)
    return Receipt(
        edition=edition,
        surface=place.name,
        url=place.url,
        fetched_at=now,
        seen=seen,
        detail=detail,
    )


def _judged(answer: Answer, place: Place, edition: Edition, now: datetime) -> tuple[Seen, str]:
    if answer.fault or answer.status >= 500:
        return Seen.UNREACHABLE, answer.told
    if not answer.is_good:
        return Seen.WRONG, answer.told
    if not _shows(answer.text, place.marks):
        return Seen.WRONG, "Shows another text"
    assert edition.published_at is not None
    if now - edition.published_at <= IN_TIME:
        return Seen.IN_TIME, ""
    return Seen.LATE, f"First seen {timesince(edition.published_at, now)} after the instant"


def _shows(markup: str, marks: Iterable[str]) -> bool:
    """White space apart: a mark stands in the markup or in the words."""
    whole, words = _squeezed(unescape(markup)), _squeezed(unescape(strip_tags(markup)))
    return all(mark in whole or mark in words for mark in map(_squeezed, marks))


def _squeezed(text: str) -> str:
    return "".join(text.split())
