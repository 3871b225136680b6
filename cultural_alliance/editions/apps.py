from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class EditionsConfig(AppConfig):
    """The record: documents, their editions, notices about them, and the chain of events."""

    name = "cultural_alliance.editions"
    verbose_name = "The record"

    def ready(self) -> None:
        from . import checks, guards, offers  # noqa: F401 (the check registers itself)

        # Django remakes SQLite tables in most migrations, and their triggers vanish without a
        # word: so the guards come down before, and stand again after.
        pre_migrate.connect(guards.before_migrations, sender=self, dispatch_uid="guards.drop")
        post_migrate.connect(guards.after_migrations, sender=self, dispatch_uid="guards.create")
        offers.register()
