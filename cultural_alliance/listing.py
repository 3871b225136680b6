"""Lists that can be narrowed: their pages, and the view that shows what the filters leave."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django_filters.views import FilterView

from . import narrowing
from .narrowing import NarrowingFilterSet


class CountedPaginator(Paginator):
    """Counts no further than one more than `most`, and ends there; `is_cut` where there is more."""

    def __init__(self, *args: Any, most: int = narrowing.MOST_COUNTED, **kwargs: Any) -> None:
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
        self.is_whole = len(self.keys) <= narrowing.MOST_NAMED
        if self.is_whole:
            self.object_list = filterset.named(self.keys)

    @cached_property
    def counted(self) -> int:
        """Of what is left, in whatever way a page of it is found."""
        if self.is_whole or self.most <= narrowing.MOST_NAMED:
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
