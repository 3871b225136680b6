"""*Going live* and *went live*: the next instants, and what the worker saw after the last ones."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as written

from cultural_alliance.surfaces import DeskPanel, DeskPart, DeskRow

from . import access
from .desk_rows import countdown, first, list_url, row
from .models import Contribution, Edition, Receipt, Seen
from .receipts import LOOKS, WITHIN, is_bad

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

LATE_SHOWN = timedelta(days=2)  # that it was late is over; what is not there stays


def going_live(request: HttpRequest) -> DeskPanel | None:
    if not request.user.has_perm(access.WRITE):
        return None
    person = access.person(request)
    scheduled = Edition.objects.scheduled().visible_to(person).order_by("published_at", "pk")
    step = ("Reschedule", "reschedule") if person.has_perm(access.PUBLISH) else None
    found = first(scheduled)
    part = DeskPart("Next", found, partial(_coming, step=step), list_url(place="scheduled"))
    return DeskPanel("Going live", [], "Nothing is scheduled.", parts=[part])


def _coming(edition: Edition, step: tuple[str, str] | None) -> DeskRow:
    assert edition.published_at is not None
    return row(edition, state="Scheduled", note=countdown(edition.published_at), step=step)


def went_live(request: HttpRequest) -> DeskPanel | None:
    """What people published; texts that a command entered in the record are none of it."""
    if not request.user.has_perm(access.WRITE):
        return None
    person = access.person(request)
    shown = partial(_gone_live, person=person)
    written_here = Exists(Contribution.objects.filter(edition=OuterRef("pk")))
    live = Edition.objects.public().filter(written_here, published_at__gte=timezone.now() - WITHIN)
    live = live.order_by("-published_at", "-pk").prefetch_related(
        Prefetch("receipts", Receipt.objects.order_by("pk"))
    )
    public = list_url(place="public")
    return DeskPanel(
        "Went live",
        [],
        "Nothing went live in the last two weeks.",
        parts=[
            DeskPart("Look at these", first(live.filter(_troubled())), shown, is_red=True),
            DeskPart("In the last two weeks", first(live.exclude(_troubled())), shown, public),
        ],
    )


def _troubled() -> Q:
    """Late lately, or not there however often it was looked for."""
    late = Q(seen=Seen.LATE, fetched_at__gte=timezone.now() - LATE_SHOWN)
    missing = Q(seen__in=[Seen.WRONG, Seen.UNREACHABLE], tries__gte=LOOKS)
    return Q(pk__in=Receipt.objects.filter(late | missing).values("edition"))


def _gone_live(edition: Edition, person: "User") -> DeskRow:
    receipts = edition.receipts.all()
    state = _worst(receipts) if is_bad(receipts) else "Public"
    return row(edition, state=state, note=told(receipts, person), is_red=state != "Public")


def _worst(receipts: Collection[Receipt]) -> str:
    seen = {each.seen for each in receipts}
    return next(each.label for each in (Seen.WRONG, Seen.UNREACHABLE, Seen.LATE) if each in seen)


def told(receipts: Collection[Receipt], person: "User") -> str:
    """“seen on 9 of 9 surfaces at 14:00:07”, in the person's zone, and what is wrong."""
    if not receipts:
        return "not looked for"
    there = [each for each in receipts if each.seen in (Seen.IN_TIME, Seen.LATE)]
    at = max(each.fetched_at for each in there or receipts).astimezone(person.zone)
    sentence = f"seen on {len(there)} of {len(receipts)} surfaces at {written(at, 'H:i:s')}"
    wrong = [
        f"{each.label.lower()}: {_named([r.surface for r in receipts if r.seen == each], receipts)}"
        for each in (Seen.LATE, Seen.WRONG, Seen.UNREACHABLE)
        if any(receipt.seen == each for receipt in receipts)
    ]
    return "; ".join([sentence, *wrong])


def _named(surfaces: Collection[str], receipts: Collection[Receipt]) -> str:
    return "everywhere" if len(surfaces) == len(receipts) else ", ".join(surfaces)
