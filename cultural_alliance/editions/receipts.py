"""The go-live receipt: after an edition's instant the worker looks at every place where it is to
be seen, as a reader does, and notes what it saw. Late or wrong is a loud letter.

Each look is noted in one transaction, fenced by the number of looks: a second worker that looked
at the same time notes nothing.
"""

import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cultural_alliance import languages, letters
from cultural_alliance.addresses import absolute

from . import access
from .live import places_of
from .looking import look_at
from .models import Edition, Event, Receipt, Seen, Verb

# Between the looks at a place where it was not seen; then each hour. After the last of these
# looks people are told.
PAUSES = [timedelta(seconds=each) for each in (10, 20, 60, 300)]
AT_LENGTH = timedelta(hours=1)
LOOKS = len(PAUSES) + 1
WITHIN = timedelta(days=14)
AT_ONCE = 4  # places
BUDGET = 5.0  # seconds, before the mail has its turn, or the worker's end

GOOD = (Seen.IN_TIME, Seen.LATE)


def run() -> int:
    """Looks for each edition that has gone live, however long ago the worker last looked."""
    ends, done = time.monotonic() + BUDGET, 0
    while time.monotonic() < ends and (edition := due().first()):
        look(edition)
        done += 1
    return done


def due(now: datetime | None = None) -> "QuerySet[Edition]":
    """Those not yet looked for, or not yet seen everywhere. What was published before the portal
    took it in went live nowhere; what was replaced or withdrawn meanwhile is not to be seen."""
    now = now or timezone.now()
    noted = Receipt.objects.filter(edition=OuterRef("pk"))
    return (
        Edition.objects.listed(now)
        .filter(~Exists(noted) | Exists(noted.filter(_to_be_repeated(now))))
        .filter(published_at__gte=now - WITHIN, document__is_example=False)
        .filter(published_at__gte=F("recorded_at"))
        .select_related("document")
        .order_by("-published_at", "-pk")
    )


def _to_be_repeated(now: datetime) -> Q:
    rested = Q(tries__gte=LOOKS, fetched_at__lte=now - AT_LENGTH)
    for tries, pause in enumerate(PAUSES, start=1):
        rested |= Q(tries=tries, fetched_at__lte=now - pause)
    return rested & ~Q(seen__in=GOOD)


def look(edition: Edition) -> None:
    """Everywhere the first time, then where it was not seen yet."""
    noted = {each.url: each.tries for each in edition.receipts.all()}
    again = edition.receipts.filter(_to_be_repeated(timezone.now()))
    wanted = set(again.values_list("url", flat=True))
    places = [each for each in places_of(edition) if not noted or each.url in wanted]
    with ThreadPoolExecutor(AT_ONCE) as together:
        seen = list(together.map(lambda place: look_at(place, edition), places))
    _note(edition, seen, noted, no_longer=wanted - {each.url for each in places})


@transaction.atomic
def _note(
    edition: Edition, seen: list[Receipt], noted: dict[str, int], no_longer: set[str]
) -> None:
    """Nothing, where the edition was replaced or withdrawn while the worker looked."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not Edition.objects.listed().filter(pk=edition.pk).exists():
        return
    before = {each.url: each for each in edition.receipts.all()}
    for receipt in seen:
        former = before.get(receipt.url)
        if (former.tries if former else None) != noted.get(receipt.url):
            continue  # another worker noted it
        if former:
            receipt.pk, receipt.tries = former.pk, former.tries + 1
        receipt.save()
    edition.receipts.filter(url__in=no_longer).exclude(seen__in=GOOD).delete()
    now = list(edition.receipts.order_by("pk"))
    if is_bad(now) and not is_bad(before.values()):
        _tell(edition, [each for each in now if each.seen != Seen.IN_TIME])


def is_bad(receipts: Collection[Receipt]) -> bool:
    """It was looked for often enough, and was late somewhere or is not there."""
    settled = all(each.seen in GOOD or each.tries >= LOOKS for each in receipts)
    return settled and any(each.seen != Seen.IN_TIME for each in receipts)


def _tell(edition: Edition, receipts: list[Receipt]) -> None:
    """The publishers, and whoever approved it."""
    deciding = [Verb.APPROVED, Verb.PUBLISHED_URGENTLY]
    decided = Event.objects.filter(edition=edition.pk, verb__in=deciding).values("actor")
    people = access.holders(access.PUBLISH) | access.holders(access.WRITE).filter(pk__in=decided)
    page = reverse("admin:editions_edition_change", args=[edition.pk])
    known = {"edition": edition, "receipts": receipts, "url": absolute(page)}
    for person in people:
        letters.write(
            "editions/not_seen",
            to=person.email,
            language=languages.DEFAULT,
            context={**known, "zone": person.time_zone},
        ).send()
