"""What can be chosen: pages, found by the words of what readers read, by address or by number; the
sector of an activity."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Q, QuerySet

from cultural_alliance import choosing, search
from cultural_alliance.editions import access
from cultural_alliance.search.naming import named
from cultural_alliance.vocabularies.models import Sector

from .models import Page


def register() -> None:
    pages = choosing.Offer("Pages", _pages, _found, access.WRITE, _label)
    choosing.offers.register("page", pages)
    find = partial(named, Sector)
    sectors = choosing.Offer("Sectors", Sector.objects.all, find, "pages.view_activity")
    choosing.offers.register("sector", sectors)


def _pages() -> QuerySet[Page]:
    return Page.objects.order_by("path", "pk")


def _found(words: str) -> Iterable[Page]:
    """Of a page without an address nothing is told but its number: it may be limited to some."""
    typed = words.strip().strip("/")
    named = Q(path__startswith=typed, path__gt="") | Q(pk__in=search.matching("page", words))
    if typed.isascii() and typed.isdecimal() and len(typed) < 19:
        named |= Q(pk=int(typed))
    return _pages().filter(named)


def _label(page: Page) -> str:
    return f"/{page.path}/" if page.path else str(page)
