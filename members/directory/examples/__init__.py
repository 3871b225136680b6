"""Example organisations, plainly named as examples: a score, in all sectors and regions."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cultural_alliance.vocabularies.models import Resource, Sector

from ...models import Organisation, OrganisationText
from . import more_rows, rows
from .example import Example

ORGANISATIONS = (*rows.ROWS, *more_rows.ROWS)


@transaction.atomic
def load() -> str:
    if Organisation.objects.filter(is_example=True).exists():
        return "The example organisations are there already."
    for place, example in enumerate(ORGANISATIONS):
        make(example, place)
    return f"Loaded {len(ORGANISATIONS)} example organisations."


@transaction.atomic
def clear() -> str:
    """Takes them away with all that is theirs."""
    from cultural_alliance import search

    found = list(Organisation.objects.filter(is_example=True))
    for organisation in found:
        pk = organisation.pk
        organisation.delete()
        search.changed("organisation", pk)
    return f"Took {len(found)} example organisations away."


def make(example: Example, place: int) -> Organisation:
    from cultural_alliance import search

    organisation = Organisation.objects.create(
        name=example.name,
        kind=example.kind,
        country=example.country,
        place=example.place,
        founded=example.founded,
        website="https://example.org/",
        working_languages=sorted(example.texts),
        first_language=next(iter(example.texts)),
        member_since=timezone.localdate() - timedelta(days=40 * place + 5),
        is_example=True,
    )
    organisation.sectors.set(Sector.objects.filter(slug__in=example.sectors))
    organisation.offers.set(Resource.objects.filter(slug__in=example.offers))
    organisation.needs.set(Resource.objects.filter(slug__in=example.needs))
    for language, words in example.texts.items():
        summary, about, brings, seeks = words
        OrganisationText.objects.create(
            organisation=organisation,
            language=language,
            **{"summary": summary, "about": about, "brings": brings, "seeks": seeks},
        )
    search.changed("organisation", organisation.pk)
    return organisation
