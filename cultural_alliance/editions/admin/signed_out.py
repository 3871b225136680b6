"""A text that is sent by somebody who is no longer signed in, or with a token that is too old.

The answer holds the words itself: nothing of a stranger's is stored, and nothing of the edition
is shown. Once signed in again, in another window, its button saves them.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from cultural_alliance import surfaces

from .page import FORBIDDEN, page

READABLE = {"title": "Title", "summary": "Summary", "body": "Text", "change_note": "Change note"}


def keeps_words(guarded: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Stands before the admin's own guard, which would send the words' writer away without them."""

    @wraps(guarded)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if request.method == "POST" and not admin.site.has_permission(request):
            return words_page(request, pk)
        return guarded(request, pk)

    return view


def words_page(request: HttpRequest, pk: int) -> HttpResponse:
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    typed = [(name, label) for name, label in READABLE.items() if name in sent]
    response = page(
        request,
        "signed_out.html",
        "Not saved yet",
        status=FORBIDDEN,
        readable=[(name, label, sent.pop(name)[-1]) for name, label in typed],
        hidden=[(name, value) for name, values in sent.lists() for value in values],
        is_back=admin.site.has_permission(request),
        back_url=reverse("admin:editions_edition_back", args=[pk]),
    )
    add_never_cache_headers(response)
    return response


def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the sign-in leads that was asked for beside a text."""
    return page(request, "signed_in.html", "You are signed in again")


surfaces.stale_forms.register("admin:editions_edition_change", words_page)
