"""Who may do what with the record. The verbs ask here; the admin asks the same."""

from typing import TYPE_CHECKING, cast

from django.db.models import Exists, OuterRef
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


def contributed_by(person: "User") -> Exists:
    """Whether the person did, asked of each edition of a list."""
    return Exists(Contribution.objects.filter(edition=OuterRef("pk"), person=person))


def has_contributed(by: "User", edition: Edition) -> bool:
    return edition.contributions.filter(person=by).exists()


def require_other_person(by: "User", edition: Edition) -> None:
    if has_contributed(by, edition):
        raise NotYourOwn()
