"""What the directory can be narrowed by. An invalid filter says so and lists nothing."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cultural_alliance import languages, search
from cultural_alliance.narrowing import ChoiceFilter, NarrowingFilterSet, RowFilter
from cultural_alliance.vocabularies.countries import countries_of
from cultural_alliance.vocabularies.models import Region, Sector

from ..models import OrganisationKind
from ..models.organisation import OrganisationQuerySet


class OrganisationFilter(NarrowingFilterSet):
    words = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    sector = RowFilter(Sector, label=_("Sector"), field_name="sectors")
    kind = ChoiceFilter(label=_("Kind"), choices=OrganisationKind.choices)
    region = RowFilter(Region, label=_("Region"), method="in_region")
    country = ChoiceFilter(label=_("Country"), choices=lambda: list(countries))
    language = ChoiceFilter(
        label=_("Language of work"), method="working_in", choices=languages.CHOICES
    )

    def with_words(self, queryset: OrganisationQuerySet, name: str, value: str) -> Any:
        return search.narrowed(queryset, "organisation", value)

    def in_region(self, queryset: OrganisationQuerySet, name: str, value: Region) -> Any:
        return queryset.filter(country__in=countries_of([value.slug]))

    def working_in(self, queryset: OrganisationQuerySet, name: str, value: str) -> Any:
        return queryset.working_in(value)
