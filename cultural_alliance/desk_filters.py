"""The filter that a queue of the desk opens on: what waits."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

WAITING, EVERYTHING = "waiting", "all"


class WaitingFirst(admin.SimpleListFilter):
    """Without a choice the list shows what waits; to whoever looks for something, everything."""

    title = "where it stands"
    parameter_name = "standing"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        super().__init__(request, *args)
        self.unless_chosen = EVERYTHING if self.looks_for_something(request) else WAITING

    def looks_for_something(self, request: HttpRequest) -> bool:
        return bool(request.GET.get("q"))

    def choices(self, changelist: Any) -> Iterator[Any]:
        chosen = self.value() or self.unless_chosen
        for key, label in self.lookup_choices:
            yield {
                "selected": key == chosen,
                "query_string": changelist.get_query_string({self.parameter_name: key}),
                "display": label,
            }
