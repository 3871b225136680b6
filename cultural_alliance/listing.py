"""Lists that can be narrowed: strict filters, and the view that shows what they leave."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from django_filters.views import FilterView

# A list counts its rows so far, and ends there: beyond, “more than”. Where each row has to be asked
# for what hangs on it, that is dearer.
MOST_COUNTED, MOST_ASKED = 10_000, 1_000
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

    def filter_queryset(self, queryset: Any) -> Any:
        return self.narrowed(queryset)

    def narrowed(self, queryset: Any, *, but: str = "") -> Any:
        """By every filter but one."""
        for name, value in self.form.cleaned_data.items():
            if name != but:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

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
        return int(rows.order_by()[: self.most + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self.counted, self.most)

    @property
    def is_cut(self) -> bool:
        return self.counted > self.most


class NarrowedList(FilterView):
    """An invalid filter is answered by 400: it says so, and lists nothing."""

    http_method_names = ["get", "head", "options"]

    def get_paginator(self, queryset: Any, per_page: int, **kwargs: Any) -> Paginator:
        return CountedPaginator(queryset, per_page, most=self.filterset.most, **kwargs)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        if not self.filterset.is_valid():
            self.kwargs["page"] = 1  # there is no other page of nothing
        return super().paginate_queryset(queryset, page_size)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        status = 200 if self.filterset.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)
