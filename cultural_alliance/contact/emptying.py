"""Enquiries whose time is over lose whatever their writers gave, and what was answered.

What remains says that somebody wrote about a topic, and who at the desk did what when.
"""

from django.db import transaction
from django.utils import timezone

from .models import Enquiry, EnquiryEvent, Verb

BATCH = 200
NOTHING = {"name": "", "email": "", "about": "", "message": "", "fingerprint": None}


def empty_what_is_over() -> int:
    """A job of the worker: each enquiry once, however often and by however many it is done."""
    done = 0
    while number := _empty_batch():
        done += number
    return done


@transaction.atomic
def _empty_batch() -> int:
    now = timezone.now()
    over = Enquiry.objects.over(now).select_for_update(skip_locked=True).order_by("pk")[:BATCH]
    pks = [enquiry.pk for enquiry in over]
    EnquiryEvent.objects.filter(enquiry__in=pks).update(text="")
    Enquiry.objects.filter(pk__in=pks).update(emptied_at=now, **NOTHING)
    EnquiryEvent.objects.bulk_create(
        EnquiryEvent(enquiry_id=pk, verb=Verb.EMPTIED, at=now) for pk in pks
    )
    return len(pks)
