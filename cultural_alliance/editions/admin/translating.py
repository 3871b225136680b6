"""The original beside the editor of its translation, paragraph by paragraph."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .. import access, differences, drafting
from ..models import Edition, State
from .page import require
from .panel import Panel
from .places import which
from .situation import Situation, find_edition

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

TEMPLATE = "admin/editions/beside/_original.html"


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    edition, person = situation.edition, situation.person
    if edition.state not in (State.DRAFT, State.SUBMITTED):
        return None
    followed = _seen(edition.follows, person)
    newest = drafting.newest_original(edition.document, person) or followed
    if newest is None or edition.language == edition.document.original_language:
        return None
    title = f"The original: {newest.text_language.name}, {which(newest)}"
    context = {
        "followed": followed,
        "followed_name": which(followed) if followed else "",
        "newest": newest,
        "newest_name": which(newest),
        "is_behind": followed not in (None, newest),
        "comparison": differences.compare(_text(followed or newest), _text(newest)),
        "stamp": f"{newest.pk}.{newest.revision}",
    }
    return Panel("original", title, TEMPLATE, context)


def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel's inside, for the open page, which asks whether the original has changed."""
    require(request, access.WRITE)
    person = access.person(request)
    edition = find_edition(pk, person)
    made = panel(Situation(edition, person), request)
    if made is None:
        raise Http404("This text follows no other.")
    answer = render(request, TEMPLATE, {"panel": made, "edition": edition})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _seen(edition: Edition | None, person: "User") -> Edition | None:
    """The edition with its words, where the person may see it."""
    if edition is None:
        return None
    return Edition.objects.visible_to(person).filter(pk=edition.pk, erased=False).first()


def _text(edition: Edition) -> Any:
    return differences.Text(edition.title, edition.summary, edition.body, edition.language)
