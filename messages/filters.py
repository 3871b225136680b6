"""What the list of statements can be narrowed by. An invalid filter says so and lists nothing."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cultural_alliance import languages, narrowing
from cultural_alliance.keys import Keys
from cultural_alliance.narrowing import ChoiceFilter, NarrowingFilterSet, RowFilter

from .models import Occasion, Speaker, Statement, StatementKind, Topic
from .querysets import StatementQuerySet

WITHDRAWN_TOO = [("included", _("included"))]
# So many of the newest are walked along. A list that has less than enough of these is put in order.
WALKED, ENOUGH = 1_000, 10
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
        """What is public, and not withdrawn unless these are asked for. It is asked after the year:
        of several last days SQLite goes by the first alone."""
        narrowed = super().narrowed(queryset, but=but)
        is_all = self.form.cleaned_data.get("withdrawn") and but != "withdrawn"
        return narrowed.public() if is_all else narrowed.listed()

    def named(self, keys: Keys) -> StatementQuerySet:
        named: StatementQuerySet = super().named(keys)
        return named.public()

    def filter_queryset(self, queryset: StatementQuerySet) -> StatementQuerySet:
        narrowed = self.narrowed(queryset)
        return narrowed.put_in_order() if self.is_sparse else narrowed.newest_first()

    @property
    def is_sparse(self) -> bool:
        return not self.has_words and len(self.first()) < ENOUGH

    @property
    def is_in_order(self) -> bool:
        """Words alone are asked of the newest first; with a row, of what is filed under the row."""
        has_row = any(self.data.get(name) for name in ("topic", "speaker", "occasion"))
        return self.is_sparse or (self.has_words and not has_row)

    @property
    def has_words(self) -> bool:
        """To ask for words is so dear that one question has to do."""
        return bool(self.data.get("words"))

    def first(self, but: str = "") -> Keys:
        return self.keys()[: narrowing.FIRST] if self.has_words else super().first(but)

    def begin(self, queryset: StatementQuerySet, *, but: str = "") -> StatementQuerySet:
        """Among the newest of all, or of the year."""
        year = self.form.cleaned_data["year"] if but != "year" else None
        newest = Statement.objects.in_year(int(year)) if year else Statement.objects.all()
        newest = newest.published().newest_first()
        return queryset.filter(pk__in=newest.values("pk")[:WALKED])

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
