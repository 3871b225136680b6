"""An enquiry arrives: it is saved, and the mails about it are stored in the same transaction."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cultural_alliance.languages import Language

from . import keeping, mailing, references
from .models import Enquiry, EnquiryEvent, Verb


def fingerprint(**given: str) -> str:
    """The same for two enquiries that are alike to the letter; nothing is read from it."""
    about = "\x00".join(f"{name}={given[name].strip().lower()}" for name in sorted(given))
    return salted_hmac("contact.fingerprint", about, algorithm="sha256").hexdigest()


def same_sent_before(**given: str) -> Enquiry | None:
    """The enquiry that was alike to the letter, a few minutes ago at most."""
    same = Enquiry.objects.filter(fingerprint=fingerprint(**given))
    return same.filter(received_at__gt=_a_while_ago()).first()


@transaction.atomic
def receive(*, language: Language, **given: str) -> Enquiry:
    """Saves the enquiry and writes to its writer and to the desk. One that is sent twice, by a
    double click even in the same moment, is received once: the first is answered again."""
    if before := same_sent_before(**given):
        return before
    mark = fingerprint(**given)
    long_ago = Enquiry.objects.filter(fingerprint=mark, received_at__lte=_a_while_ago())
    long_ago.update(fingerprint=None)
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(
                reference=references.mint(), language=language.code, fingerprint=mark, **given
            )
    except IntegrityError:  # the same one arrived meanwhile, on another connection
        return Enquiry.objects.get(fingerprint=mark)
    EnquiryEvent.objects.create(enquiry=enquiry, verb=Verb.RECEIVED, at=enquiry.received_at)
    mailing.send_receipt(enquiry)
    mailing.send_notice(enquiry)
    return enquiry


def _a_while_ago() -> datetime:
    return timezone.now() - keeping.SAME_WITHIN
