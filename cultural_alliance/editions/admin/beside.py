"""What stands beside a text on its page: who is there, the files, the thread, who can see it.

A panel is made for the situation and the request; None where it has nothing to show. Its template
lies in `admin/editions/beside/` and is included with its own context alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from .situation import Situation


@dataclass(frozen=True)
class Panel:
    """`anchor` is the panel's id on the page, so that a step can lead back to it."""

    anchor: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    is_open: bool = True


# In their order down the page.
PANELS: list[Callable[[Situation, HttpRequest], Panel | None]] = []


def of(situation: Situation, request: HttpRequest) -> list[Panel]:
    made = (make(situation, request) for make in PANELS)
    return [panel for panel in made if panel is not None]
