"""The choices beside a list, with how many rows each would leave, and the active ones.

A section's list names its facets and counts each; the address, the chips and the order of things
are the same everywhere. `includes/_filters.html` shows them.

Of a long list the first rows alone are counted: a number is then the least that a choice leaves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.forms import BoundField
from django.http import QueryDict

from . import languages
from .languages import Language
from .listing import NarrowingFilterSet

MOST_COUNTED = 1_000  # rows
MOST_CHOICES = 50  # of one facet: the most frequent ones
Keys = list[int]
Counted = Iterable[tuple[str, Any, int | None]]  # value, label, count


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
    is_cut: bool = False  # the counts are the least that there are

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


def by_column(model: Any, column: str, left: Keys) -> dict[str, int]:
    """How many of the model's rows with these keys have each value."""
    counted = model._default_manager.filter(pk__in=left).values_list(column).annotate(Count("pk"))
    return dict(counted)


class Facets:
    """Each facet counts in what all the other filters leave: one query for each facet, by the keys
    of these rows, so that no planner guesses how to find them once more.

    `rows` come in the order of the list. A subclass gives NAMES and, for each, `by_<name>(left) ->
    Counted`; it may give `every_<name>() -> [(value, label)]`, which are offered without a number
    where the counted rows of a longer list have none of them.
    """

    NAMES: ClassVar[tuple[str, ...]] = ()
    LABELS: ClassVar[Mapping[str, Any]] = {}  # by value, of choices that are no rows

    def __init__(self, filterset: NarrowingFilterSet, rows: QuerySet[Any], data: QueryDict) -> None:
        self.filterset = filterset
        self.rows = rows
        self.data = data
        self.is_valid = filterset.is_valid()
        self._left: dict[str, tuple[Keys, bool]] = {}

    def __iter__(self) -> Iterator[Facet]:
        return (self.facet(name) for name in self.NAMES)

    def facet(self, name: str) -> Facet:
        field = self.filterset.form[name]
        if not self.is_valid:
            return Facet(field, [])
        left, is_cut = self.left(name)
        counted = list(getattr(self, f"by_{name}")(left))
        if is_cut and (every := getattr(self, f"every_{name}", None)):
            numbers = {value: number for value, _label, number in counted}
            counted = [(value, label, numbers.get(value)) for value, label in every()]
        return Facet(field, [self.choice(name, *one) for one in counted], is_cut)

    def left(self, but: str = "") -> tuple[Keys, bool]:
        """The keys of what all filters but this one leave, or of the first rows of it; and whether
        these are not all."""
        but = but if self.data.get(but) else ""  # without a value it narrows nothing
        if but not in self._left:
            most = min(MOST_COUNTED, self.filterset.most)
            left = self.filterset.narrowed(self.rows, but=but)
            keys = list(left.values_list("pk", flat=True)[: most + 1])
            self._left[but] = (keys[:most], len(keys) > most)
        return self._left[but]

    @property
    def is_cut(self) -> bool:
        return self.is_valid and self.left()[1]

    def choice(self, name: str, value: str, label: Any, count: int | None) -> Choice:
        is_active = self.data.get(name) == value
        url = query(self.data, **{name: "" if is_active else value})
        language = languages.BY_CODE.get(value) if name == "language" else None
        return Choice(label, count, url, is_active, language)

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
        return clean if hasattr(clean, "names") else self.LABELS.get(str(given), given)
