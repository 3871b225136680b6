"""Who answers enquiries. The verbs ask here; the admin asks the same."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from .refusals import NotAllowed

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

ANSWER = "contact.answer"


def person(request: HttpRequest) -> "User":
    """Who asks, where only those who are signed in come through."""
    return cast("User", request.user)


def may_answer(request: HttpRequest) -> bool:
    return request.user.has_perm(ANSWER)


def require(by: "User") -> None:
    if not by.has_perm(ANSWER):
        raise NotAllowed()
