"""Statements in the admin: the list, the facts, the board of languages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cultural_alliance.editions import access, amending
from cultural_alliance.editions.admin.kind_forms import FactsForm, NewDocumentForm
from cultural_alliance.editions.admin.kind_lists import HasLanguage, WhereItStands
from cultural_alliance.editions.admin.kinds import KindAdmin

from ..models import Statement

FACTS = {
    "statement_kind": "kind",
    "reference": "reference",
    "occasion": "occasion",
    "speakers": "speakers",
    "topics": "topics",
    "delivered_on": "delivered_on",
    "delivered_at_place": "place",
}


class NewStatementForm(NewDocumentForm):
    class Meta:
        model = Statement
        fields = ["original_language", *FACTS, "legacy_id"]


class StatementFactsForm(FactsForm):
    class Meta:
        model = Statement
        fields = [*FACTS, "slug"]

    def facts(self) -> dict[str, Any]:
        """The facts that were changed here, as the record keeps them."""
        changed = [name for name in FACTS if name in self.changed_data]
        return {FACTS[name]: _as_fact(self.cleaned_data[name]) for name in changed}


def _as_fact(value: Any) -> Any:
    if isinstance(value, QuerySet):
        return sorted(each.slug for each in value)
    if hasattr(value, "slug"):
        return value.slug
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


@admin.register(Statement)
class StatementAdmin(KindAdmin):
    list_display = ["title", "languages", "notice", "statement_kind", "occasion", "first_published"]
    list_select_related = ["occasion"]
    list_filter = [
        WhereItStands,
        HasLanguage,
        "statement_kind",
        ("occasion", admin.RelatedOnlyFieldListFilter),
        ("topics", admin.RelatedOnlyFieldListFilter),
        ("speakers", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["reference"]  # the titles are searched by `get_search_results`
    search_help_text = "Words of the title, or of the address."
    date_hierarchy = "first_published_at"
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

    @admin.display(description="first published", ordering="first_published_at")
    def first_published(self, statement: Statement) -> Any:
        return statement.first_published_at
