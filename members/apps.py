from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Organisations and their people, applications, partner requests."""

    name = "members"
    verbose_name = "Members"

    def ready(self) -> None:
        from . import offers

        offers.register()
