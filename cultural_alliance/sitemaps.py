"""`/sitemap.xml`: what a section lists there, each text at its address below ALLIANCE_URL.

Django's own sitemaps make an object of each row, and walk a template for each address and each of
its other languages: ten times as dear.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse

from . import languages
from .addresses import absolute
from .editions.models import Document, Edition, Kind
from .languages import Language
from .walking import one_by_one

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    """One thing: it has an address in each of its languages. `path` is what follows the language
    there."""

    path: str
    languages: Sequence[Language]
    changed_at: datetime | None = None


class Sitemap:
    """What a section registers: a file for each of its parts, which the index names."""

    def parts(self) -> list[int]:
        return [1]

    def entries(self, part: int) -> Iterable[Entry]:
        raise NotImplementedError(f"{type(self).__name__} names no entries.")


class RowsSitemap(Sitemap):
    """Of rows, in parts by their keys: each part has the rows of so many keys, whether or not each
    is there. So no part reads over those before it, and no new row moves another to the next."""

    limit = 1000  # keys: the protocol allows more, but whoever asks for a part holds a thread

    def walked(self) -> QuerySet[Any]:
        """Rows whose keys an index has in their order."""
        raise NotImplementedError(f"{type(self).__name__} names no rows.")

    def public(self) -> QuerySet[Any]:
        """Those of them that are listed."""
        raise NotImplementedError(f"{type(self).__name__} names no rows.")

    def part_of(self, pk: int) -> int:
        return (pk - 1) // self.limit + 1

    def within(self, part: int, rows: QuerySet[Any], key: str = "pk") -> QuerySet[Any]:
        last = part * self.limit
        return rows.filter(**{f"{key}__gt": last - self.limit, f"{key}__lte": last})

    def parts(self) -> list[int]:
        """Those that have rows, by one query: the first row after a part tells the next part."""
        listed = one_by_one(self.walked(), self.public()).order_by("pk")
        after = listed.filter(pk__gt=RawSQL("found.last_key", [])).values("pk")[:1]
        sql, params = after.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(WALK.format(next=sql, limit=self.limit), params)
            return [part for (part,) in cursor] or [1]


WALK = """
    WITH RECURSIVE found(last_key) AS (
        SELECT CAST(0 AS bigint)
        UNION ALL
        SELECT ((({next}) - 1) / {limit} + 1) * {limit} FROM found WHERE last_key IS NOT NULL
    )
    SELECT last_key / {limit} FROM found WHERE last_key > 0
"""


class DocumentSitemap(RowsSitemap):
    """Documents of one kind, in the languages that have a public text and in no other."""

    kind: Kind

    def walked(self) -> QuerySet[Document]:
        return Document.objects.filter(kind=self.kind)

    def public(self) -> QuerySet[Document]:
        return Document.objects.listed().filter(kind=self.kind)

    def entries(self, part: int) -> Iterator[Entry]:
        public = Edition.objects.public().filter(document__kind=self.kind)
        texts: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
        for document, *text in self.within(part, public, "document").values_list(
            "document", "language", "published_at"
        ):
            texts[document].append(tuple(text))
        documents = self.within(part, self.public()).order_by("-pk")
        for pk, path in documents.values_list("pk", "path"):
            if own := texts.get(pk):
                codes, instants = zip(*own, strict=True)
                yield Entry(f"{path}/", [*map(languages.get, codes)], max(instants))


def addresses(section: str, parts: Iterable[int]) -> list[str]:
    """Below the portal's own."""
    first = reverse("sitemap_section", args=[section])
    return [first if part == 1 else f"{first}?p={part}" for part in parts]


def index(addresses: Iterable[str]) -> str:
    """The file that names all parts."""
    lines = (f"<sitemap><loc>{absolute(each)}</loc></sitemap>\n" for each in addresses)
    return f'{HEAD}<sitemapindex xmlns="{SCHEMA}">\n{"".join(lines)}</sitemapindex>\n'


def urlset(entries: Iterable[Entry]) -> str:
    """The file of one part: each address, with its other languages beside it."""
    names = f'xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{HEAD}<urlset {names}>\n{''.join(map(_urls, entries))}</urlset>\n"


def _urls(entry: Entry) -> str:
    path = escape(entry.path)
    found = {each.django_code: absolute(f"/{each.code}/{path}") for each in entry.languages}
    beside = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
        for code, address in found.items()
    )
    if entry.changed_at:
        changed_at = entry.changed_at.isoformat(timespec="seconds")
        beside = f"<lastmod>{changed_at}</lastmod>{beside}"
    return "".join(f"<url><loc>{address}</loc>{beside}</url>\n" for address in found.values())
