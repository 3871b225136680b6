from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "cultural_alliance.accounts"
    verbose_name = "People"

    def ready(self) -> None:
        from . import roles

        post_migrate.connect(roles.make_groups, sender=None, dispatch_uid="accounts.roles")
        post_migrate.connect(make_cache_table, sender=self, dispatch_uid="accounts.cache_table")


def make_cache_table(using: str, **kwargs: Any) -> None:
    """The limits of sign-in count in the cache, whose table is no model's. Again is harmless."""
    call_command("createcachetable", database=using, verbosity=0)
