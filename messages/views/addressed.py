"""From an address to its statement: current, former, removed, or none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cultural_alliance import languages
from cultural_alliance.editions.models import Document, Notice, NoticeKind
from cultural_alliance.editions.shown import marked, notices, over, public_texts
from cultural_alliance.editions.views import gone
from cultural_alliance.prepared import Prepared, given

from ..models import Statement

_STATEMENT = Prepared(
    lambda: (
        marked(Statement.objects.published(given("at")))
        .select_related("occasion")
        .filter(path=given("path"))
    )
)

# Called with the request, the statement, and what else the address names.
View = Callable[..., HttpResponse]


def addressed(view: View) -> View:
    """The view is given the public statement at the year and the slug; a removed one is told."""
    return addressed_even_removed(readable(view))


def addressed_form(view: View) -> View:
    """As `addressed`, for a page that is also sent."""
    return require_http_methods(["GET", "HEAD", "POST"])(found_by_address(readable(view)))


def addressed_even_removed(view: View) -> View:
    return require_safe(found_by_address(view))


def readable(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, statement: Statement, **more: Any) -> HttpResponse:
        if notice := over(notices(statement), languages.of(request), NoticeKind.REMOVED):
            return removed(request, statement, notice)
        return view(request, statement, **more)

    return answer


def found_by_address(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, year: int, slug: str, **more: Any) -> HttpResponse:
        path = f"info/messages/{year}/{slug}"
        statement = _STATEMENT.first(path=path, at=timezone.now())
        if statement is None:
            return to_current_address(request, path)
        return view(request, statement, **more)

    return answer


def to_current_address(request: HttpRequest, path: str) -> HttpResponse:
    """A former address redirects for ever, with what stands below it. Raises Http404."""
    document = Document.objects.published().filter(addresses__path=path).first()
    if document is None:
        raise Http404(_("There is no statement at this address."))
    former = f"/{languages.of(request).code}/{path}/"
    current = document.get_absolute_url(languages.of(request))
    return HttpResponsePermanentRedirect(current + request.get_full_path()[len(former) :])


def removed(request: HttpRequest, statement: Statement, notice: Notice) -> HttpResponse:
    """410 with the reason; where only a translation is removed, with the texts that remain."""
    remaining = [
        (text.text_language, statement.get_absolute_url(text.text_language))
        for text in public_texts(statement)
    ]
    language = languages.of(request)
    history = f"{statement.get_absolute_url(language)}editions/"
    return gone(request, notice, remaining=remaining, history_url=history)
