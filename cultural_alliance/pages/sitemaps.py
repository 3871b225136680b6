"""`/sitemap.xml`, an index of what the sections register, and `/robots.txt`."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cultural_alliance import languages, sitemaps, surfaces
from cultural_alliance.editions.models import Kind
from cultural_alliance.sitemaps import DocumentSitemap, Entry, Sitemap

XML = "application/xml"


class PagesSitemap(DocumentSitemap):
    kind = Kind.PAGE


class PortalSitemap(Sitemap):
    """What is there in every language: the home page and the sitemap page."""

    def entries(self, part: int) -> Iterator[Entry]:
        return (Entry(path, languages.LANGUAGES) for path in ("", "sitemap/") if part == 1)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = (
        address
        for name, sitemap in surfaces.sitemaps.items()
        for address in sitemaps.addresses(name, sitemap().parts())
    )
    return HttpResponse(sitemaps.index(found), content_type=XML)


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    if section not in surfaces.sitemaps:
        raise Http404("No section of this name has a sitemap.")
    part = request.GET.get("p", "1")
    if not re.fullmatch("[0-9]{1,9}", part):
        raise Http404("A part is named by its number.")
    entries = list(surfaces.sitemaps[section]().entries(int(part)))
    if not entries and int(part) != 1:
        raise Http404("The sitemap has no such part.")
    return HttpResponse(sitemaps.urlset(entries), content_type=XML)


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
