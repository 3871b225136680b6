from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VocabulariesConfig(AppConfig):
    name = "cultural_alliance.vocabularies"
    verbose_name = "Vocabularies"

    def ready(self) -> None:
        from . import first_rows

        post_migrate.connect(first_rows.make, sender=self, dispatch_uid="vocabularies.first_rows")
