"""The directory as a table to take away (CSV, RFC 4180; UTF-8 with a mark, for spreadsheets)."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from cultural_alliance import languages
from cultural_alliance.addresses import absolute
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.countries import region_of
from cultural_alliance.vocabularies.models import Region

from ..models import Organisation

AT_ONCE = 500
BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """What `csv` writes to: it hands the line back, so that a long table is never in memory."""

    def write(self, line: str) -> str:
        return line


def lines(organisations: Any, language: Language) -> Iterator[str]:
    """Each in the language, which is no longer active when the body is sent."""
    made = written(organisations)
    while True:
        with override(language.django_code):
            line = next(made, None)
        if line is None:
            return
        yield line


def written(organisations: Any) -> Iterator[str]:
    writer = csv.writer(Line())
    yield BYTE_ORDER_MARK + writer.writerow(headings())
    regions = {region.slug: region for region in Region.objects.all()}
    for organisation in organisations.iterator(chunk_size=AT_ONCE):
        yield writer.writerow([harmless(cell) for cell in cells(organisation, regions)])


def headings() -> list[str]:
    return [
        *(_("Organisation"), _("Short name"), _("Kind"), _("Legal form")),
        *(_("Country code"), _("Country"), _("Region"), _("Place"), _("Sectors")),
        *(_("Languages of work"), _("Founding year"), _("Website"), _("Member since")),
        _("Page"),
    ]


def cells(organisation: Organisation, regions: dict[str, Region]) -> Iterable[Any]:
    code = str(organisation.country)
    return (
        *(organisation.name, organisation.short_name, organisation.get_kind_display()),
        organisation.legal_form,
        *(code, countries.name(code), regions.get(region_of(code), "")),
        organisation.place,
        "; ".join(str(sector) for sector in organisation.sectors.all()),
        "; ".join(languages.get(each).name for each in organisation.working_languages),
        organisation.founded or "",
        organisation.website,
        organisation.member_since or "",
        absolute(organisation.get_absolute_url()),
    )


def harmless(cell: Any) -> str:
    """Text that a spreadsheet would run as a formula is quoted by an apostrophe."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
