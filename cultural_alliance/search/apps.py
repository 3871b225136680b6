from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    """One index over everything that a reader may find."""

    name = "cultural_alliance.search"
    verbose_name = "Search"

    def ready(self) -> None:
        from cultural_alliance import surfaces
        from cultural_alliance.editions.signals import record_changed

        from . import checks, desk, fulltext, live, rebuilding  # noqa: F401 (the check registers itself)

        record_changed.connect(hear_the_record, dispatch_uid="search.record")
        surfaces.desk_search.register("texts", desk.matching)
        surfaces.live.register("search", live.places_of, place=90)
        pre_migrate.connect(fulltext.before_migrations, sender=self, dispatch_uid="search.drop")
        post_migrate.connect(fulltext.after_migrations, sender=self, dispatch_uid="search.create")
        post_migrate.connect(rebuilding.after_migrations, sender=self, dispatch_uid="search.fill")


def hear_the_record(sender: Any, document: Any, event: Any, **kwargs: Any) -> None:
    """In the transaction of the change. A draft that saves itself has no event: what is not
    approved is found at the desk alone."""
    from . import changed, desk

    if event is not None:
        changed(document.kind, document.pk)
    desk.write(document.pk)
