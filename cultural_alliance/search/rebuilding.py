"""Writing the whole index anew: after an upgrade, or where something was written past it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connections, transaction
from django.db.models import Min

from cultural_alliance import surfaces

from . import desk
from .models import DESK, SearchEntry
from .writing import write

BATCH = 500


def kinds() -> list[str]:
    """What there is to be written: all that sections offer, and the texts of the desk."""
    return [*(kind for kind, _offer in surfaces.search.items()), DESK]


def rebuild(kind: str) -> Iterator[tuple[int, int]]:
    """Writes all things of the kind anew, each in a transaction of its own, so that nobody waits
    for the whole. Yields, now and then and at the end, how many things and texts there are."""
    things = texts = 0
    there = set()
    everything, write_one = _offered(kind)
    for pk in everything():
        there.add(pk)
        written = write_one(pk, anew=True)
        things += written > 0
        texts += written
        if things and things % BATCH == 0:
            yield things, texts
    _forget_others(kind, there)
    yield things, texts


def forget_unknown_kinds() -> int:
    """Entries of kinds that no section offers any more."""
    return SearchEntry.objects.exclude(kind__in=kinds()).delete()[0]


def _offered(kind: str) -> tuple[Any, Any]:
    """What is asked for all things of the kind, and what writes one."""
    if kind == DESK:
        return desk.everything, desk.write
    return surfaces.search[kind].everything, partial(write, kind)


def _forget_others(kind: str, there: set[int]) -> None:
    """Things that are gone. Each is asked again: it may have come since the list was read."""
    standing = SearchEntry.whole.filter(kind=kind).values("object_id").annotate(Min("pk"))
    for row in standing.iterator():
        if row["object_id"] not in there:
            _offered(kind)[1](row["object_id"])


def after_migrations(using: str, apps: Any = None, verbosity: int = 1, **kwargs: Any) -> None:
    """Receiver of `post_migrate`: fills an index that is empty while there is something to find,
    as after the upgrade that brings the index; and so for what the desk finds."""
    if using != "default" or not _is_whole(using):
        return
    lacking = [] if SearchEntry.objects.exists() else kinds()[:-1]
    if not SearchEntry.whole.filter(kind=DESK).exists():
        lacking.append(DESK)
    with transaction.atomic():
        for kind in lacking:
            *_before, (things, texts) = rebuild(kind)
            if things and verbosity:
                print(f"Search: {texts} texts of {things} things ({kind}) can be found.")


def _is_whole(using: str) -> bool:
    """Whether every table is there: `migrate` may have been asked for a part."""
    from django.apps import apps

    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return all(model._meta.db_table in tables for model in apps.get_models() if _is_ours(model))


def _is_ours(model: Any) -> bool:
    return bool(model._meta.managed and not model._meta.proxy)
