from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail, stored with the change that caused it, and the worker that sends it."""

    name = "cultural_alliance.outbox"
    verbose_name = "Mail"

    def ready(self) -> None:
        from . import offers

        offers.register()
