"""The shared rows in the admin: their names in six languages, and which are missing."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cultural_alliance.desk_lists import DeskList
from cultural_alliance.languages import LANGUAGES

from .models import Region, Resource, Sector, Term


class TermAdmin(DeskList):
    """The slug is minted from the English name and then kept: addresses and digests use it."""

    list_display = ["__str__", "slug", "missing"]
    search_fields = ["slug", "names"]
    search_help_text = "A name in any language."
    fields = ["names", "slug"]

    @admin.display(description="names missing in")
    def missing(self, term: Term) -> str:
        return ", ".join(each.name for each in LANGUAGES if each.code not in term.names) or "none"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows stay: the record names them."""
        return False


class PlacedTermAdmin(TermAdmin):
    list_display = ["__str__", "place", "slug", "missing"]
    fields = ["names", "slug", "place"]


@admin.register(Sector)
class SectorAdmin(PlacedTermAdmin):
    pass


@admin.register(Region)
class RegionAdmin(PlacedTermAdmin):
    pass


@admin.register(Resource)
class ResourceAdmin(PlacedTermAdmin):
    pass
