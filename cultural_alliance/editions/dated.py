"""What the facts of a document say of days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def never(year: int) -> date | None:
    return None


@dataclass(frozen=True)
class Dated:
    """The day of delivery, and the day that `occasion` (its name) has in a year."""

    given_on: date | None = None
    occasion: str = ""
    day_in: Callable[[int], date | None] = never
