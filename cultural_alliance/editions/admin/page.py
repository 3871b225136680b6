"""A page of the desk: the admin's own frame around one of our templates."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse

from .. import access, refusals

# One code for each way to say no, whatever the page.
INVALID, REFUSED, FORBIDDEN = 422, 409, 403


def page(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> TemplateResponse:
    whole = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/editions/{template}", whole, status=status)


def require(request: HttpRequest, permission: str) -> None:
    if not access.person(request).has_perm(permission):
        raise PermissionDenied("Your role does not allow this. Ask an administrator.")


def status_of(refusal: refusals.Refused) -> int:
    return FORBIDDEN if isinstance(refusal, refusals.NotAllowed) else REFUSED


def refusal_page(
    request: HttpRequest,
    title: str,
    sentence: str,
    *,
    ways_on: Iterable[tuple[str, str]],
    status: int = REFUSED,
    typed: Iterable[tuple[str, str]] = (),
) -> TemplateResponse:
    """The sentence, ways on, and whatever the person had typed: it is not lost."""
    return page(
        request,
        "refusal.html",
        title,
        status=status,
        sentence=sentence,
        ways_on=list(ways_on),
        typed=list(typed),
    )
