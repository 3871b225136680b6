"""Lists that can be narrowed: strict filters, and the view that shows what they leave."""

from typing import Any

import django_filters
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from django_filters.views import FilterView

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


class NarrowedList(FilterView):
    """An invalid filter is answered by 400: it says so, and lists nothing."""

    http_method_names = ["get", "head", "options"]

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        if not self.filterset.is_valid():
            self.kwargs["page"] = 1  # there is no other page of nothing
        return super().paginate_queryset(queryset, page_size)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        status = 200 if self.filterset.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)
