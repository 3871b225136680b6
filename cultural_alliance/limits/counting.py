"""Limits, counted in the database: no other service is needed, and all processes share them."""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Count

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
SUBSCRIBER = 64  # bits of an IPv6 address: a subscriber has all the others to move in


@dataclass(frozen=True)
class Limit:
    """At most `most` in each window of length `within`, for each subject.

        SENDING = Limit("send.by-sender", most=10, within=timedelta(hours=1))
        if not SENDING.take(address_of(request)): …say so in the form…

    Windows follow each other without a gap, so that who knows them gets twice `most` around the
    turn of one; in return a count is one row, and no visit is kept.
    """

    name: str
    most: int
    within: timedelta

    def take(self, subject: str) -> bool:
        """Counts one more; False, and nothing counted, when the subject has had its share.

        One update both asks and counts, so that of several at once none is counted past `most`.
        Within a transaction, others with the same subject wait until it ends.
        """
        window = self._window()
        with transaction.atomic():
            row, _made = Count.objects.get_or_create(
                key=self._key(subject, window),
                defaults={"ends_at": EPOCH + (window + 1) * self.within},
            )
            share = Count.objects.filter(pk=row.pk, number__lt=self.most)
            return bool(share.update(number=F("number") + 1))

    def left(self, subject: str) -> int:
        row = Count.objects.filter(key=self._key(subject, self._window())).first()
        return self.most - (row.number if row else 0)

    def _window(self) -> int:
        return int((timezone.now() - EPOCH) / self.within)

    def _key(self, subject: str, window: int) -> str:
        about = f"{self.name}\x00{subject.strip().lower()}\x00{window}"
        return salted_hmac("limits", about, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The network address that a request came from; of a proxy's, the last that it added itself.

    An IPv6 subscriber has a whole /64 to move in: it counts as one.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0):
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = forwarded.rsplit(",", 1)[-1].strip() or address
    with suppress(ValueError):  # what is no address counts as it is
        return _subscriber(ipaddress.ip_address(address.partition("%")[0]))
    return str(address)


def _subscriber(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address.packed, SUBSCRIBER), strict=False))


def forget() -> int:
    """Takes away the counts whose window is over. A job of the worker."""
    return Count.objects.filter(ends_at__lt=timezone.now()).delete()[0]
