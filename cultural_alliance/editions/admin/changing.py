"""The page of an edition: its text, to be written while it is a draft and to be read afterwards."""

from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cultural_alliance import richtext

from .. import access, differences, drafting, html
from ..models import Edition, State
from ..refusals import Refused, Stale
from . import beside, document_actions, edition_actions, strip
from .page import INVALID, REFUSED, page, refusal_page, require, status_of
from .situation import Situation, find_edition
from .text_form import TextForm

# Pages that a draft is saved before.
READINGS = {"preview": ("preview_at", "full"), "differences": ("differences",)}


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
    form = TextForm(edition, request.POST)
    if not form.is_valid():
        return text_page(request, edition, form, status=INVALID)
    revision = form.cleaned_data["revision"]
    try:
        saved = drafting.save_draft(
            edition, by=access.person(request), revision=revision, **form.texts
        )
    except Stale:
        return stale(request, form)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return text_page(request, edition, form, status=status_of(refusal))
    if saved.revision != revision:
        flash.success(request, "Saved.")
    else:
        flash.info(request, "Nothing had changed since it was last saved.")
    return go_on(request, edition)


def go_on(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Where the button leads that saved the draft: back to it, or on to the step it names."""
    then = request.POST.get("then", "")
    if then in edition_actions.BY_VERB:
        return redirect("admin:editions_edition_act", edition.pk, then)
    if then in READINGS:
        name, *width = READINGS[then]
        return redirect(f"admin:editions_edition_{name}", edition.pk, *width)
    return redirect("admin:editions_edition_change", edition.pk)


def stale(request: HttpRequest, form: TextForm) -> HttpResponse:
    """Somebody saved first: both texts, their differences, and the typed one still in the form."""
    current = find_edition(form.edition.pk, access.person(request))
    mine = Edition(document=current.document, language=current.language, standing=current.standing)
    for name, value in form.texts.items():
        setattr(mine, name, value)
    mine.clean_texts()
    if all(getattr(current, name) == getattr(mine, name) for name in form.texts):
        flash.success(request, "Saved: the text stands as you typed it.")  # the button, twice
        return go_on(request, current)
    conflict = {
        "theirs": current,
        "theirs_text": html.numbered(current.body),
        "mine": mine,
        "comparison": differences.compare(as_text(current), as_text(mine)),
        "other_changes": other_changes(current, mine, form),
        "can_save": current.state == State.DRAFT,
    }
    again = form.again_over(current)
    return text_page(request, current, again, status=REFUSED, conflict=conflict)


def other_changes(theirs: Edition, mine: Edition, form: TextForm) -> list[tuple[str, str, str]]:
    """What differs beside the title, the summary and the text: label, theirs, mine."""
    names = [n for n in ("standing", "follows", "change_note", "minor") if n in form.fields]
    return [
        (str(form[name].label), _said(theirs, name), _said(mine, name))
        for name in names
        if getattr(theirs, name) != getattr(mine, name)
    ]


def _said(edition: Edition, name: str) -> str:
    value = getattr(edition, name)
    if name == "standing":
        return edition.get_standing_display()
    return {True: "Yes", False: "No", None: "–", "": "–"}.get(value, str(value))


def gone(request: HttpRequest) -> HttpResponse:
    typed = [
        (name.capitalize(), request.POST.get(name, "")) for name in ("title", "summary", "body")
    ]
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
    media = richtext.media_with_nonce(form.media, request.csp_nonce) if form else ""  # type: ignore[attr-defined]
    return page(
        request,
        "edition/change_form.html",
        str(edition),
        status=status,
        edition=edition,
        form=form,
        form_media=media,
        text=html.numbered(edition.body),
        document_url=document_actions.page_of_document(edition.document),
        person=situation.person,
        panels=[] if "conflict" in more else beside.of(situation, request),
        **strip.of_edition(situation),
        **more,
    )


def as_text(edition: Edition) -> differences.Text:
    return differences.Text(edition.title, edition.summary, edition.body, edition.language)
