"""Members and open partner requests in `/sitemap.xml`."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cultural_alliance import languages
from cultural_alliance.sitemaps import Entry, RowsSitemap

from ..models import Organisation, PartnerRequest


class InTheirLanguages(RowsSitemap):
    """Each in the languages that it has words in, and in no other."""

    model: type[Organisation | PartnerRequest]
    changed: str
    list_name: str  # of the list below which each has its address

    def walked(self) -> QuerySet[Any]:
        return self.model._default_manager.all()

    def public(self) -> QuerySet[Any]:
        return self.model.objects.public()

    def entries(self, part: int) -> Iterator[Entry]:
        _, _, below = reverse(self.list_name).split("/", 2)
        texts = self.within(part, self.public()).order_by("-pk").filter(texts__isnull=False)
        found = texts.values_list("pk", "slug", self.changed, "texts__language")
        for (pk, slug, changed_at), own in groupby(found, itemgetter(0, 1, 2)):
            spoken = [languages.get(code) for *_, code in own]
            yield Entry(f"{below}{pk}-{slug}/", spoken, changed_at)


class OrganisationSitemap(InTheirLanguages):
    model, changed, list_name = Organisation, "changed_at", "members:directory"


class RequestSitemap(InTheirLanguages):
    model, changed, list_name = PartnerRequest, "saved_at", "members:requests"
