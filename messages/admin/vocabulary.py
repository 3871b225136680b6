"""Occasions, topics and speakers in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from cultural_alliance.vocabularies.admin import TermAdmin

from ..models import Occasion, Speaker, Topic


class FiledUnderAdmin(TermAdmin):
    """A row that statements are filed under: the list shows how many."""

    list_display = [*TermAdmin.list_display, "how_many"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(how_many=Count("statements"))

    @admin.display(description="statements", ordering="how_many")
    def how_many(self, term: Any) -> int:
        return int(term.how_many)


@admin.register(Occasion)
class OccasionAdmin(FiledUnderAdmin):
    pass


@admin.register(Topic)
class TopicAdmin(FiledUnderAdmin):
    pass


@admin.register(Speaker)
class SpeakerAdmin(FiledUnderAdmin):
    list_display = ["__str__", "office_in", "slug", "missing", "how_many"]
    search_fields = [*TermAdmin.search_fields, "offices"]
    fields = ["names", "offices", "slug"]
