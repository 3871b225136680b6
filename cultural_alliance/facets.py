"""The choices beside a list, with how many rows each would leave, and the active ones.

A section's list names its facets and counts each; the address, the chips and the order of things
are the same everywhere. `includes/_filters.html` shows them.

Beside a long list they stand without numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Count
from django.forms import BoundField
from django.http import QueryDict

from . import languages
from .keys import Keys, These
from .languages import Language
from .narrowing import NarrowingFilterSet

MOST_CHOICES = 50  # of one facet: the most frequent ones
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
    is_cut: bool = False  # there are more choices, which words find

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
    pairs = [(name, value) for name, values in data.lists() for value in values]
    kept = [(name, value) for name, value in pairs if name not in changes and name != "page"]
    kept += [(name, value) for name, value in changes.items() if value]
    return f"?{urlencode(kept)}" if kept else "."


def by_column(model: Any, column: str, left: These) -> dict[str, int]:
    """How many of the model's rows with these keys have each value."""
    counted = model._default_manager.filter(pk__in=left).values_list(column).annotate(Count("pk"))
    return dict(counted)


class Facets:
    """Each facet counts in what all the other filters leave: one query for each facet, by the keys
    of these rows, so that no planner guesses how to find them once more.

    A subclass gives NAMES and, for each, `by_<name>(left) -> Counted`. Of a long list nothing is
    counted: then `every_<name>() -> [(value, label)]` is offered, or what its first rows have.
    """

    NAMES: ClassVar[tuple[str, ...]] = ()
    LABELS: ClassVar[Mapping[str, Any]] = {}  # by value, of choices that are no rows
    OPEN: ClassVar = frozenset[str]()  # of vocabularies that may grow long

    def __init__(self, filterset: NarrowingFilterSet) -> None:
        self.filterset, self.data = filterset, filterset.data
        self.is_valid = filterset.is_valid()

    def __iter__(self) -> Iterator[Facet]:
        return (self.facet(name) for name in self.NAMES)

    def facet(self, name: str) -> Facet:
        field = self.filterset.form[name]
        if not self.is_valid:
            return Facet(field, [])
        left = self.filterset.left(name)
        counted = list(self.offered(name) if left is None else self.counted(name, left))
        is_cut = name in self.OPEN and len(counted) > MOST_CHOICES
        shown = counted[:MOST_CHOICES] if is_cut else counted
        return Facet(field, [self.choice(name, *one) for one in shown], is_cut)

    def counted(self, name: str, left: Keys) -> Counted:
        counted: Counted = getattr(self, f"by_{name}")(These(left))
        return counted

    def offered(self, name: str) -> Counted:
        every = getattr(self, f"every_{name}", None)
        choices = every() if every else ((v, label) for v, label, _number in self.frequent(name))
        return [(value, label, None) for value, label in choices]

    def frequent(self, name: str) -> Counted:
        """Counted in the first rows that all the other filters leave, in the order of the list."""
        return self.counted(name, self.filterset.first(name))

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
