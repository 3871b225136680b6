"""Members and open partner requests in `/sitemap.xml`."""

from datetime import datetime
from typing import Any

from cultural_alliance.sitemaps import RowsSitemap

from ..models import Organisation, PartnerRequest


class InTheirLanguages(RowsSitemap):
    """Each in the languages that it has words in, and in no other."""

    limit = 1000  # most of the keys are shown, and most have several languages

    def get_languages_for_item(self, item: Any) -> list[str]:
        return [text.text_language.django_code for text in item.texts.all()]


class OrganisationSitemap(InTheirLanguages):
    def items(self) -> Any:
        return Organisation.objects.public().order_by("-pk").prefetch_related("texts")

    def lastmod(self, item: Organisation) -> datetime:
        return item.changed_at


class RequestSitemap(InTheirLanguages):
    def items(self) -> Any:
        return PartnerRequest.objects.public().order_by("-pk").prefetch_related("texts")

    def lastmod(self, item: PartnerRequest) -> datetime:
        return item.saved_at
