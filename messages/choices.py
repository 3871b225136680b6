"""What can be chosen of a statement's facts, found by a name in any language."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from cultural_alliance import choosing
from cultural_alliance.editions import access
from cultural_alliance.search.words import fold
from cultural_alliance.vocabularies.models import Term

from .models import Occasion, Speaker, Topic


def register() -> None:
    for model in (Occasion, Topic, Speaker):
        rows, find = model.objects.all, partial(_named, model)
        title = str(model._meta.verbose_name_plural).capitalize()
        offer = choosing.Offer(title, rows, find, access.WRITE)
        choosing.offers.register(str(model._meta.model_name), offer)


def _named(model: type[Term], words: str) -> Iterator[Any]:
    """In Python: SQLite knows no case beyond Latin letters, and neither database our folding."""
    asked = [fold(word) for word in words.split()]
    for row in model._default_manager.all().iterator():
        told = " ".join(fold(word) for name in row.names.values() for word in name.split())
        if all(word in told for word in asked):
            yield row
