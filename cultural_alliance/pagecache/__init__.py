"""Finished public pages, kept in memory until something public changes or an instant comes.

pagecache.changed()            something public was written in bulk: in its transaction
pagecache.watch(Model)         each save and deletion of these rows is such a change
@pagecache.public              a view whose answer is the same for every reader
pagecache.remember(key, make)  a part of a page, made once for all who read until then
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from .marking import public

__all__ = ["changed", "public", "remember", "watch"]

T = TypeVar("T")


def changed() -> None:
    """Call it in the transaction of the change; once more in the same transaction costs nothing."""
    from . import changes

    changes.changed()


def watch(*models: Any) -> None:
    """Each save and deletion of a row of these models, and of what it is tied to, is a change."""
    from . import changes

    changes.watch(*models)


def remember(key: Hashable, make: Callable[[], T], *, is_large: bool = False) -> T:
    """What `make()` gives, for as long as a whole page would be kept. `key` names all that it
    depends on besides what is public. Of large ones, such as texts, fewer are kept. Outside a
    server it is made each time."""
    from . import remembering

    return remembering.remember(key, make, is_large=is_large)
