"""Who may do what with the record. The verbs ask here; the admin asks the same."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from .models import Contribution, Edition
from .refusals import NotAllowed, NotYourOwn, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

WRITE = "editions.write"
PUBLISH = "editions.publish"
REMOVE = "editions.remove"
GONE = "This text is gone: somebody deleted it."


def person(request: HttpRequest) -> "User":
    """Who asks, where only those who are signed in come through."""
    return cast("User", request.user)


def require(by: "User | None", permission: str) -> None:
    """Raises NotAllowed. None is the portal's own command, which `entering` alone allows."""
    if by is None or not by.has_perm(permission):
        raise NotAllowed()


def may_see(person: "User", edition: Edition) -> bool:
    """A text that is not yet public may be limited to some people (`DraftReader`)."""
    return Edition.objects.visible_to(person).filter(pk=edition.pk).exists()


def require_sight(by: "User", editions: Sequence[Edition]) -> None:
    """Raises WrongState, in the words for a text that is not there, where one is limited to
    others."""
    wanted = {each.pk for each in editions}
    if Edition.objects.visible_to(by).filter(pk__in=wanted).count() != len(wanted):
        raise WrongState(GONE)


def contributed_by(person: "User") -> Exists:
    """Whether the person did, asked of each edition of a list."""
    return Exists(Contribution.objects.filter(edition=OuterRef("pk"), person=person))


def has_contributed(by: "User", edition: Edition) -> bool:
    return edition.contributions.filter(person=by).exists()


def require_other_person(by: "User", edition: Edition) -> None:
    if has_contributed(by, edition):
        raise NotYourOwn()
