from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "cultural_alliance.search"
    verbose_name = "Search"
