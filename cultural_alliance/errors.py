"""Errors are pages too: a sentence, a way onward, the right status."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from . import surfaces


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 where the database is away or locked for longer than we wait.

    Neither page needs a database, a context processor or the request.
    """
    error = sys.exc_info()[1]
    # SQLite calls a missing table an operational error too; waiting does not mend that one.
    if isinstance(error, OperationalError) and not str(error).startswith("no such"):
        return unavailable()
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old: 403 with what to do about it."""
    match = request.resolver_match
    if match and match.view_name in surfaces.stale_forms and reason.startswith("CSRF"):
        return surfaces.stale_forms[match.view_name](request, **match.kwargs)
    return HttpResponse(render_to_string("403_csrf.html", request=request), status=403)


permission_denied = defaults.permission_denied
