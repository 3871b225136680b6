"""Something public changed: told in the transaction that changed it, read as a generation."""

from typing import Any

from django.db import models, transaction
from django.db.models import Count, Max, Min
from django.db.models.signals import m2m_changed, post_delete, post_save

from . import watching
from .models import Change

MOST, KEPT = 1_000, 100

# Least id, number and greatest id of the rows. Two that differ say that something changed between
# them; a transaction that commits late changes the number.
Generation = tuple[int | None, int, int | None]


def changed() -> None:
    """Adds the row, once for a transaction."""
    connection = transaction.get_connection()
    if any(hook is watching.look_again for _, hook, _ in connection.run_on_commit):
        return
    Change.objects.create()
    transaction.on_commit(watching.look_again)


def watch(*watched: type[models.Model]) -> None:
    for model in watched:
        uid = f"pagecache.{model._meta.label}"
        post_save.connect(_hear, model, dispatch_uid=uid)
        post_delete.connect(_hear, model, dispatch_uid=uid)
        for field in model._meta.local_many_to_many:
            m2m_changed.connect(_hear, field.remote_field.through, dispatch_uid=uid)


def _hear(sender: Any, action: str = "post", **kwargs: Any) -> None:
    if action.startswith("post"):
        changed()


def generation() -> Generation:
    found = Change.objects.aggregate(least=Min("pk"), number=Count("pk"), greatest=Max("pk"))
    return found["least"], found["number"], found["greatest"]


def prune() -> int:
    """Of many rows the newest are left: the lowest go, so that no generation comes twice."""
    if Change.objects.count() <= MOST:
        return 0
    oldest = Change.objects.order_by("-pk")[KEPT : KEPT + 1].get()
    return Change.objects.filter(pk__lte=oldest.pk).delete()[0]
