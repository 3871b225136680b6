from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cultural_alliance import languages, pagecache, surfaces

from . import context, presenting, reading
from .models import Activity
from .sections import ACTIVITIES, FIXED

ACTIVITIES_ON_A_PAGE = 25


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """To the home page in the language of the reader's cookie, or else of the browser."""
    response = redirect(f"/{languages.of(request).code}/")
    add_never_cache_headers(response)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@pagecache.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Composed of what the sections offer now; a part that has nothing to show is not there."""
    offers = dict(surfaces.home.items())
    lead = offers.pop("lead", None)
    shown = {
        "lead": _rendered(request, lead) if lead else "",
        "panels": [panel for offer in offers.values() if (panel := _rendered(request, offer))],
        **presenting.in_every_language(""),
    }
    return render(request, "pages/home.html", shown)


def _rendered(request: HttpRequest, offer: Any) -> str:
    part: surfaces.HomePart | None = offer(request)
    return render_to_string(part.template, part.context, request) if part else ""


@pagecache.public
@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    address = reading.at_address(path)
    if address is None:
        return _without_page(request, path)
    if not address.is_current:
        return redirect(address.document.get_absolute_url(), permanent=True)
    found = reading.read(address.document.specific, languages.of(request))
    if found.text is None:
        return presenting.gone(request, found)
    return presenting.shown(request, found)


def _without_page(request: HttpRequest, path: str) -> HttpResponse:
    """The portal's own addresses answer even before their page is written."""
    if path not in FIXED:
        raise Http404("There is no page at this address.")
    return presenting.untitled(request, path)


@pagecache.public(reads=["page"])
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The page `activities`, and below its text the list."""
    address = reading.at_address(ACTIVITIES)
    shown: dict[str, Any] = {"page_obj": _page_of_activities(request)}
    template = "pages/activity_list.html"
    if address is None:
        return presenting.untitled(request, ACTIVITIES, template, **shown)
    found = reading.read(address.document.specific, languages.of(request))
    if found.text is None:
        return presenting.untitled(request, ACTIVITIES, template, **shown)
    return presenting.shown(request, found, template, **shown)


def _page_of_activities(request: HttpRequest) -> Any:
    listed = Activity.objects.for_listing(timezone.localdate())
    try:
        return Paginator(listed, ACTIVITIES_ON_A_PAGE).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404("The list has no such page.") from None


@pagecache.public
@require_safe
def sitemap_page(request: HttpRequest) -> HttpResponse:
    portal = context.of(request)
    shown = {
        "roots": portal.whole_tree,
        "breadcrumbs": [(_("Home"), portal.home_url), (_("Sitemap"), "")],
        **presenting.in_every_language("sitemap/"),
    }
    return render(request, "pages/sitemap.html", shown)
