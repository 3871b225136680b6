"""What the list of statements can be narrowed by. An invalid filter says so and lists nothing."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cultural_alliance import languages
from cultural_alliance.listing import ChoiceFilter, NarrowingFilterSet, RowFilter

from .models import Occasion, Speaker, StatementKind, Topic
from .querysets import StatementQuerySet

WITHDRAWN_TOO = [("included", _("included"))]
YEAR = _("Write a year in four figures, such as 2006.")


class StatementFilter(NarrowingFilterSet):
    words = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    kind = ChoiceFilter(label=_("Kind"), field_name="statement_kind", choices=StatementKind.choices)
    topic = RowFilter(Topic, label=_("Topic"), field_name="topics")
    speaker = RowFilter(Speaker, label=_("Speaker"), field_name="speakers")
    occasion = RowFilter(Occasion, label=_("Occasion"))
    year = django_filters.NumberFilter(
        label=_("Year"),
        method="in_year",
        decimal_places=0,
        min_value=1000,
        max_value=9998,
        error_messages={
            "invalid": YEAR,
            "min_value": YEAR,
            "max_value": YEAR,
            "max_decimal_places": YEAR,
        },
    )
    language = ChoiceFilter(label=_("Language"), method="in_language", choices=languages.CHOICES)
    withdrawn = ChoiceFilter(label=_("Withdrawn ones"), method="unchanged", choices=WITHDRAWN_TOO)

    ASKING = frozenset({"words", "topic", "speaker", "occasion", "language"})

    def narrowed(self, queryset: StatementQuerySet, *, but: str = "") -> StatementQuerySet:
        """Withdrawn ones are left out unless they are asked for."""
        if not self.form.cleaned_data.get("withdrawn") or but == "withdrawn":
            queryset = queryset.listed()
        return super().narrowed(queryset, but=but)

    def with_words(self, queryset: StatementQuerySet, name: str, value: str) -> StatementQuerySet:
        code = self.form.cleaned_data.get("language")
        return queryset.with_words(value, languages.get(code) if code else None)

    def in_year(self, queryset: StatementQuerySet, name: str, value: Any) -> StatementQuerySet:
        return queryset.in_year(int(value))

    def in_language(self, queryset: StatementQuerySet, name: str, value: str) -> StatementQuerySet:
        if self.form.cleaned_data.get("words"):
            return queryset  # `with_words` asks for a public text in the language
        return queryset.with_listed_text_in(languages.get(value))

    def unchanged(self, queryset: StatementQuerySet, name: str, value: str) -> StatementQuerySet:
        return queryset  # `narrowed` reads it: what is left out by default is kept
