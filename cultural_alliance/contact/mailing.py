"""The three letters about an enquiry: the receipt, the notice to the desk, the answer."""

from django.conf import settings
from django.urls import reverse

from cultural_alliance import languages, letters, outbox

from . import keeping
from .models import Enquiry


def send_receipt(enquiry: Enquiry) -> None:
    """Nothing that was typed stands in it: whoever types somebody else's address here sends them
    the portal's words and none of their own."""
    letters.write(
        "contact/receipt",
        to=enquiry.email,
        language=enquiry.spoken,
        context={
            "enquiry": enquiry,
            "days": keeping.ANSWERED_WITHIN.days,
            "months": keeping.MONTHS_KEPT,
        },
        headers={"Message-ID": receipt_id(enquiry)},
        reply_to=settings.CONTACT_EMAIL,
    ).send()


def send_notice(enquiry: Enquiry) -> None:
    """Tells the desk that there is something to read, and not what: it is read there."""
    if not settings.CONTACT_EMAIL:
        return
    page = reverse("admin:contact_enquiry_change", args=[enquiry.pk])
    letters.write(
        "contact/notice",
        to=settings.CONTACT_EMAIL,
        language=languages.DEFAULT,
        context={
            "enquiry": enquiry,
            "url": f"{settings.ALLIANCE_URL}{page}",
            "days": keeping.ANSWERED_WITHIN.days,
        },
    ).send()


def send_answer(enquiry: Enquiry, text: str) -> None:
    """The desk's words, and under them what they answer. It stands with the receipt in one
    conversation, and a reply to it reaches the desk."""
    about = receipt_id(enquiry)
    letters.write(
        "contact/answer",
        to=enquiry.email,
        language=enquiry.spoken,
        context={"enquiry": enquiry, "text": text, "quoted": quoted(enquiry.message)},
        headers={"In-Reply-To": about, "References": about, "Auto-Submitted": "no"},
        reply_to=settings.CONTACT_EMAIL,
    ).send()


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def receipt_id(enquiry: Enquiry) -> str:
    return outbox.once(f"enquiry {enquiry.reference} received")
