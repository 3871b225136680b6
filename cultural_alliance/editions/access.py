"""Who may do what with the record. The verbs ask here; the admin asks the same."""

from typing import TYPE_CHECKING, cast

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from .models import Contribution, Edition
from .refusals import NotAllowed, NotYourOwn

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

WRITE = "editions.write"
PUBLISH = "editions.publish"
REMOVE = "editions.remove"


def person(request: HttpRequest) -> "User":
    """Who asks, where only those who are signed in come through."""
    return cast("User", request.user)


def require(by: "User | None", permission: str) -> None:
    """Raises NotAllowed. None is the portal's own command, which `entering` alone allows."""
    if by is None or not by.has_perm(permission):
        raise NotAllowed()


def holders(permission: str) -> "QuerySet[User]":
    """Everybody at the desk who has the permission by a role, or has them all."""
    label, codename = permission.split(".")
    by_role = Q(
        groups__permissions__content_type__app_label=label, groups__permissions__codename=codename
    )
    people: QuerySet[User] = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.filter(by_role | Q(is_superuser=True)).distinct()


def contributed_by(person: "User") -> Exists:
    """Whether the person did, asked of each edition of a list."""
    return Exists(Contribution.objects.filter(edition=OuterRef("pk"), person=person))


def has_contributed(by: "User", edition: Edition) -> bool:
    return edition.contributions.filter(person=by).exists()


def require_other_person(by: "User", edition: Edition) -> None:
    if has_contributed(by, edition):
        raise NotYourOwn()
