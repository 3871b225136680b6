from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """What every section shares: the checks at start, the commands that all sections answer."""

    name = "cultural_alliance"
    verbose_name = "The portal"

    def ready(self) -> None:
        from . import checks, query_plans, surfaces  # registers the system check

        checks.refuse_to_start()
        surfaces.due.register("portal.query plans", query_plans.count, place=99)
