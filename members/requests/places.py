"""Where a partner may be, in the form: each region with its countries behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext as _
from django_countries import countries

from cultural_alliance.vocabularies.countries import region_of


@dataclass(frozen=True)
class Box:
    value: str
    label: str
    is_ticked: bool


@dataclass(frozen=True)
class Place:
    """`region` is None for the countries that lie in none."""

    region: Box | None
    title: str
    countries: list[Box]

    @property
    def ticked(self) -> list[Box]:
        return [country for country in self.countries if country.is_ticked]


def places(field: BoundField, regions: Iterable[str], named: Iterable[str]) -> list[Place]:
    """The regions that `field` offers, with what is ticked. Countries are in the order of their
    names in the active language."""
    chosen, ticked = set(regions), set(named)
    by_region: dict[str, list[Box]] = {}
    for code, name in countries:
        by_region.setdefault(region_of(code), []).append(Box(code, name, code in ticked))
    made = []
    for slug, name in field.field.choices:  # type: ignore[attr-defined]
        box = Box(slug, str(name), slug in chosen)
        made.append(Place(box, box.label, by_region.pop(slug, [])))
    others = sorted((box for rest in by_region.values() for box in rest), key=lambda box: box.label)
    return [*made, Place(None, _("Other countries"), others)] if others else made
