"""Occasions, topics and speakers in the admin."""

from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.html import format_html, format_html_join

from cultural_alliance.desk_lists import MOST
from cultural_alliance.vocabularies.admin import TermAdmin

from ..models import Occasion, OccasionRule, Speaker, Statement, Topic

YEARS = 10  # for which the days of an occasion are told


class CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


class FiledUnderAdmin(TermAdmin):
    """A row that statements are filed under: the list shows how many, counted to a cap."""

    list_display = [*TermAdmin.list_display, "how_many"]
    filed: Any  # the model whose rows name it

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        name = str(self.opts.model_name)  # asked for nothing else, an index alone answers
        rows = self.filed._default_manager.filter(**{name: OuterRef("pk")}).order_by().values(name)
        counted = CountOf(rows[: MOST + 1], output_field=IntegerField())
        return super().get_queryset(request).annotate(how_many=counted)

    @admin.display(description="statements")
    def how_many(self, term: Any) -> str:
        return f"{MOST:,}+" if term.how_many > MOST else str(term.how_many)


class RuleFormSet(BaseInlineFormSet):
    """At most one rule for each year."""

    def clean(self) -> None:
        super().clean()
        rules = [
            form.instance
            for form in self.forms
            if form.is_valid() and form.has_changed() | bool(form.instance.pk)
            if not form.cleaned_data.get("DELETE")
        ]
        for earlier, later in pairwise(sorted(rules, key=lambda rule: rule.first_year)):
            if earlier.overlaps(later):
                raise ValidationError(
                    f"Two rules give the day in {later.first_year}: {earlier}; {later}. End the "
                    "one before the other begins."
                )


class RuleInline(admin.StackedInline):
    """On which day it is, and since when: a Day that is moved gets a second rule."""

    model = OccasionRule
    formset = RuleFormSet
    extra = 0
    fields = ["kind", ("day", "week", "weekday", "month"), ("first_year", "last_year"), "source"]
    verbose_name = "day of the year"
    verbose_name_plural = "days of the year"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("statements.view_occasion")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("statements.change_occasion")

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Occasion)
class OccasionAdmin(FiledUnderAdmin):
    filed = Statement
    inlines = [RuleInline]
    view_on_site = False
    fields = [*TermAdmin.fields, "days"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "days"]

    @admin.display(description="Its days")
    def days(self, occasion: Occasion) -> str:
        """Computed of the rules, for this year and those after it."""
        if not occasion.pk:
            return "Give the days of the year below; what they come to stands here once saved."
        this = timezone.localdate(timezone=timezone.get_default_timezone()).year
        days = ((year, occasion.date_in(year)) for year in range(this, this + YEARS))
        told = [(written(day, "l j F Y") if day else f"{year}: no day",) for year, day in days]
        return format_html('<ul class="days">{}</ul>', format_html_join("", "<li>{}</li>", told))


@admin.register(Topic)
class TopicAdmin(FiledUnderAdmin):
    filed = Statement.topics.through


@admin.register(Speaker)
class SpeakerAdmin(FiledUnderAdmin):
    filed = Statement.speakers.through
    list_display = ["__str__", "office_in", "slug", "missing", "how_many"]
    search_fields = [*TermAdmin.search_fields, "offices"]
    fields = ["names", "offices", "slug"]
