"""One box over everything. The page only reads, and holds nothing about its reader."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cultural_alliance import languages

from . import results
from .asking import MOST_TERMS
from .finding import Found, find
from .forms import SearchForm
from .models import SearchEntry

ON_A_PAGE = 20
TEMPLATE = "search/search.html"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    context: dict[str, Any] = {"form": form, "robots": "noindex", "breadcrumbs": _breadcrumbs()}
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    words, kind = form.cleaned_data["words"], form.cleaned_data["kind"]
    found = find(words, languages.active())
    context |= {"words": words, "asked": found.asked}
    if words:  # the other languages are asked for the same
        languages.show_at(request, request.get_full_path())
    if found.asked:
        context |= _found(request, found, words, kind)
    return render(request, TEMPLATE, context)


def _found(request: HttpRequest, found: Found, words: str, kind: str) -> dict[str, Any]:
    texts = found.ranked(kind)
    page = _page(texts, request.GET.get("page", "1"))
    number = found.numbers[kind] if kind else found.total
    shown: dict[str, Any] = {
        "tabs": results.tabs(found, words, kind),
        "number": number,
        "page_obj": page,
        "groups": results.groups(found, list(page.object_list)),
        "ranked": len(texts) if number.is_cut or number.counted > len(texts) else 0,
        "most_terms": MOST_TERMS if found.asked.is_cut else 0,
        "everywhere": results.query(words) if kind else "",
        "total": found.total,
    }
    if not found.total.counted:
        not_there = found.not_there()
        shown |= {"not_there": not_there, "without": list(results.without(found, not_there))}
    return shown


def _page(texts: list[SearchEntry], number: str) -> Any:
    try:
        return Paginator(texts, ON_A_PAGE).page(number)
    except (EmptyPage, PageNotAnInteger):
        raise Http404(_("The list has no such page.")) from None


def _breadcrumbs() -> list[tuple[str, str, None]]:
    home = f"/{languages.active().code}/"
    return [(_("Home"), home, None), (_("Search"), "", None)]
