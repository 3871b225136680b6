"""The addresses in letters to subscribers: each signed for one purpose.

The links to change and to leave never end: an old letter still lets its reader go.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import translation

from cultural_alliance.addresses import absolute
from cultural_alliance.languages import Language

from ..models import Subscriber


@dataclass(frozen=True)
class Link:
    """An address below `/subscribe/`; `name` is that of its pattern."""

    name: str
    good_for: timedelta | None = None

    @property
    def signer(self) -> signing.TimestampSigner:
        return signing.TimestampSigner(salt=f"statements.{self.name}")

    def url(self, subscriber: Subscriber, language: Language | None = None) -> str:
        language = language or subscriber.letter_language
        with translation.override(language.django_code):
            token = self.signer.sign(subscriber.key.hex)
            return absolute(reverse(self.name, kwargs={"token": token}))

    def key(self, token: str) -> str | None:
        """The subscriber's key; None when the link is forged or too old. Whether there still is
        such a subscriber is another question."""
        try:
            return self.signer.unsign(token, max_age=self.good_for)
        except signing.BadSignature:
            return None


CONFIRM = Link("subscribe_confirm", good_for=timedelta(days=7))
MINE = Link("subscribe_mine")
LEAVE = Link("subscribe_leave")


def headers(subscriber: Subscriber) -> dict[str, str]:
    """What lets a mail program offer to leave by one click (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{LEAVE.url(subscriber)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
