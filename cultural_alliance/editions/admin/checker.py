"""Advice beside a draft: on the text as it was saved, and as it is written. It bars nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from .. import access, attaching, checking
from ..models import Edition, State
from .page import require
from .panel import Panel
from .situation import Situation, find_edition

TEMPLATE = "admin/editions/beside/_checker.html"
SHOWN = 20


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    edition = situation.edition
    return of(edition) if edition.state == State.DRAFT else None


def of(edition: Edition, *, is_saved: bool = True) -> Panel:
    findings = checking.advise(
        checking.Text(
            edition.title,
            edition.summary,
            edition.body,
            edition.language,
            edition.document.dated(edition.text_language),
            [file.name for file in attaching.without_description(edition)],
        )
    )
    more = len(findings) - SHOWN
    context = {"findings": findings[:SHOWN], "more": more, "is_saved": is_saved}
    return Panel("advice", "Advice", TEMPLATE, context)


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel's inside, of the words that the open page holds now. Nothing is saved."""
    require(request, access.WRITE)
    edition = find_edition(pk, access.person(request))
    for name in ("title", "summary", "body"):
        setattr(edition, name, request.POST.get(name, getattr(edition, name)))
    return render(request, TEMPLATE, {"panel": of(edition, is_saved=False), "edition": edition})
