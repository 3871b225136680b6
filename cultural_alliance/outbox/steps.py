"""The steps with one mail: each a page that asks first, and acts when its form is sent."""

from collections.abc import Callable
from dataclasses import dataclass

from . import looking_after
from .models import Message


@dataclass(frozen=True)
class Step:
    name: str  # in its address
    label: str
    what: str  # what happens, told before it does
    done: str  # what has happened
    act: Callable[[Message], Message]
    is_grave: bool = False


STEPS = {
    step.name: step
    for step in (
        Step(
            "retry",
            "Try again",
            "The worker tries it within seconds, and as long and as often as at first.",
            "will be tried again now",
            looking_after.retry,
        ),
        Step(
            "erase",
            "Erase it",
            "It is never sent. Its text, its subject and whom it was for are forgotten for good.",
            "erased",
            looking_after.erase,
            is_grave=True,
        ),
    )
}
