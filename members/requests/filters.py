"""What the list of partner requests can be narrowed by. An invalid filter lists nothing."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cultural_alliance import languages, search
from cultural_alliance.narrowing import ChoiceFilter, NarrowingFilterSet, RowFilter
from cultural_alliance.vocabularies.models import Region, Resource, Sector
from cultural_alliance.walking import one_by_one

from ..models import Direction, OrganisationKind, PartnerRequest, RequestState, Side
from ..models.request import PartnerRequestQuerySet, for_kind

# Who seeks and offers both is found under each.
DIRECTIONS = [(Direction.SEEKING, _("Seeking")), (Direction.OFFERING, _("Offering"))]


class RequestFilter(NarrowingFilterSet):
    words = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    direction = ChoiceFilter(label=_("Direction"), method="in_direction", choices=DIRECTIONS)
    sector = RowFilter(Sector, label=_("Sector"), field_name="sectors")
    need = RowFilter(Resource, label=_("What is sought"), method="with_line")
    offer = RowFilter(Resource, label=_("What is brought"), method="with_line")
    partner = ChoiceFilter(
        label=_("Kind of partner"), method="for_kind", choices=OrganisationKind.choices
    )
    region = RowFilter(Region, label=_("Partner in the region"), method="for_region")
    country = ChoiceFilter(
        label=_("Country of the organisation"),
        method="of_country",
        choices=lambda: list(countries),
    )
    language = ChoiceFilter(
        label=_("Language of work"), method="working_in", choices=languages.CHOICES
    )

    ASKING = frozenset(
        {"words", "sector", "need", "offer", "partner", "region", "country", "language"}
    )

    def filter_queryset(self, queryset: PartnerRequestQuerySet) -> Any:
        return self.begin(self.narrowed(queryset))

    def begin(self, queryset: PartnerRequestQuerySet, *, but: str = "") -> Any:
        """What is left of a long list is found by walking along the open ones."""
        opened = PartnerRequest.objects.filter(state=RequestState.OPENED).for_listing()
        return one_by_one(opened, queryset)

    def with_words(self, queryset: PartnerRequestQuerySet, name: str, value: str) -> Any:
        return search.narrowed(queryset, "request", value)

    def in_direction(self, queryset: PartnerRequestQuerySet, name: str, value: str) -> Any:
        return queryset.filter(direction__in=[value, Direction.BOTH])

    def with_line(self, queryset: PartnerRequestQuerySet, name: str, value: Resource) -> Any:
        side = Side.NEED if name == "need" else Side.OFFER
        return queryset.with_line(side, value)

    def for_kind(self, queryset: PartnerRequestQuerySet, name: str, value: str) -> Any:
        return queryset.filter(for_kind(value))

    def for_region(self, queryset: PartnerRequestQuerySet, name: str, value: Region) -> Any:
        return queryset.for_region(value.slug)

    def of_country(self, queryset: PartnerRequestQuerySet, name: str, value: str) -> Any:
        """Those of all its organisations first: they are few among the open ones."""
        of_all = PartnerRequest.objects.filter(organisation__country=value)
        return queryset.filter(pk__in=of_all.values("pk"))

    def working_in(self, queryset: PartnerRequestQuerySet, name: str, value: str) -> Any:
        return queryset.working_in(value)
