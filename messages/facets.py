"""The choices beside the list, with how many statements each would leave, and the active ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Term

from .filters import WITHDRAWN_TOO, StatementFilter
from .models import Occasion, Speaker, StatementKind, Topic
from .querysets import StatementQuerySet, listed_texts

Counted = Iterable[tuple[str, Any, int]]  # value, label, count
LABELS: dict[str, Any] = dict([*StatementKind.choices, *languages.CHOICES, *WITHDRAWN_TOO])


@dataclass(frozen=True)
class Choice:
    """One choice; `url` takes it, or leaves it where it is active. A name in a language of its
    own has that `language`."""

    label: Any
    count: int | None
    url: str
    is_active: bool
    language: Language | None = None


@dataclass(frozen=True)
class Facet:
    field: BoundField
    choices: list[Choice]

    @property
    def is_open(self) -> bool:
        return bool(self.field.errors) or any(choice.is_active for choice in self.choices)


@dataclass(frozen=True)
class Chip:
    label: str
    value: Any
    url: str


def query(data: QueryDict, **changes: str) -> str:
    """The address of the list with other filters, on its first page. "" takes a filter away."""
    changed = data.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    kept = changed.urlencode()
    return f"?{kept}" if kept else "."


class Facets:
    """Each facet counts in what all the other filters leave: one query for each facet."""

    NAMES = ("kind", "topic", "speaker", "occasion", "year", "language")

    def __init__(
        self, filterset: StatementFilter, statements: StatementQuerySet, data: QueryDict
    ) -> None:
        self.filterset = filterset
        self.statements = statements
        self.data = data
        self.is_valid = filterset.is_valid()

    def __iter__(self) -> Any:
        return (self.facet(name) for name in self.NAMES)

    def facet(self, name: str) -> Facet:
        field = self.filterset.form[name]
        if not self.is_valid:
            return Facet(field, [])
        left = self.filterset.narrowed(self.statements, but=name).order_by()
        counted = getattr(self, f"by_{name}")(left)
        return Facet(field, [self.choice(name, *one) for one in counted])

    def choice(self, name: str, value: str, label: Any, count: int) -> Choice:
        is_active = self.data.get(name) == value
        url = query(self.data, **{name: "" if is_active else value})
        language = languages.BY_CODE.get(value) if name == "language" else None
        return Choice(label, count, url, is_active, language)

    def by_kind(self, left: StatementQuerySet) -> Counted:
        counts = dict(left.values_list("statement_kind").annotate(Count("pk")))
        return [(v, label, counts[v]) for v, label in StatementKind.choices if v in counts]

    def by_topic(self, left: StatementQuerySet) -> Counted:
        return self.by_row(Topic, left)

    def by_speaker(self, left: StatementQuerySet) -> Counted:
        return self.by_row(Speaker, left)

    def by_occasion(self, left: StatementQuerySet) -> Counted:
        return self.by_row(Occasion, left)

    def by_row(self, model: Any, left: StatementQuerySet) -> Counted:
        rows = model.objects.filter(statements__in=left.values("pk"))
        counted = rows.annotate(number=Count("statements")).order_by("-number", "slug")
        return [(row.slug, row, row.number) for row in counted]

    def by_year(self, left: StatementQuerySet) -> Counted:
        year = ExtractYear("first_published_at", tzinfo=timezone.get_default_timezone())
        counts = left.annotate(year=year).values_list("year").annotate(Count("pk"))
        return [(str(value), value, count) for value, count in sorted(counts, reverse=True)]

    def by_language(self, left: StatementQuerySet) -> Counted:
        texts = listed_texts().filter(document__in=left.values("pk")).order_by()
        counts = dict(texts.values_list("language").annotate(Count("pk")))
        return [
            (each.code, each.name, counts[each.code])
            for each in languages.LANGUAGES
            if each.code in counts
        ]

    @property
    def withdrawn(self) -> Choice:
        """The one choice without a count: it adds instead of narrowing."""
        is_active = self.data.get("withdrawn") == "included"
        url = query(self.data, withdrawn="" if is_active else "included")
        return Choice(_("Show withdrawn ones too"), None, url, is_active)

    @property
    def chips(self) -> list[Chip]:
        """The active filters, also those that are invalid: each can be taken away."""
        return [
            Chip(str(field.label), self.shown_value(field), query(self.data, **{field.name: ""}))
            for field in self.filterset.form
            if self.data.get(field.name)
        ]

    def shown_value(self, field: BoundField) -> Any:
        given = self.data[field.name]
        clean = getattr(self.filterset.form, "cleaned_data", {}).get(field.name)
        return clean if isinstance(clean, Term) else LABELS.get(str(given), given)
