"""Saving beside the page: quietly while somebody types, and before a button leads on.

A script asks here; without it the form does what it always did. What cannot be kept of a text
(a title that is missing or too long) holds back nothing else of it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from .. import access, drafting
from ..models import Edition
from ..refusals import Refused, Stale
from . import conflict
from .page import INVALID, REFUSED, require, status_of
from .situation import find_edition
from .text_form import BESIDE, TextForm


@require_http_methods(["GET", "POST"])
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """GET answers who is signed in now, with a token for their forms."""
    require(request, access.WRITE)
    person = access.person(request)
    if request.method == "GET":
        about = {"token": get_token(request), "person": person.pk, "name": str(person)}
        return JsonResponse(about)
    try:
        return save(request, find_edition(pk, person))
    except Http404 as gone:
        return refused(str(gone), REFUSED)


def save(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = TextForm(edition, request.POST)
    form.is_valid()
    texts = dict(form.cleaned_data)  # what is not valid is not among them
    revision, _base = (texts.pop(name, None) for name in BESIDE)
    if revision is None:
        return refused("Load this page again: it does not say what it is about.", INVALID)
    by, asked = access.person(request), "asked" in request.POST
    try:
        saved = drafting.save_draft(edition, by=by, revision=revision, autosave=not asked, **texts)
    except Stale as stale:
        saved = stale.about["edition"]
        # The same words may stand already: their answer was lost on its way.
        if not conflict.stands(saved, conflict.typed_over(saved, texts), texts):
            return refused(stale.sentence, REFUSED, stale=True)
    except Refused as refusal:
        return refused(refusal.sentence, status_of(refusal))
    waits = [error for errors in form.errors.values() for error in errors]
    now = {"revision": saved.revision, "base": conflict.base_of(saved)}
    return JsonResponse({"fields": now, "at": saved.saved_at, "waits": waits})


def refused(sentence: str, status: int, **about: Any) -> HttpResponse:
    return JsonResponse({"told": sentence, **about}, status=status)
