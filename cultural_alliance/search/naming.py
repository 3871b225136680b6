"""Rows of a vocabulary, found by parts of their names in any language."""

from collections.abc import Iterator
from typing import Any

from cultural_alliance.vocabularies.models import Term

from .words import fold


def named(model: type[Term], words: str) -> Iterator[Any]:
    """In Python: SQLite knows no case beyond Latin letters, and neither database our folding."""
    asked = [fold(word) for word in words.split()]
    for row in model._default_manager.all().iterator():
        told = " ".join(fold(word) for name in row.names.values() for word in name.split())
        if all(word in told for word in asked):
            yield row
