"""`/sitemap.xml`: what a section lists there, each text at its address below ALLIANCE_URL."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Prefetch, QuerySet

from .editions.models import Document, Edition


class AllianceSitemap(Sitemap):
    """One entry for each item in each of its languages, with its other languages beside it."""

    i18n = True
    alternates = True
    limit = 5000  # the protocol allows 50,000, and a file of 50 MB

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.ALLIANCE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.ALLIANCE_URL).netloc


class DocumentSitemap(AllianceSitemap):
    """Documents of one kind, in the languages that have a public text and in no other."""

    model: type[Document]

    def items(self) -> "QuerySet[Document]":
        texts = Edition.objects.public().only("document", "language", "published_at")
        return (
            self.model.objects.listed()
            .order_by("-first_published_at", "-pk")
            .prefetch_related(Prefetch("editions", queryset=texts, to_attr="public_texts"))
        )

    def get_languages_for_item(self, item: Any) -> list[str]:
        return [edition.text_language.django_code for edition in item.public_texts]

    def lastmod(self, item: Any) -> datetime:
        return max(edition.published_at for edition in item.public_texts)
