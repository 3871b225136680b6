"""Example enquiries, plainly named as such. No mail is sent about them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from . import keeping, references
from .models import Enquiry, EnquiryEvent, State, Verb
from .topics import Topic

ADDRESS = "example@example.org"
# Days ago; topic; language; name; message; answer, where it has one.
EXAMPLES = (
    (
        1,
        Topic.MEMBERSHIP,
        "en",
        "Example: a reader",
        "Example: our organisation publishes books for children. Which documents do you need from "
        "us before we apply?",
        "",
    ),
    (
        keeping.ANSWERED_WITHIN.days + 2,
        Topic.CORRECTION,
        "fr",
        "Exemple : une lectrice",
        "Exemple : dans la deuxième phrase de la déclaration, une date me paraît inexacte.",
        "",
    ),
    (
        20,
        Topic.PRESS,
        "ar",
        "مثال: صحفي",
        "مثال: هل يمكنني الاقتباس من هذا البيان في مقال؟",
        "مثال: نعم، مع ذكر العنوان الدائم للبيان.",
    ),
)


@transaction.atomic
def load() -> str:
    if Enquiry.objects.filter(is_example=True).exists():
        return "Enquiries: the examples are there already."
    for days, topic, language, name, message, answer in EXAMPLES:
        at = timezone.now() - timedelta(days=days)
        enquiry = Enquiry.objects.create(
            reference=references.mint(),
            topic=topic,
            language=language,
            name=name,
            email=ADDRESS,
            message=message,
            received_at=at,
            waiting_since=at,
            is_example=True,
        )
        EnquiryEvent.objects.create(enquiry=enquiry, verb=Verb.RECEIVED, at=at)
        if answer:
            _answered(enquiry, answer)
    return f"Enquiries: {len(EXAMPLES)} examples made."


def _answered(enquiry: Enquiry, answer: str) -> None:
    enquiry.state = State.ANSWERED
    enquiry.settled_at = enquiry.received_at + timedelta(days=2)
    enquiry.save(update_fields=["state", "settled_at"])
    EnquiryEvent.objects.create(
        enquiry=enquiry, verb=Verb.ANSWERED, at=enquiry.settled_at, text=answer
    )


def clear() -> str:
    gone = Enquiry.objects.filter(is_example=True)
    number = gone.count()
    gone.delete()
    return f"Enquiries: {number} examples taken away."
