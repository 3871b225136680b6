"""`/sitemap.xml`: what a section lists there, each text at its address below ALLIANCE_URL."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, Page, PageNotAnInteger
from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from .editions.models import Document, Edition


class AllianceSitemap(Sitemap):
    """One entry for each item in each of its languages, with its other languages beside it."""

    i18n = True
    alternates = True
    limit = 5000  # things in a part: the protocol allows 50,000 addresses, and a file of 50 MB

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.ALLIANCE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.ALLIANCE_URL).netloc


class RowsSitemap(AllianceSitemap):
    """Of rows, in parts by their keys."""

    def __init__(self) -> None:
        self._locations: dict[tuple[int, str | None], str] = {}

    def items(self) -> "QuerySet[Any]":
        raise NotImplementedError(f"{type(self).__name__} names no rows.")

    def location(self, item: Any) -> str:
        """Made once, though each of its languages names all the others."""
        key = (item.pk, get_language())
        if key not in self._locations:
            self._locations[key] = item.get_absolute_url()
        return self._locations[key]

    @property
    def paginator(self) -> "ByKeys":  # type: ignore[override]
        return ByKeys(self)

    def part_of(self, pk: int) -> int:
        return (pk - 1) // self.limit + 1


@dataclass(frozen=True)
class ByKeys:
    """Each part has the rows of so many keys, whether or not each is there: no part reads over
    those before it, and no new row moves another to the next part."""

    sitemap: RowsSitemap

    @property
    def page_range(self) -> list[int]:
        """The parts that have rows: the next row tells the next part."""
        rows, found = self.sitemap.items().order_by("pk").values_list("pk", flat=True), [0]
        while first := rows.filter(pk__gt=found[-1] * self.sitemap.limit).first():
            found.append(self.sitemap.part_of(first))
        return found[1:] or [1]

    def page(self, number: Any) -> Page:
        if not re.fullmatch("[0-9]{1,9}", str(number)):
            raise PageNotAnInteger("A part is named by its number.")
        last = int(number) * self.sitemap.limit
        rows = self.sitemap.items().filter(pk__gt=last - self.sitemap.limit, pk__lte=last)
        found = [(row, code) for row in rows for code in self.sitemap.get_languages_for_item(row)]
        if not found and int(number) != 1:
            raise EmptyPage("No row has such a key.")
        return Page(found, int(number), self)  # type: ignore[arg-type]


class DocumentSitemap(RowsSitemap):
    """Documents of one kind, in the languages that have a public text and in no other."""

    model: type[Document]

    def items(self) -> "QuerySet[Document]":
        texts = Edition.objects.public().only("document", "language", "published_at")
        return (
            self.model.objects.listed()
            .order_by("-pk")
            .prefetch_related(Prefetch("editions", queryset=texts, to_attr="public_texts"))
        )

    def get_languages_for_item(self, item: Any) -> list[str]:
        return [edition.text_language.django_code for edition in item.public_texts]

    def lastmod(self, item: Any) -> datetime:
        return max(edition.published_at for edition in item.public_texts)
