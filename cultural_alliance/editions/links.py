"""The links in public texts: collected with the approval, looked at once a week, and broken when
they led nowhere on two different days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from .fetching import Answer, fetch
from .markup.canonical import canonical
from .models import Document, Edition, Event, Link, Verb

EVERY = timedelta(days=7)
AGAIN = timedelta(days=1)  # where it led nowhere
AT_ONCE = 4  # hosts
AT_A_TIME = 100  # rows, to choose from
LONGEST = 2000  # bytes, so that PostgreSQL can index it in any script
GUARDED = (401, 403, 429)  # somebody is there, who lets no machine in
PUBLISHING = (Verb.APPROVED, Verb.PUBLISHED_URGENTLY, Verb.ENTERED)


def hear_the_record(
    sender: Any, document: Document, edition: Edition | None, event: Event | None, **kwargs: Any
) -> None:
    """In the transaction of the approval. Nobody asks for them before the text is public."""
    if edition and event and event.verb in PUBLISHING and not document.is_example:
        for url in of_text(edition.body, edition.document.get_absolute_url(edition.text_language)):
            Link.objects.get_or_create(url=url)[0].editions.add(edition)


def of_text(body: str, at: str) -> list[str]:
    """Whole addresses of the web, each once, of a text that stands at the address."""
    marks = (mark for node in canonical(body) for piece in node.pieces() for mark in piece.marks)
    hrefs = (dict(mark.attributes).get("href", "") for mark in marks if mark.tag == "a")
    base = settings.ALLIANCE_URL + at
    urls = dict.fromkeys(urldefrag(urljoin(base, href)).url for href in hrefs if href)
    web = [url for url in urls if url.startswith(("http://", "https://"))]
    return [url for url in web if len(url.encode()) <= LONGEST]


def check() -> int:
    """One link of each of a few hosts. The worker comes back while there are more."""
    if not settings.CHECK_LINKS:
        return 0
    claimed = _claim(timezone.now())
    with ThreadPoolExecutor(AT_ONCE) as together:
        answers = list(together.map(_ask, claimed))
    for link, answer in zip(claimed, answers, strict=True):
        _note(link, answer)
    return len(claimed)


def due(now: datetime) -> "QuerySet[Link]":
    rested = Q(checked_at=None) | Q(checked_at__lte=now - EVERY)
    return Link.objects.filter(rested | Q(broken_since__isnull=False, checked_at__lte=now - AGAIN))


@transaction.atomic
def _claim(now: datetime) -> list[Link]:
    """The longest due of each host, and nobody else's: a worker that dies leaves its own for the
    next time. What no public text has any more is passed over until then."""
    public = Edition.objects.public(now).filter(links=OuterRef("pk"))
    rows = due(now).annotate(is_public=Exists(public))
    rows = rows.order_by(F("checked_at").asc(nulls_first=True), "pk")
    found = list(rows.select_for_update(skip_locked=True, of=("self",))[:AT_A_TIME])
    by_host: dict[str, Link] = {}
    for link in found:
        if link.is_public:
            by_host.setdefault(urlsplit(link.url).netloc, link)
    claimed = list(by_host.values())[:AT_ONCE]
    passed = [link for link in found if not link.is_public]
    Link.objects.filter(pk__in=[each.pk for each in (*claimed, *passed)]).update(checked_at=now)
    return claimed


def _ask(link: Link) -> Answer:
    """Politely: without its text, as long as that is answered."""
    answer = fetch(link.url, method="HEAD")
    return answer if answer.is_good else fetch(link.url)


def _note(link: Link, answer: Answer) -> None:
    """The first failure is noted; the second, on another day, says what is wrong."""
    now, first = timezone.now(), link.broken_since
    if answer.is_good or answer.status in GUARDED:
        link.broken_since, link.detail = None, ""
    elif first is None:
        link.broken_since = now
    elif timezone.localdate(first) < timezone.localdate(now):
        link.detail = answer.told
    link.save(update_fields=["broken_since", "detail"])


def broken() -> "QuerySet[Link]":
    """Those that a public text leads to, the longest broken first."""
    public = Edition.objects.listed().filter(links=OuterRef("pk"))
    sure = Link.objects.filter(broken_since__isnull=False).exclude(detail="")
    return sure.filter(Exists(public)).order_by("broken_since")
