"""An Atom feed for each language: the newest statements, in it or else in their original."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cultural_alliance import languages
from cultural_alliance.addresses import absolute
from cultural_alliance.editions.models import Edition

from .excerpts import excerpt
from .models import Statement
from .permanence import permanent
from .rows import Row, rows

NEWEST = 30


class AllianceAtom(Atom1Feed):
    """Atom where each entry says in which language it is, and nothing changes by itself."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        """Of an empty feed too: Django would say now, each time."""
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    row: Row
    updated: datetime

    @property
    def statement(self) -> Statement:
        return self.row.statement

    @property
    def edition(self) -> Edition:
        return self.row.edition


class StatementFeed(Feed):
    feed_type = AllianceAtom
    title = gettext_lazy("Official statements · Alliance for Cultural Diversity")
    subtitle = gettext_lazy("New statements as they become public.")

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)  # a withdrawal would not move it
        return response

    @property
    def language(self) -> str:  # type: ignore[override]
        return languages.active().tag

    def link(self) -> str:
        return absolute(reverse("statements:list"))

    def feed_url(self) -> str:
        return absolute(reverse("statements:feed"))

    def feed_guid(self) -> str:
        return self.feed_url()

    def author_name(self) -> str:
        return _("Alliance for Cultural Diversity")

    def items(self) -> list[Entry]:
        language = languages.active()
        newest = Statement.objects.listed().for_listing(language)
        newest = newest.prefetch_related("topics")
        found = rows(newest[:NEWEST], language)
        updated = instants([row.edition for row in found])
        return [Entry(row, updated[row.edition.pk]) for row in found]

    def item_title(self, item: Entry) -> str:
        return item.edition.title

    def item_description(self, item: Entry) -> str:
        return escape(excerpt(item.edition))

    def item_link(self, item: Entry) -> str:
        return absolute(item.statement.get_absolute_url(item.edition.text_language))

    def item_guid(self, item: Entry) -> str:
        """The same for ever: an entry is of the document, in this feed."""
        return f"{permanent(item.statement)}#{item.row.asked.code}"

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.statement.first_published_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.updated

    def item_author_name(self, item: Entry) -> str:
        return ", ".join(str(speaker) for speaker in item.statement.speakers.all())

    def item_categories(self, item: Entry) -> list[str]:
        return [str(topic) for topic in item.statement.topics.all()]

    def item_extra_kwargs(self, item: Entry) -> dict[str, Any]:
        return {"language": item.edition.text_language.tag}


def instants(editions: list[Edition]) -> dict[int, datetime]:
    """When each text was last changed for its readers, by edition: a minor correction is no news,
    so it has the instant of the edition before it."""
    documents = [edition.document_id for edition in editions]
    told = Q(minor=False) | Q(number=1)
    newest = Edition.objects.published().filter(told, document__in=documents).order_by()
    by_text = {
        (document, language): at
        for document, language, at in newest.values_list("document", "language").annotate(
            at=Max("published_at")
        )
    }
    return {edition.pk: by_text[edition.document_id, edition.language] for edition in editions}
