"""Where a page is to be seen beside its own address: the sitemap page, and the sitemap."""

from collections.abc import Iterator

from cultural_alliance import sitemaps
from cultural_alliance.addresses import absolute
from cultural_alliance.editions.models import Edition, Kind
from cultural_alliance.surfaces import Place

from .sitemaps import PagesSitemap


def places_of(edition: Edition) -> Iterator[Place]:
    if edition.document.kind != Kind.PAGE:
        return
    language = edition.text_language
    url = edition.document.get_absolute_url(language)
    yield Place("Sitemap page", f"/{language.code}/sitemap/", (edition.title, url))
    part = PagesSitemap().part_of(edition.document_id)
    [address] = sitemaps.addresses("pages", [part])
    yield Place("Sitemap", address, (absolute(url),))
