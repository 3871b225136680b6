"""Three example applications in the queue, plainly named, sent by the verbs of joining."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from cultural_alliance.vocabularies.models import Sector

from ..models import (
    ApplicationEvent,
    ApplicationState,
    ApplicationVerb,
    JoinApplication,
    OrganisationKind,
)
from . import documents, references

DAYS = (9, 3, 1)  # since when each waits
EXAMPLES: tuple[dict[str, Any], ...] = (
    {
        "name": "Example: Theatre of the Three Bridges",
        "short_name": "Three Bridges (example)",
        "kind": OrganisationKind.CIVIL_SOCIETY,
        "legal_form": "Association",
        "country": "GH",
        "place": "Kumasi",
        "website": "https://three-bridges.example.org/",
        "founded": 1998,
        "working_languages": ["en", "fr"],
        "about": "We are an example. We play in villages and train young actors.",
        "brings": "A travelling stage and thirty people who know how to use it.",
        "seeks": "A partner who writes for us, and one who films what we play.",
        "sector": "multisectoral",
    },
    {
        "name": "Exemple : Éditions de la Lagune",
        "kind": OrganisationKind.PRIVATE,
        "language": "fr",
        "legal_form": "SARL",
        "country": "CI",
        "place": "Abidjan",
        "website": "https://lagune.example.org/",
        "founded": 2011,
        "working_languages": ["fr"],
        "about": "Ceci est un exemple. Nous publions des livres pour la jeunesse.",
        "brings": "Un catalogue de soixante titres et leurs droits.",
        "seeks": "Des éditeurs qui traduisent et coéditent.",
        "sector": "publishing",
    },
    {
        "name": "Ejemplo: Archivo Sonoro del Valle",
        "kind": OrganisationKind.PUBLIC,
        "language": "es",
        "country": "CO",
        "place": "Cali",
        "founded": 1976,
        "working_languages": ["es", "en"],
        "about": "Esto es un ejemplo. Conservamos grabaciones de música tradicional.",
        "brings": "Un estudio y veinte mil grabaciones.",
        "seeks": "Quien digitalice con nosotros y reparta los derechos con los músicos.",
        "sector": "music",
    },
)
PEOPLE = {
    "first_name": "Ada Example",
    "first_position": "Director",
    "second_name": "Ben Example",
    "second_position": "Treasurer",
    "no_documents_reason": "This is an example.",
}


@transaction.atomic
def load() -> str:
    if JoinApplication.objects.filter(is_example=True).exists():
        return "Applications: the examples are there already."
    made = [_make(days, dict(about)) for days, about in zip(DAYS, EXAMPLES, strict=True)]
    return f"Applications: {len(made)} examples made."


def _make(days: int, about: dict[str, Any]) -> JoinApplication:
    """As one that was sent so many days ago. No letter is written: nobody would read it."""
    sector, at = about.pop("sector"), timezone.now() - timedelta(days=days)
    reference = references.mint()
    application = JoinApplication.objects.create(
        reference=reference,
        state=ApplicationState.SUBMITTED,
        link_nonce=get_random_string(32),
        first_email=f"first-{reference.lower()}@example.org",
        second_email=f"second-{reference.lower()}@example.org",
        is_example=True,
        **dict.fromkeys(("created_at", "saved_at", "submitted_at", "consented_at"), at),
        **PEOPLE,
        **about,
    )
    application.sectors.set(Sector.objects.filter(slug=sector))
    ApplicationEvent.objects.create(application=application, verb=ApplicationVerb.SUBMITTED, at=at)
    return application


@transaction.atomic
def clear() -> str:
    """The organisations that were made of them are examples too, and go with those."""
    found = JoinApplication.objects.filter(is_example=True)
    for application in found:
        documents.delete(application.documents.all())
    number = found.count()
    found.delete()
    return f"Applications: {number} examples taken away."
