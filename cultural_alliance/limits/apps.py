from django.apps import AppConfig

from cultural_alliance import surfaces


class LimitsConfig(AppConfig):
    """How often something may be done from one address, or to one target."""

    name = "cultural_alliance.limits"
    verbose_name = "Limits"

    def ready(self) -> None:
        from . import counting

        surfaces.due.register("limits", counting.forget, place=90)
