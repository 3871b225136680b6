"""The page of an edition: its text, to be written while it is a draft and to be read afterwards."""

from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cultural_alliance import richtext

from .. import access, drafting
from ..models import Edition, State
from ..refusals import Refused, Stale
from . import beside, commenting, conflict, document_actions, edition_actions, strip, thread
from .page import INVALID, REFUSED, page, refusal_page, require, status_of
from .situation import Situation, find_edition
from .text_form import TextForm

# Pages that a draft is saved before.
READINGS = {
    "preview": ("preview_at", "full"),
    **{name: (name,) for name in ("comment", "differences", "files", "limit", "open_up", "share")},
}


def change(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, access.WRITE)
    try:
        edition = find_edition(pk, access.person(request))
    except Http404:
        if request.method != "POST":
            raise
        return gone(request)
    if request.method == "POST":
        return save(request, edition)
    is_draft = edition.state == State.DRAFT
    return text_page(request, edition, TextForm(edition) if is_draft else None)


def save(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = TextForm(edition, conflict.sent(request.POST))
    if not form.is_valid():
        return text_page(request, edition, form, status=INVALID)
    by, revision = access.person(request), form.cleaned_data["revision"]
    try:
        drafting.save_draft(edition, by=by, revision=revision, **form.texts)
    except Stale:
        return stale(request, form)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return text_page(request, edition, form, status=status_of(refusal))
    flash.success(request, "Saved.")
    return go_on(request, edition)


def go_on(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Where the button leads that saved the draft: back to it, or on to the step it names."""
    then = request.POST.get("then", "")
    if then in edition_actions.BY_VERB:
        return redirect("admin:editions_edition_act", edition.pk, then)
    if then in READINGS:
        name, *width = READINGS[then]
        return redirect(f"admin:editions_edition_{name}", edition.pk, *width)
    verb, _dash, number = then.partition("-")
    if verb in commenting.ON_COMMENT and number.isascii() and number.isdecimal():
        return redirect("admin:editions_edition_on_comment", edition.pk, number, verb)
    return redirect("admin:editions_edition_change", edition.pk)


def stale(request: HttpRequest, form: TextForm) -> HttpResponse:
    """Somebody saved first: both texts, a choice between them, and the typed one in the form."""
    current = find_edition(form.edition.pk, access.person(request))
    two = conflict.between(current, form)
    if two is None:
        flash.success(request, "Saved: the text stands as you typed it.")  # the button, twice
        return go_on(request, current)
    again = form.again_over(current)
    return text_page(request, current, again, status=REFUSED, conflict=two)


def gone(request: HttpRequest) -> HttpResponse:
    words = conflict.sent(request.POST)
    typed = [(name.capitalize(), words.get(name, "")) for name in ("title", "summary", "body")]
    return refusal_page(
        request,
        "Not saved",
        "This text is gone: somebody deleted it while you wrote. Your words are below; copy them "
        "into a new draft.",
        ways_on=[("All texts", reverse("admin:editions_edition_changelist"))],
        typed=typed,
    )


def text_page(
    request: HttpRequest, edition: Edition, form: TextForm | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    situation = Situation(edition, access.person(request))
    panels = beside.IN_CONFLICT if "conflict" in more else beside.PANELS
    media = richtext.media_with_nonce(form.media, request.csp_nonce) if form else ""  # type: ignore[attr-defined]
    return page(
        request,
        "edition/change_form.html",
        str(edition),
        status=status,
        edition=edition,
        form=form,
        form_media=media,
        text=thread.text(situation),
        document_url=document_actions.page_of_document(edition.document),
        person=situation.person,
        panels=beside.of(situation, request, panels),
        **strip.of_edition(situation),
        **more,
    )
