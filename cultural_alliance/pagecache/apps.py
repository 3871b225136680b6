from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Public pages, finished: made once, read by the world."""

    name = "cultural_alliance.pagecache"
    verbose_name = "Page cache"

    def ready(self) -> None:
        from . import offers

        offers.register()
