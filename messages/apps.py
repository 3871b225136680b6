from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Official statements. Django's flash messages own the label `messages`."""

    name = "messages"
    label = "statements"
    verbose_name = "Statements"

    def ready(self) -> None:
        from . import offers

        offers.register()
