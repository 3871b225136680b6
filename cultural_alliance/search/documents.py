"""What all kinds of document let be found: the public edition in each language, and the one whose
instant is set and has not come. A draft is found
at the desk alone (`desk`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from cultural_alliance.editions import html
from cultural_alliance.editions.models import Document, Edition, questions
from cultural_alliance.surfaces import Text


class Documents:
    """A kind of document as `surfaces.Searchable`; a section adds `name` and `hits`."""

    kind = ""
    has_editions = True

    def everything(self) -> Iterable[int]:
        documents = Document.objects.filter(kind=self.kind, first_published_at__isnull=False)
        return documents.order_by("pk").values_list("pk", flat=True).iterator()

    def texts(self, pk: int) -> list[Text]:
        document = Document.objects.filter(kind=self.kind, pk=pk).first()
        if document is None:
            return []
        return [self._text(document.specific, edition) for edition in to_be_found(pk)]

    def _text(self, document: Any, edition: Edition) -> Text:
        return Text(
            edition.language,
            edition.title,
            edition.summary,
            html.plain(edition.body),
            facts=self.facts(document, edition.language),
            edition=edition.pk,
            at=document.first_published_at,
        )

    def facts(self, document: Any, language: str) -> str:
        """Words beside the text, in its language."""
        return ""

    def public(self, at: datetime | None = None) -> QuerySet[Any]:
        """Withdrawn texts are left out, as from every list that is not asked for them."""
        return Edition.objects.listed(at).annotate(object_id=F("document"), edition=F("pk"))


def to_be_found(document: int) -> QuerySet[Edition]:
    """One instant for both: a text that goes live between two questions is in neither."""
    at = timezone.now()
    found = Edition.objects.filter(document=document, erased=False)
    return found.filter(questions.public(at) | questions.scheduled(at))
