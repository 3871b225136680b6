"""One thing that stands beside a text: what `beside` gathers, and other modules make."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Panel:
    """`anchor` is the panel's id on the page, so that a step can lead back to it."""

    anchor: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    is_open: bool = True
