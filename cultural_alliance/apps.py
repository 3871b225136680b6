from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """What every section shares: the checks at start, the commands that all sections answer."""

    name = "cultural_alliance"
    verbose_name = "The portal"

    def ready(self) -> None:
        from . import checks  # registers the system check

        checks.refuse_to_start()
