"""The choices beside the directory, counted."""

from typing import Any

from django.db.models import Count
from django_countries import countries

from cultural_alliance import facets, languages
from cultural_alliance.facets import Counted
from cultural_alliance.vocabularies.countries import region_of
from cultural_alliance.vocabularies.models import Region, Sector

from ..models import OrganisationKind
from ..models.organisation import OrganisationQuerySet
from ..models.texts import holds


class OrganisationFacets(facets.Facets):
    NAMES = ("sector", "kind", "region", "country", "language")
    LABELS = dict([*OrganisationKind.choices, *languages.CHOICES])

    def by_sector(self, left: OrganisationQuerySet) -> Counted:
        return by_row(Sector, "organisations", left)

    def by_kind(self, left: OrganisationQuerySet) -> Counted:
        counts = dict(left.values_list("kind").annotate(Count("pk")))
        return [(v, label, counts[v]) for v, label in OrganisationKind.choices if v in counts]

    def by_region(self, left: OrganisationQuerySet) -> Counted:
        return in_regions(dict(left.values_list("country").annotate(Count("pk"))))

    def by_country(self, left: OrganisationQuerySet) -> Counted:
        return by_name(dict(left.values_list("country").annotate(Count("pk"))))

    def by_language(self, left: OrganisationQuerySet) -> Counted:
        return by_language("working_languages", left)

    def shown_value(self, field: Any) -> Any:
        if field.name == "country":
            return countries.name(str(self.data["country"])) or self.data["country"]
        return super().shown_value(field)


def by_row(model: Any, related: str, left: Any) -> Counted:
    """Of a vocabulary, in its own order: the rows that something in `left` has."""
    rows = model.objects.filter(**{f"{related}__in": left.values("pk")})
    return [(row.slug, row, row.number) for row in rows.annotate(number=Count(related))]


def in_regions(by_country: dict[str, int]) -> Counted:
    counts: dict[str, int] = {}
    for code, number in by_country.items():
        counts[region_of(code)] = counts.get(region_of(code), 0) + number
    return [(row.slug, row, counts[row.slug]) for row in Region.objects.all() if row.slug in counts]


def by_name(by_country: dict[str, int]) -> Counted:
    """Countries in the order of their names in the reader's language."""
    named = ((code, name) for code, name in countries if code in by_country)
    return [(code, name, by_country[code]) for code, name in named]


def by_language(field: str, left: Any) -> Counted:
    """Of a list of codes, in one query."""
    named = {code: Count("pk", filter=holds(field, code)) for code in languages.CODES}
    counts = left.aggregate(**named)
    return [
        (each.code, each.name, counts[each.code])
        for each in languages.LANGUAGES
        if counts[each.code]
    ]
