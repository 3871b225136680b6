"""Lists that can be narrowed: strict filters, and the view that shows what they leave."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from django_filters.views import FilterView

# A list counts its rows so far, and ends there: beyond, “more than”. Where each row has to be asked
# for what hangs on it, that is dearer.
MOST_COUNTED, MOST_ASKED = 10_000, 1_000
MOST_NAMED = 1_000  # rows that are fetched and counted by their keys
FIRST = 200  # rows of a longer list: what these have is offered
Keys = list[int]
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

    ASKING: ClassVar = frozenset({"words"})  # filters that look beyond the row itself

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
        return self.queryset.filter(pk__in=keys)

    def _narrowing(self, name: str) -> str:
        """Without a value a filter narrows nothing."""
        return name if self.data.get(name) else ""

    @property
    def most(self) -> int:
        """How many rows are counted of what it leaves."""
        return MOST_ASKED if any(self.data.get(name) for name in self.ASKING) else MOST_COUNTED


class CountedPaginator(Paginator):
    """Counts no further than one more than `most`, and ends there; `is_cut` where there is more."""

    def __init__(self, *args: Any, most: int = MOST_COUNTED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    @cached_property
    def counted(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[: self.most + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self.counted, self.most)

    @property
    def is_cut(self) -> bool:
        return self.counted > self.most


class NarrowedPaginator(CountedPaginator):
    """Finds keys, and fetches rows by them: no planner guesses how far it would have to walk."""

    def __init__(self, filterset: NarrowingFilterSet, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(rows, *args, most=filterset.most, **kwargs)
        self.filterset = filterset
        is_valid = filterset.is_valid()
        self.keys = filterset.keys() if is_valid else []
        self.is_in_order = is_valid and filterset.is_in_order
        self.is_whole = len(self.keys) <= MOST_NAMED
        if self.is_whole:
            self.object_list = filterset.named(self.keys)

    @cached_property
    def counted(self) -> int:
        """Of what is left, in whatever way a page of it is found."""
        if self.is_whole or self.most <= MOST_NAMED:
            return len(self.keys)
        left = self.filterset.narrowed(self.filterset.queryset).order_by()
        return int(left.values("pk")[: self.most + 1].count())

    def page(self, number: Any) -> Page:
        page, rows = super().page(number), self.filterset.named
        if self.is_in_order and page.end_index() <= len(self.keys):
            page.object_list = rows(self.keys[max(0, page.start_index() - 1) : page.end_index()])
        elif not self.is_whole:
            walked: Any = page.object_list
            page.object_list = rows(list(walked.values_list("pk", flat=True)))
        return page


class NarrowedList(FilterView):
    """An invalid filter is answered by 400: it says so, and lists nothing."""

    http_method_names = ["get", "head", "options"]

    def get_paginator(self, queryset: Any, per_page: int, **kwargs: Any) -> Paginator:
        return NarrowedPaginator(self.filterset, queryset, per_page, **kwargs)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        if not self.filterset.is_valid():
            self.kwargs["page"] = 1  # there is no other page of nothing
        return super().paginate_queryset(queryset, page_size)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        status = 200 if self.filterset.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)
