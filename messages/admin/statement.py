"""Statements in the admin: the list, the facts, the board of languages."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.editions import access, amending
from cultural_alliance.editions.admin import kind_lists
from cultural_alliance.editions.admin.kind_forms import FactsForm, NewDocumentForm
from cultural_alliance.editions.admin.kinds import KindAdmin

from ..models import Statement
from ..models.statement import delivery_as_fact
from .filters import (
    FirstPublished,
    KindOfStatement,
    OccasionFilter,
    SpeakerFilter,
    TopicFilter,
)

NO_SUCH_TIME = "The clocks in Paris go forward on that day, and there is no such time."
FACTS = {
    "statement_kind": "kind",
    "reference": "reference",
    "occasion": "occasion",
    "speakers": "speakers",
    "topics": "topics",
    "delivered_on": "delivered_on",
    "delivery_time": "delivered_on",  # a day and its time are one fact
    "delivered_at_place": "place",
}


class DeliveryForm(forms.ModelForm):
    """A time of delivery is one of a day, and one that the clocks of Paris show on it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, at = cleaned.get("delivered_on"), cleaned.get("delivery_time")
        if at and not day and "delivered_on" not in self.errors:
            self.add_error("delivered_on", "Give the day of the delivery too.")
        if at and day and not clocks_show(day, at):
            self.add_error("delivery_time", NO_SUCH_TIME)
        return cleaned


def clocks_show(day: date, at: time) -> bool:
    moment = datetime.combine(day, at, timezone.get_default_timezone())
    return moment.astimezone(UTC).astimezone(moment.tzinfo).time() == at


class NewStatementForm(DeliveryForm, NewDocumentForm):
    class Meta:
        model = Statement
        fields = ["original_language", *FACTS, "legacy_id"]


class StatementFactsForm(DeliveryForm, FactsForm):
    class Meta:
        model = Statement
        fields = [*FACTS, "slug"]

    def facts(self) -> dict[str, Any]:
        """The facts that were changed here, as the record keeps them."""
        given = self.cleaned_data
        facts = {FACTS[name]: _as_fact(given[name]) for name in FACTS if name in self.changed_data}
        if "delivered_on" in facts:
            facts["delivered_on"] = delivery_as_fact(given["delivered_on"], given["delivery_time"])
        return facts


def _as_fact(value: Any) -> Any:
    if isinstance(value, QuerySet):
        return sorted(each.slug for each in value)
    if hasattr(value, "slug"):
        return value.slug
    return value


@admin.register(Statement)
class StatementAdmin(KindAdmin):
    list_display = ["title", "languages", "notice", "statement_kind", "occasion", "first_published"]
    list_select_related = ["occasion"]
    list_filter = [
        *kind_lists.FILTERS,
        KindOfStatement,
        OccasionFilter,
        TopicFilter,
        SpeakerFilter,
        FirstPublished,
    ]
    search_fields = ["slug__startswith", "reference"]
    search_help_text = "Words of a title or a text, in any language; an address; a reference."
    ordering = ["-pk"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = StatementFactsForm if change else NewStatementForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = ("Facts, shared by all languages", {"fields": list(FACTS)})
        if obj is None:
            return [
                (None, {"fields": ["title", "original_language"]}),
                facts,
                ("From the old portal", {"fields": ["legacy_id"], "classes": ["collapse"]}),
            ]
        return [
            facts,
            ("Address", {"fields": ["slug"]}),
            ("A change after publication", {"fields": ["note"]}),
        ]

    def amend(self, request: HttpRequest, document: Any, form: Any) -> None:
        super().amend(request, document, form)
        amending.amend_facts(
            document,
            by=access.person(request),
            facts=form.facts(),
            note=form.cleaned_data["note"],
        )

    @admin.display(description="first published")
    def first_published(self, statement: Statement) -> Any:
        return statement.first_published_at
