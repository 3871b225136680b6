"""The choices beside the directory, counted."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django_countries import countries

from cultural_alliance import facets, languages
from cultural_alliance.facets import Counted, by_column
from cultural_alliance.keys import These
from cultural_alliance.vocabularies.countries import region_of
from cultural_alliance.vocabularies.models import Region, Sector

from ..models import Organisation, OrganisationKind
from ..models.texts import holds


class OrganisationFacets(facets.Facets):
    NAMES = ("sector", "kind", "region", "country", "language")
    LABELS = dict([*OrganisationKind.choices, *languages.CHOICES])

    def by_sector(self, left: These) -> Counted:
        return by_row(Sector, "organisations", left)

    def by_kind(self, left: These) -> Counted:
        counts = by_column(Organisation, "kind", left)
        return [(v, label, counts[v]) for v, label in OrganisationKind.choices if v in counts]

    def by_region(self, left: These) -> Counted:
        return in_regions(by_column(Organisation, "country", left))

    def by_country(self, left: These) -> Counted:
        return by_name(by_column(Organisation, "country", left))

    def every_country(self) -> Iterator[tuple[str, Any]]:
        return of_members()

    def by_language(self, left: These) -> Counted:
        return by_language(Organisation.objects.filter(pk__in=left))

    def shown_value(self, field: Any) -> Any:
        if field.name == "country":
            return countries.name(str(self.data["country"])) or self.data["country"]
        return super().shown_value(field)


def by_row(model: Any, related: str, left: These) -> Counted:
    """Of a vocabulary, in its own order: the rows that something in `left` has."""
    rows = model.objects.filter(**{f"{related}__in": left})
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


def of_members() -> Iterator[tuple[str, Any]]:
    """The countries of all members: the first of a long list may be from a few."""
    members = Organisation.objects.public().order_by().values_list("country", flat=True)
    codes = set(members.distinct())
    return ((code, name) for code, name in countries if code in codes)


def by_language(rows: Any) -> Counted:
    """Of a list of codes, in one query."""
    held = {code: holds("working_languages", code) for code in languages.CODES}
    counts = rows.aggregate(**{code: Count("pk", filter=each) for code, each in held.items()})
    return [
        (each.code, each.name, counts[each.code])
        for each in languages.LANGUAGES
        if counts[each.code]
    ]
