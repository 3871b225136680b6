"""The words in which the desk and the worker speak of enquiries."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from . import keeping

if TYPE_CHECKING:
    from .models import Enquiry

WAITING = ("new", "taken")


class EnquiryQuerySet(QuerySet["Enquiry"]):
    def waiting(self) -> "EnquiryQuerySet":
        """For an answer: new ones, and those that somebody took."""
        return self.filter(state__in=WAITING)

    def overdue(self, at: datetime | None = None) -> "EnquiryQuerySet":
        since = (at or timezone.now()) - keeping.ANSWERED_WITHIN
        return self.waiting().filter(waiting_since__lt=since)

    def longest_first(self) -> "EnquiryQuerySet":
        return self.order_by("waiting_since", "pk")

    def over(self, at: datetime | None = None) -> "EnquiryQuerySet":
        """Kept long enough: what their writers gave has to go."""
        now = at or timezone.now()
        settled = Q(state__in=["answered", "closed"], settled_at__lt=now - keeping.KEPT)
        spam = Q(state="spam", settled_at__lt=now - keeping.SPAM_KEPT)
        return self.filter(settled | spam, emptied_at__isnull=True)

    def locked(self, pk: int) -> "Enquiry":
        """As it stands now, until the transaction ends."""
        return cast("Any", self.select_for_update()).get(pk=pk)
