"""Pages in the admin: their tree, their place, the board of languages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from cultural_alliance import pagecache
from cultural_alliance.editions.admin import kind_lists
from cultural_alliance.editions.admin.kind_forms import FactsForm, NewDocumentForm
from cultural_alliance.editions.admin.kinds import KindAdmin

from ..models import Page

PLACE = ["parent", "place_in_menu"]


class NewPageForm(NewDocumentForm):
    class Meta:
        model = Page
        fields = ["original_language", *PLACE, "slug"]


class PagePlaceForm(FactsForm):
    """A page has no facts: nothing here needs a public note."""

    note = None  # type: ignore[assignment]
    place_names = ("slug", *PLACE)

    class Meta:
        model = Page
        fields = [*PLACE, "slug"]
        widgets = {"place_in_menu": forms.NumberInput(attrs={"min": 0})}


@admin.register(Page)
class PageAdmin(KindAdmin):
    list_display = ["title", "languages", "notice", "path", "place_in_menu"]
    list_filter = kind_lists.FILTERS
    search_fields = ["slug__startswith", "path__startswith"]
    ordering = ["path"]
    sortable_by = ["title", "path"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = PagePlaceForm if change else NewPageForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        place = ("Its place", {"fields": [*PLACE, "slug"]})
        if obj is None:
            return [(None, {"fields": ["title", "original_language"]}), place]
        return [place]

    def amend(self, request: HttpRequest, document: Any, form: Any) -> None:
        super().amend(request, document, form)
        if "place_in_menu" in form.changed_data:
            Page.objects.filter(pk=document.pk).update(
                place_in_menu=form.cleaned_data["place_in_menu"]
            )
            pagecache.changed()
