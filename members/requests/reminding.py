"""Reminders that a deadline is near: fourteen and three days before, each once for each deadline.

A worker that slept past a day sends the reminder later; past both, only the nearer one; past the
deadline itself, none (the letter that tells of the end says all).
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import PartnerRequest, RequestReminder, RequestState
from . import links, mailing
from .jobs import do_each
from .recording import locked

DAYS = (3, 14)  # the nearest first


def pass_over(request: PartnerRequest) -> None:
    """Whoever sets a deadline this near needs no reminder of it: days that have come are done."""
    if request.deadline is None:
        return
    left = (request.deadline - timezone.localdate()).days
    for days in DAYS:
        if left <= days:
            RequestReminder.objects.get_or_create(
                request=request, deadline=request.deadline, days=days
            )


def due_days(request: PartnerRequest) -> int | None:
    """Which reminder its day asks for: the nearest whose day has come."""
    if request.state != RequestState.OPENED or request.deadline is None:
        return None
    left = (request.deadline - timezone.localdate()).days
    return next((days for days in DAYS if 0 <= left <= days), None)


@transaction.atomic
def remind(request: PartnerRequest) -> bool:
    """Answers whether it sent the reminder: of two workers the second finds it done."""
    request = locked(request.pk)
    days = due_days(request)
    if days is None or request.deadline is None:
        return False
    _row, is_new = RequestReminder.objects.get_or_create(
        request=request, deadline=request.deadline, days=days
    )
    if is_new:
        left = (request.deadline - timezone.localdate()).days
        key = f"{request.deadline} {days}"
        token = links.token_for(request)
        mailing.send(request, "reminder", once=key, to_renew=token, days=left)
    return is_new


def remind_due() -> int:
    """A job of the worker. For each span of days up to a reminder, those that lack it."""
    today = timezone.localdate()
    done, beyond = 0, -1
    for days in DAYS:
        sent = RequestReminder.objects.filter(
            request=OuterRef("pk"), deadline=OuterRef("deadline"), days=days
        )
        near = PartnerRequest.objects.filter(
            ~Exists(sent),
            state=RequestState.OPENED,
            deadline__gt=today + timedelta(days=beyond),
            deadline__lte=today + timedelta(days=days),
        )
        done += do_each(remind, near.only("pk").order_by("deadline", "pk"))
        beyond = days
    return done
