from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Organisations, applications and partner requests.

    Their addresses answer with the opening texts that `pages` keeps; the permissions of the
    membership desk come with the models.
    """

    name = "members"
    verbose_name = "Members"
