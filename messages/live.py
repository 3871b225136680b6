"""Where a statement is to be seen beside its own page: home, list, feed, sitemap."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from cultural_alliance import sitemaps
from cultural_alliance.addresses import absolute
from cultural_alliance.editions.models import Edition, Kind
from cultural_alliance.surfaces import Place

from .feeds import NEWEST
from .models import Statement
from .sitemaps import StatementSitemap
from .views.listing import StatementList


def places_of(edition: Edition) -> Iterator[Place]:
    """Of an older statement the first page of a list may show nothing: there nobody looks."""
    if edition.document.kind != Kind.STATEMENT:
        return
    language = edition.text_language
    url = edition.document.get_absolute_url(language)
    with override(language.django_code):
        list_url, feed_url = reverse("statements:list"), reverse("statements:feed")
    listed, public = Statement.objects.listed(), Statement.objects.public()
    lead = listed.order_by("is_example", *listed.newest_first().query.order_by)
    if _is_among(edition, lead, 1):
        yield Place("Home", f"/{language.code}/", (edition.title, url))
    if _is_among(edition, public.newest_first(), StatementList.paginate_by):
        yield Place("List", list_url, (edition.title, url))
    if _is_among(edition, listed.newest_first(), NEWEST):
        if not edition.minor:
            yield Place("Feed", feed_url, (edition.title, absolute(url)))
        part = StatementSitemap().part_of(edition.document_id)
        [sitemap] = sitemaps.addresses("statements", [part])
        yield Place("Sitemap", sitemap, (absolute(url),))


def _is_among(edition: Edition, statements: Any, number: int) -> bool:
    return edition.document_id in list(statements.values_list("pk", flat=True)[:number])
