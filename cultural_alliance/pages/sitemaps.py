"""`/sitemap.xml`, an index of what the sections register, and `/robots.txt`."""

from collections.abc import Iterable

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cultural_alliance import languages, surfaces
from cultural_alliance.sitemaps import AllianceSitemap, DocumentSitemap

from .models import Page

XML = "application/xml"


class PagesSitemap(DocumentSitemap):
    model = Page


class PortalSitemap(AllianceSitemap):
    """What is there in every language: the home page and the sitemap page."""

    def items(self) -> Iterable[str]:
        return ["", "sitemap/"]

    def location(self, item: str) -> str:
        return f"/{languages.active().code}/{item}"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = [
        {"location": settings.ALLIANCE_URL + address(name, number)}
        for name, sitemap in surfaces.sitemaps.items()
        for number in sitemap().paginator.page_range
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type=XML)


def address(name: str, number: int) -> str:
    first = reverse("sitemap_section", args=[name])
    return first if number == 1 else f"{first}?p={number}"


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    if section not in surfaces.sitemaps:
        raise Http404("No section of this name has a sitemap.")
    sitemap: AllianceSitemap = surfaces.sitemaps[section]()
    try:
        found = sitemap.get_urls(page=request.GET.get("p", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404("The sitemap has no such page.") from None
    return render(request, "sitemap.xml", {"urlset": found}, content_type=XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{code}/accounts/" for code in languages.CODES),
        "",
        f"Sitemap: {settings.ALLIANCE_URL}{reverse('sitemap_index')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
