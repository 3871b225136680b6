"""Parts of pages that many pages share: made once, for as long as a whole page would be kept."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db import transaction

from . import watching

T = TypeVar("T")
MOST, MOST_LARGE = 1_000, 100


def remember(key: Hashable, make: Callable[[], T], *, is_large: bool = False) -> T:
    """In a transaction, whose changes nobody else sees yet, it is made each time too."""
    in_transaction = transaction.get_connection().in_atomic_block
    watcher = None if in_transaction else watching.serving
    reading = watcher.latest() if watcher else None
    if watcher is None or reading is None:
        return make()
    made, most = (watcher.large, MOST_LARGE) if is_large else (watcher.remembered, MOST)
    standing, value = made.get(key, (None, None))
    if standing is None or not standing.says_the_same(reading):
        value = make()
        if len(made) >= most:
            made.clear()
        made[key] = (reading, value)
    return value  # type: ignore[return-value]
