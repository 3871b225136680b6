"""What the page cache hears, and what it asks of the worker."""

from typing import Any

from cultural_alliance import surfaces
from cultural_alliance.editions.signals import record_changed

from . import changes, instants


def register() -> None:
    record_changed.connect(hear_the_record, dispatch_uid="pagecache.record")
    surfaces.instants.register("midnight", instants.next_midnight)
    surfaces.due.register("pagecache.changes", changes.prune, place=90)


def hear_the_record(sender: Any, event: Any, **kwargs: Any) -> None:
    """A draft that saves itself has no event, and is not public."""
    if event is not None:
        changes.changed()
