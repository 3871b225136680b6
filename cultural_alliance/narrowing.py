"""Strict filters of a list, and the keys of what they leave."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from .keys import Keys, These

# A list counts its rows so far, and ends there: beyond, “more than”. Where each row has to be asked
# for what hangs on it, that is dearer.
MOST_COUNTED, MOST_ASKED = 10_000, 1_000
MOST_NAMED = 1_000  # rows that are fetched and counted by their keys
FIRST = 200  # rows of a longer list: what these have is offered
UNKNOWN = {"invalid_choice": _("The list knows no such choice. Take one that is offered.")}


class ChoiceFilter(django_filters.ChoiceFilter):
    """One of the choices; another says so."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages=UNKNOWN, **kwargs)


class RowFilter(django_filters.ModelChoiceFilter):
    """A row of a vocabulary, by its slug."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(
            queryset=model._default_manager.all(),
            to_field_name="slug",
            error_messages=UNKNOWN,
            **kwargs,
        )


class NarrowingFilterSet(FilterSet):
    """A strict FilterSet that can leave one filter out, to count what its choices would leave."""

    ASKING: ClassVar = frozenset({"words"})  # filters that ask more than a column

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data if data is not None else {}, *args, **kwargs)
        self._keys: dict[str, Keys] = {}
        self._first: dict[str, Keys] = {}

    def filter_queryset(self, queryset: Any) -> Any:
        return self.narrowed(queryset)

    def narrowed(self, queryset: Any, *, but: str = "") -> Any:
        """By every filter but one."""
        queryset = self._worded if self.data.get("words") else queryset
        for name, value in self.form.cleaned_data.items():
            if name not in ("words", but):
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @cached_property
    def _worded(self) -> Any:
        """What has the words: the index is asked once which way is the shorter."""
        return self.filters["words"].filter(self.queryset, self.form.cleaned_data["words"])

    def left(self, but: str = "") -> Keys | None:
        """The keys of all that the filters leave, or all filters but one; None where these are too
        many to be named."""
        if self._narrowing(but) and self.left() is None:
            return None
        keys = self.keys(but)
        return keys if len(keys) <= MOST_NAMED else None

    def keys(self, but: str = "") -> Keys:
        """Up to one more than are named."""
        but = self._narrowing(but)
        if but not in self._keys:
            if self.is_in_order and not but:
                rows = self.filter_queryset(self.queryset)
            else:
                rows = self.narrowed(self.queryset, but=but).order_by()
            self._keys[but] = list(rows.values_list("pk", flat=True)[: MOST_NAMED + 1])
        return self._keys[but]

    @property
    def is_in_order(self) -> bool:
        """The keys of all that is left come in the order of the list."""
        return False

    def first(self, but: str = "") -> Keys:
        """The keys of the first rows that the filters leave, or all filters but one."""
        but = self._narrowing(but)
        if but not in self._first:
            rows = self.begin(self.narrowed(self.queryset, but=but), but=but)
            self._first[but] = list(rows.values_list("pk", flat=True)[:FIRST])
        return self._first[but]

    def begin(self, queryset: Any, *, but: str = "") -> Any:
        """How far to look for the first rows, where a list may be very long."""
        return queryset

    def named(self, keys: Keys) -> Any:
        return self.queryset.filter(pk__in=These(keys))

    def _narrowing(self, name: str) -> str:
        """Without a value a filter narrows nothing."""
        return name if self.data.get(name) else ""

    @property
    def most(self) -> int:
        """How many rows are counted of what it leaves."""
        return MOST_ASKED if any(self.data.get(name) for name in self.ASKING) else MOST_COUNTED
