"""Occasions, topics and speakers in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from cultural_alliance.vocabularies.admin import TermAdmin

from ..models import Occasion, OccasionRule, Speaker, Topic


class FiledUnderAdmin(TermAdmin):
    """A row that statements are filed under: the list shows how many."""

    list_display = [*TermAdmin.list_display, "how_many"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(how_many=Count("statements"))

    @admin.display(description="statements", ordering="how_many")
    def how_many(self, term: Any) -> int:
        return int(term.how_many)


class RuleInline(admin.TabularInline):
    """On which day it is, and since when: a Day that is moved gets a second rule."""

    model = OccasionRule
    extra = 0
    verbose_name = "day of the year"
    verbose_name_plural = "days of the year"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("statements.view_occasion")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("statements.change_occasion")

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Occasion)
class OccasionAdmin(FiledUnderAdmin):
    inlines = [RuleInline]


@admin.register(Topic)
class TopicAdmin(FiledUnderAdmin):
    pass


@admin.register(Speaker)
class SpeakerAdmin(FiledUnderAdmin):
    list_display = ["__str__", "office_in", "slug", "missing", "how_many"]
    search_fields = [*TermAdmin.search_fields, "offices"]
    fields = ["names", "offices", "slug"]
