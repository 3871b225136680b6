"""The five roles, each a group: what it may do is said here and nowhere else."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps
from django.db import models

if TYPE_CHECKING:
    from .models import User


class Role(models.TextChoices):
    WRITER = "writer", "Writer"
    PUBLISHER = "publisher", "Publisher"
    MEMBERSHIP_DESK = "membership-desk", "Membership desk"
    ENQUIRY_DESK = "enquiry-desk", "Enquiry desk"
    ADMINISTRATOR = "administrator", "Administrator"


# A permission is `label.codename`.
WRITING = ["editions.write"]
KEEPING_ROWS = [
    f"{label}.{verb}_{model}"
    for label, model in (
        ("statements", "occasion"),
        ("statements", "speaker"),
        ("statements", "topic"),
        ("pages", "activity"),
        ("vocabularies", "sector"),
        ("vocabularies", "region"),
        ("vocabularies", "resource"),
    )
    for verb in ("view", "add", "change")
]
PUBLISHING = [*WRITING, "editions.publish", *KEEPING_ROWS, "pages.delete_activity"]
# The desks decide by verbs, which ask for one permission each; their lists ask for the same.
MEMBERSHIP = ["members.decide", "vocabularies.view_resource", "vocabularies.change_resource"]
ENQUIRIES = ["contact.answer"]
PERMISSIONS: dict[Role, list[str]] = {
    Role.WRITER: WRITING,
    Role.PUBLISHER: PUBLISHING,
    Role.MEMBERSHIP_DESK: MEMBERSHIP,
    Role.ENQUIRY_DESK: ENQUIRIES,
    Role.ADMINISTRATOR: [
        *PUBLISHING,
        *MEMBERSHIP,
        *ENQUIRIES,
        "editions.remove",
        "outbox.retry",
        "accounts.view_user",
        "accounts.add_user",
        "accounts.change_user",
    ],
}


def make_groups(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Makes each role's group and gives it its permissions. Receiver of `post_migrate`.

    Permissions are made by Django's own receiver, one app after another: so this runs after the
    last app that has any, and again is harmless.
    """
    if app_config.label != last_label():
        return
    if "apps" in kwargs and "auth" not in kwargs["apps"].app_configs:
        return  # `migrate contenttypes` stops before
    from django.contrib.auth.models import Group, Permission

    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.using(using).get_or_create(name=role.value)
        wanted = models.Q(pk__in=[])
        for name in names:
            label, codename = name.split(".")
            wanted |= models.Q(content_type__app_label=label, codename=codename)
        group.permissions.set(Permission.objects.using(using).filter(wanted))


def last_label() -> str:
    return [config.label for config in apps.get_app_configs() if config.models_module][-1]


def give(user: "User", role: Role) -> None:
    """Gives the role; every role enters the admin."""
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name=role.value))
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
