"""Lists of the desk: counted to a cap, and narrowed by choices that stand in the address."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib import messages as flash
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from . import choosing
from .facets import Chip
from .listing import CountedPaginator

MOST = 500


class CappedPaginator(CountedPaginator):
    """Counts no further than anybody pages, by the keys."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, most=MOST, **kwargs)

    @cached_property
    def keys(self) -> list[Any]:
        """In the order of the rows, one more than is counted."""
        rows: Any = self.object_list
        return list(rows.values_list("pk", flat=True)[: self.most + 1])

    @property
    def counted(self) -> int:
        return len(self.keys)


class KeyedList(ChangeList):
    """One walk in the order of the list finds the keys, and stops at the cap; a page of rows is
    then fetched by them, and nothing is asked of the rows before it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        begin = (self.page_num - 1) * self.list_per_page
        keys = self.paginator.keys[: self.result_count]
        if not (self.show_all and self.can_show_all):
            keys = keys[begin : begin + self.list_per_page]
        rows = self.apply_select_related(self.root_queryset).in_bulk(keys)
        self.result_list = [rows[key] for key in keys if key in rows]


class StrictFilter(admin.SimpleListFilter):
    """A choice that it does not know leaves nothing, and the page says so."""

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the rows that the choice leaves."""
        raise NotImplementedError

    @property
    def chosen(self) -> str | None:
        """What the choice is called; None where there is no such choice."""
        return {str(key): str(label) for key, label in self.lookup_choices}.get(self.value() or "")

    def has_output(self) -> bool:
        return bool(self.lookup_choices or self.value())

    @property
    def is_unknown(self) -> bool:
        return bool(self.value()) and self.chosen is None

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        if self.is_unknown:
            flash.error(request, f"No choice of “{self.title}” is called “{self.value()}”.")
            return queryset.none()
        return self.narrowed(request, queryset)

    def chip(self, changelist: Any) -> Chip:
        url = changelist.get_query_string(remove=[self.parameter_name])
        return Chip(str(self.title).capitalize(), self.chosen or f"{self.value()} (unknown)", url)


class RowFilter(StrictFilter):
    """A choice among rows: a list of links while they are few, else a box that finds them.

    What is typed there without a script is looked up, and what is like it offered.
    """

    offer = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        self.offered = choosing.offers[self.offer]
        self.is_long = self.offered.is_long()
        if self.is_long:
            self.template = "admin/choosing/filter.html"
            return []
        return [(row.slug, self.offered.label(row)) for row in self.offered.rows()]

    def has_output(self) -> bool:
        return self.is_long or super().has_output()

    @cached_property
    def row(self) -> Model | None:
        return self.offered.rows().filter(slug=(self.value() or "").replace("\x00", "")).first()

    @property
    def chosen(self) -> str | None:
        return self.offered.label(self.row) if self.row else None

    def choices(self, changelist: Any) -> Iterator[Any]:
        if not self.is_long:
            yield from super().choices(changelist)
            return
        self.kept = [pair for pair in changelist.params.items() if pair[0] != self.parameter_name]
        for row in self.offered.found(self.value() or "")[0] if self.is_unknown else ():
            yield {
                "selected": False,
                "query_string": changelist.get_query_string({self.parameter_name: row.slug}),
                "display": self.offered.label(row),
            }


class DeskList(admin.ModelAdmin):
    """A list that is fast however long it is, and shows what narrows it as chips; no form offers
    more rows than a person reads."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    actions: Any = None

    class Media:
        js = (forms.Script("js/choosing.js", defer=True),)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeyedList

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        few = super().formfield_for_dbfield
        return choosing.field_for(db_field) or few(db_field, request, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer: Any = super().changelist_view(request, extra_context)
        changelist = (getattr(answer, "context_data", None) or {}).get("cl")
        if changelist is not None:
            specs = [spec for spec in changelist.filter_specs if isinstance(spec, StrictFilter)]
            answer.context_data["chips"] = chips(changelist, specs)
            if any(spec.is_unknown for spec in specs):
                answer.status_code = 400
        return answer


def chips(changelist: Any, specs: list[StrictFilter]) -> list[Chip]:
    """What narrows the list; each leads to the list without it."""
    active = [spec.chip(changelist) for spec in specs if spec.value()]
    if changelist.query:
        url = changelist.get_query_string(remove=["q"])
        active.insert(0, Chip("Words", changelist.query, url))
    return active
