from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "cultural_alliance.contact"
    verbose_name = "Enquiries"
