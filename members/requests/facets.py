"""The choices beside the list of partner requests, counted."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django_countries import countries

from cultural_alliance import facets, languages
from cultural_alliance.facets import Counted, by_column
from cultural_alliance.keys import These
from cultural_alliance.vocabularies.models import Region, Resource, Sector

from ..directory.facets import by_language, by_name, by_row, of_members
from ..models import Direction, OrganisationKind, PartnerRequest, RequestLine, Side
from ..models.request import for_kind, reaching
from .filters import DIRECTIONS


class RequestFacets(facets.Facets):
    NAMES = ("direction", "sector", "need", "offer", "partner", "region", "country", "language")
    LABELS = dict([*Direction.choices, *OrganisationKind.choices, *languages.CHOICES])

    def by_direction(self, left: These) -> Counted:
        counts = by_column(PartnerRequest, "direction", left)
        both = counts.get(Direction.BOTH, 0)
        counted = [(value, label, counts.get(value, 0) + both) for value, label in DIRECTIONS]
        return [one for one in counted if one[2]]

    def by_sector(self, left: These) -> Counted:
        return by_row(Sector, "requests", left)

    def by_need(self, left: These) -> Counted:
        return by_line(Side.NEED, left)

    def by_offer(self, left: These) -> Counted:
        return by_line(Side.OFFER, left)

    def by_partner(self, left: These) -> Counted:
        kinds = [(value, label, for_kind(value)) for value, label in OrganisationKind.choices]
        return by_condition(kinds, left)

    def by_region(self, left: These) -> Counted:
        regions = [(region.slug, region, reaching(region.slug)) for region in Region.objects.all()]
        return by_condition(regions, left)

    def by_country(self, left: These) -> Counted:
        return by_name(by_column(PartnerRequest, "organisation__country", left))

    def every_country(self) -> Iterator[tuple[str, Any]]:
        return of_members()

    def by_language(self, left: These) -> Counted:
        return by_language(PartnerRequest.objects.filter(pk__in=left))

    def shown_value(self, field: Any) -> Any:
        if field.name == "country":
            return countries.name(str(self.data["country"])) or self.data["country"]
        return super().shown_value(field)


def by_condition(choices: list[tuple[str, Any, Q]], left: These) -> Counted:
    """Choices that may each fit the same request, counted in one query."""
    fits = {f"fits_{place}": choice[2] for place, choice in enumerate(choices)}
    rows = PartnerRequest.objects.filter(pk__in=left)
    counts = rows.aggregate(**{name: Count("pk", filter=fit) for name, fit in fits.items()})
    counted = zip(choices, counts.values(), strict=True)
    return [(value, label, number) for (value, label, _fit), number in counted if number]


def by_line(side: Side, left: These) -> Counted:
    """Resources on one side: a request has each at most once."""
    lines = RequestLine.objects.filter(side=side, request__in=left).order_by()
    counts = dict(lines.values_list("resource").annotate(Count("pk")))
    return [(row.slug, row, counts[row.pk]) for row in Resource.objects.all() if row.pk in counts]
