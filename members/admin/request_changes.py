"""The desk's queue of what was changed after opening: it shows already, and is looked at after."""

from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import linebreaks

from cultural_alliance.desk_lists import CappedPaginator
from cultural_alliance.editions.differences import Comparison, Text, compare
from cultural_alliance.languages import Language

from .. import access
from ..models import RequestEvent, RequestVerb
from ..requests import deciding
from ..requests.content import WORDS
from ..requests.panels import unseen_changes
from ..requests.readable import Change, Reader
from ..requests.refusals import Refused
from .request_pages import REFUSED, page, require, url_of

PER_PAGE = 20


def queue(request: HttpRequest) -> HttpResponse:
    """The oldest first, each with the names of the fields that it changed."""
    require(request)
    shown = CappedPaginator(unseen_changes(), PER_PAGE).get_page(request.GET.get("page"))
    reader = Reader()
    return page(
        request,
        "changed.html",
        "Changed after opening",
        page_obj=shown,
        rows=[(event, named(reader.changes(event.difference))) for event in shown],
        zone=access.person(request).time_zone,
    )


def named(changes: list[Change]) -> str:
    return ", ".join(dict.fromkeys(change.label for change in changes))


def look(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the difference; POST says that one has looked at it."""
    require(request)
    events = RequestEvent.objects.filter(verb=RequestVerb.CHANGED)
    event = events.select_related("request__organisation", "by").filter(pk=pk).first()
    if event is None:
        raise Http404("There is no change with this number.")
    if request.method == "POST":
        try:
            deciding.look_at(event, by=access.person(request))
        except Refused as refusal:
            return show(request, event, refusal=refusal, status=REFUSED)
        flash.success(request, "You have looked at the change.")
        return redirect("admin:members_partnerrequest_changed")
    return show(request, event)


def show(
    request: HttpRequest,
    event: RequestEvent,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    changes = Reader().changes(event.difference)
    return page(
        request,
        "difference.html",
        "What was changed",
        status=status,
        event=event,
        found=event.request,
        comparisons=comparisons(changes),
        others=[each for each in changes if not is_prose(each)],
        refusal=refusal,
        back_url=url_of(event.request),
        zone=access.person(request).time_zone,
    )


def is_prose(change: Change) -> bool:
    """Title, summary and description are compared word for word; of the rest each value is."""
    return change.field.partition(".")[0] in WORDS


def comparisons(changes: list[Change]) -> list[tuple[Language, Comparison]]:
    by_language: dict[Language, list[Change]] = {}
    for change in changes:
        if is_prose(change) and change.language:
            by_language.setdefault(change.language, []).append(change)
    return [(language, compared(language, some)) for language, some in by_language.items()]


def compared(language: Language, changes: list[Change]) -> Comparison:
    old = {change.field.partition(".")[0]: change.old for change in changes}
    new = {change.field.partition(".")[0]: change.new for change in changes}
    return compare(text_of(old, language), text_of(new, language))


def text_of(words: dict[str, Any], language: Language) -> Text:
    body = linebreaks(words.get("description", ""), autoescape=True) if words else ""
    return Text(words.get("title", ""), words.get("summary", ""), body, language.code)
