from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "cultural_alliance.accounts"
    verbose_name = "People"

    def ready(self) -> None:
        from . import roles

        post_migrate.connect(roles.make_groups, sender=None, dispatch_uid="accounts.roles")
