"""A difference of a request as people read it: each field by its name, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Region, Resource, Sector

from ..models import Direction, OrganisationKind, Side
from .content import WORDS, Difference


@dataclass(frozen=True)
class Change:
    """One field. `language` is that of the words, where they are somebody's own."""

    field: str
    label: str
    old: str
    new: str
    language: Language | None = None


class Reader:
    """Reads differences in the active language; asks each vocabulary once."""

    def changes(self, difference: Difference) -> list[Change]:
        return [change for name in difference for change in self._of(name, *difference[name])]

    def _of(self, name: str, old: Any, new: Any) -> Iterator[Change]:
        head, _dot, rest = name.partition(".")
        if head in WORDS:
            language = languages.get(rest)
            yield Change(name, label_of(head, language), old or "", new or "", language)
        elif head in Side.values:
            yield from self._of_line(name, Side(head), rest, old, new)
        else:
            yield Change(name, label_of(head), self._said(head, old), self._said(head, new))

    def _of_line(self, name: str, side: Side, slug: str, old: Any, new: Any) -> Iterator[Change]:
        """A resource that came or went; and each sentence about it that changed."""
        label = f"{side.label}: {self.resources.get(slug, slug)}"
        if (old is None) != (new is None):
            said = {True: _("not named"), False: _("named")}
            yield Change(name, label, said[old is None], said[new is None])
        before, after = old or {}, new or {}
        for code in languages.CODES:
            if before.get(code, "") != after.get(code, ""):
                language = languages.get(code)
                named = f"{label} ({language})"
                yield Change(name, named, before.get(code, ""), after.get(code, ""), language)

    def _said(self, field: str, value: Any) -> str:
        if not value:
            return ""
        if field in ("starts_on", "ends_on", "deadline"):
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        if isinstance(value, list):
            return ", ".join(str(self._names(field).get(each, each)) for each in value)
        return str(self._names(field).get(value, value))

    def _names(self, field: str) -> dict[str, Any]:
        names: dict[str, dict[str, Any]] = {
            "direction": dict(Direction.choices),
            "first_language": dict(languages.CHOICES),
            "working_languages": dict(languages.CHOICES),
            "partner_kinds": dict(OrganisationKind.choices),
        }
        if field == "countries":
            return dict(countries)
        if field in ("sectors", "regions"):
            return dict(getattr(self, field))
        return names.get(field, {})

    @cached_property
    def sectors(self) -> dict[str, Sector]:
        return {each.slug: each for each in Sector.objects.all()}

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {each.slug: each for each in Region.objects.all()}

    @cached_property
    def resources(self) -> dict[str, Resource]:
        return {each.slug: each for each in Resource.objects.all()}


def label_of(field: str, language: Language | None = None) -> str:
    label = {
        "title": _("Title"),
        "summary": _("In one sentence"),
        "description": _("Description"),
        "first_language": _("First language"),
        "direction": _("Direction"),
        "sectors": _("Sectors"),
        "regions": _("Regions"),
        "countries": _("Countries"),
        "partner_kinds": _("Kinds of partner"),
        "starts_on": _("The work begins"),
        "ends_on": _("The work ends"),
        "working_languages": _("Languages of work"),
        "deadline": _("Open until"),
    }.get(field, field)
    return f"{label} ({language})" if language else label
