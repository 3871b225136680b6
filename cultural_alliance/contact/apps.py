from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Enquiries: a form that anybody may send, and the desk that answers."""

    name = "cultural_alliance.contact"
    verbose_name = "Enquiries"

    def ready(self) -> None:
        from . import offers

        offers.register()
