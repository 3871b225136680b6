"""Enquiries, with the fewest arguments.

make_enquiry(message="May I quote you?")                 one that has just come
make_enquiry(ago=timedelta(days=9), language="fr")       … nine days ago
written(message="…")                                     what the form of Contact Us sends
step_of(enquiry, "answer")                               where the desk sends a step
"""

from datetime import timedelta
from itertools import count
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.contact import receiving
from cultural_alliance.contact.models import Enquiry

from .careful import careful

_numbers = count(1)
GIVEN = {
    "topic": "press",
    "message": "May I quote the statement in an article?",
    "about": "",
    "name": "Rania Haddad",
    "email": "rania@reader.example",
}


def make_enquiry(*, language: str = "en", ago: timedelta | None = None, **given: str) -> Enquiry:
    about = {**GIVEN, "about": f"Text {next(_numbers)}", **given}
    enquiry = receiving.receive(language=languages.get(language), **about)
    if ago is not None:
        at = timezone.now() - ago
        Enquiry.objects.filter(pk=enquiry.pk).update(received_at=at, waiting_since=at)
        enquiry.events.update(at=at)
    return Enquiry.objects.get(pk=enquiry.pk)


def written(**changed: str) -> dict[str, Any]:
    return {**careful(), **GIVEN, **changed}


def page_of(enquiry: Enquiry) -> str:
    return reverse("admin:contact_enquiry_change", args=[enquiry.pk])


def step_of(enquiry: Enquiry, verb: str) -> str:
    return reverse("admin:contact_enquiry_act", args=[enquiry.pk, verb])
