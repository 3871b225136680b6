"""What stands beside a text on its page: who is there, the files, the thread, who can see it.

A panel is made for the situation and the request; None where it has nothing to show. Its template
lies in `admin/editions/beside/` and is included with its own context alone.
"""

from collections.abc import Callable, Iterable

from django.http import HttpRequest

from . import checker, files, presence, seen, sharing, since, thread, translating
from .panel import Panel
from .situation import Situation

Maker = Callable[[Situation, HttpRequest], Panel | None]

# In their order down the page.
PANELS: list[Maker] = [
    translating.panel,
    presence.panel,
    checker.panel,
    files.panel,
    since.panel,
    thread.panel,
    sharing.panel,
    seen.panel,
]
# While two texts wait for a decision.
IN_CONFLICT: list[Maker] = [presence.panel]


def of(situation: Situation, request: HttpRequest, makers: Iterable[Maker] = PANELS) -> list[Panel]:
    made = (make(situation, request) for make in makers)
    return [panel for panel in made if panel]
