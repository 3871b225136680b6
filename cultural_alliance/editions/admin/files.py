"""The files of a text at the desk: a panel beside it, a page for all of them, one for each."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from .. import access, attaching
from ..locking import require_state
from ..models import Attachment, Edition, State
from ..refusals import Refused, WrongState
from ..templatetags.files import shown_files
from .edition_verbs import page_of
from .file_forms import AddForm, DescribeForm
from .page import INVALID, page, refusal_page, require, status_of
from .panel import Panel
from .situation import Situation, find_edition

MOVES = {"up": True, "down": False}


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    """Of a draft, and of any other text that has files."""
    context = _listed(situation.edition, request)
    if not (context["files"] or context["is_draft"]):
        return None
    return Panel("files", "Files", "admin/editions/beside/_files.html", context)


def _listed(edition: Edition, request: HttpRequest) -> dict[str, Any]:
    is_draft = edition.state == State.DRAFT
    return {
        "files": shown_files(edition, request),
        "is_draft": is_draft,
        "stands_in": attaching.stands_in_for_text(edition),
        "not_taken": len(attaching.not_taken(edition)) if is_draft else 0,
    }


def of_a_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the draft; a refusal is a page with what was typed."""

    @wraps(view)
    def answer(request: HttpRequest, pk: int, **which: int) -> HttpResponse:
        require(request, access.WRITE)
        edition = find_edition(pk, access.person(request))
        try:
            require_state(edition, State.DRAFT)
            return view(request, edition, **which)
        except Refused as refusal:
            return refusal_page(
                request,
                "Files: not done",
                refusal.sentence,
                ways_on=[("See where the text stands", page_of(edition))],
                status=status_of(refusal),
                typed=[("Description", words)]
                if (words := request.POST.get("description"))
                else [],
            )

    return answer


@of_a_draft
def of_text(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All of them, and the form that adds one."""
    if request.method != "POST":
        return _page_of_files(request, edition, AddForm(edition))
    form = AddForm(edition, request.POST, request.FILES)
    if not form.is_valid():
        return _page_of_files(request, edition, form, status=INVALID)
    try:
        attached = attaching.attach(edition, by=access.person(request), **form.cleaned_data)
    except Refused as refusal:
        form.add_error("file", refusal.sentence)
        return _page_of_files(request, edition, form, status=status_of(refusal))
    return _back_to_files(request, edition, f"“{attached}” is attached.")


@of_a_draft
def one(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """What a file says of itself. The buttons that move it or take it off come here too."""
    attachment = edition.attachments.filter(pk=number).first()
    if attachment is None:
        raise WrongState("This file is gone: somebody took it off the text.")
    do, person = request.POST.get("do", ""), access.person(request)
    if do in MOVES:
        attaching.move(attachment, by=person, up=MOVES[do])
        return redirect(f"{_address_of_files(edition)}#file-{number}")
    if do == "remove":
        attaching.detach(attachment, by=person)
        return _back_to_files(request, edition, f"“{attachment}” is taken off the text.")
    form = DescribeForm.of(attachment, edition, request.POST or None)
    if not form.is_valid():
        return _page_of_file(request, edition, attachment, form)
    attaching.describe(attachment, by=person, **form.cleaned_data)
    return _back_to_files(request, edition, f"Saved: “{attachment}”.")


@require_POST
@of_a_draft
def take(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A translation gets the files of the text that it follows."""
    number = attaching.take_from_original(edition, by=access.person(request))
    came = "1 file came" if number == 1 else f"{number} files came"
    told = f"{came} from the original. Describe what they show in this language."
    return _back_to_files(request, edition, told)


def _address_of_files(edition: Edition) -> str:
    return reverse("admin:editions_edition_files", args=[edition.pk])


def _back_to_files(request: HttpRequest, edition: Edition, told: str) -> HttpResponse:
    flash.success(request, told)
    return redirect(_address_of_files(edition))


def _page_of_files(
    request: HttpRequest, edition: Edition, form: AddForm, *, status: int = 200
) -> HttpResponse:
    return page(
        request,
        "files.html",
        "Files",
        status=status,
        edition=edition,
        situation=Situation(edition, access.person(request)),
        form=form,
        has_room=edition.attachments.count() < attaching.MOST,
        most=attaching.MOST,
        **_listed(edition, request),
    )


def _page_of_file(
    request: HttpRequest, edition: Edition, attachment: Attachment, form: DescribeForm
) -> HttpResponse:
    [file] = [each for each in shown_files(edition, request) if each.attachment == attachment]
    return page(
        request,
        "file.html",
        attachment.name,
        status=INVALID if form.is_bound else 200,
        edition=edition,
        situation=Situation(edition, access.person(request)),
        file=file,
        form=form,
    )
