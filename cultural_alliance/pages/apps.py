from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cultural_alliance.pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from . import offers

        offers.register()
