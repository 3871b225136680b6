from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "cultural_alliance.outbox"
    verbose_name = "The outbox"
