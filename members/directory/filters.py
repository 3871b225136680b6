"""What the directory can be narrowed by. An invalid filter says so and lists nothing."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cultural_alliance import languages, search
from cultural_alliance.facets import NarrowingFilterSet
from cultural_alliance.vocabularies.countries import countries_of
from cultural_alliance.vocabularies.models import Region, Sector

from ..models import OrganisationKind
from ..models.organisation import OrganisationQuerySet

UNKNOWN = {"invalid_choice": _("The list knows no such choice. Take one that is offered.")}


class OrganisationFilter(NarrowingFilterSet):
    words = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    sector = django_filters.ModelChoiceFilter(
        label=_("Sector"),
        field_name="sectors",
        queryset=Sector.objects.all(),
        to_field_name="slug",
        error_messages=UNKNOWN,
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=OrganisationKind.choices, error_messages=UNKNOWN
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        method="in_region",
        queryset=Region.objects.all(),
        to_field_name="slug",
        error_messages=UNKNOWN,
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"), choices=lambda: list(countries), error_messages=UNKNOWN
    )
    language = django_filters.ChoiceFilter(
        label=_("Language of work"),
        method="working_in",
        choices=languages.CHOICES,
        error_messages=UNKNOWN,
    )

    def with_words(self, queryset: OrganisationQuerySet, name: str, value: str) -> Any:
        return queryset.filter(pk__in=search.matching("organisation", value))

    def in_region(self, queryset: OrganisationQuerySet, name: str, value: Region) -> Any:
        return queryset.filter(country__in=countries_of([value.slug]))

    def working_in(self, queryset: OrganisationQuerySet, name: str, value: str) -> Any:
        return queryset.working_in(value)
