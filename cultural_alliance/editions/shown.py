"""What the readers of one document are given: its public texts, what stands over them, files.

Every page of a document asks this, so the SQL of `public()` and the others is made once.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.prepared import Prepared, given

from .models import Attachment, Document, Edition, Event, Notice, NoticeKind, Verb

# What a page tells of a text besides its body, and of the one that it follows.
TOLD = (
    *("document", "language", "number", "state", "title", "summary", "standing", "change_note"),
    *("minor", "before_delivery", "published_at", "recorded_at", "digest"),
    *("follows__language", "follows__number"),
)


def _texts() -> QuerySet[Edition]:
    texts = Edition.objects.public(given("at")).filter(document=given("document"))
    return texts.select_related("follows").only(*TOLD)


_TEXTS = Prepared(_texts)
_BODY = Prepared(lambda: Edition.objects.filter(pk=given("edition")).only("body"))
_NOTICES = Prepared(
    lambda: (
        Notice.objects.standing(given("at"))
        .filter(document=given("document"))
        .select_related("replaced_by")
        .order_by("language", "pk")
    )
)
_FILES = Prepared(lambda: Attachment.objects.to_be_had().filter(edition=given("edition")))
_CORRECTIONS = Prepared(
    lambda: Event.objects.filter(edition=given("edition"), verb=Verb.AMENDED_NOTE).order_by("pk")
)


def marked(documents: Any) -> Any:
    """With marks on those that have what most have not: only of these it is asked."""
    of = OuterRef("pk")
    return documents.annotate(
        has_notices=Exists(Notice.objects.filter(document=of)),
        has_files=Exists(Attachment.objects.filter(edition__document=of)),
        has_corrected_notes=Exists(Event.objects.filter(document=of, verb=Verb.AMENDED_NOTE)),
    )


def public_texts(document: Document) -> list[Edition]:
    """The public text in each language, in the order of the languages, without their bodies."""
    texts = texts_at(document, timezone.now())
    for text in texts:
        text.document = document  # or each address would ask for its document again
    return sorted(texts, key=lambda text: languages.CODES.index(text.language))


def texts_at(document: Document, at: datetime) -> list[Edition]:
    return _TEXTS(document=document.pk, at=at)


def with_body(edition: Edition) -> Edition:
    found = _BODY.first(edition=edition.pk)
    edition.body = found.body if found else ""
    return edition


def notices(document: Document) -> list[Notice]:
    """All that stand over it now, those for all languages first."""
    return notices_at(document, timezone.now()) if document.has_notices else []


def notices_at(document: Document, at: datetime) -> list[Notice]:
    return _NOTICES(document=document.pk, at=at)


def over(standing: list[Notice], language: Language, kind: NoticeKind) -> Notice | None:
    """Of notices over a document, the one of the kind over its text in the language."""
    return next((each for each in standing if each.kind == kind and each.covers(language)), None)


def files(edition: Edition) -> list[Attachment]:
    return _FILES(edition=edition.pk) if edition.document.has_files else []


def corrected_notes(edition: Edition) -> list[Event]:
    """The corrections of its change note, which stand beside it."""
    return _CORRECTIONS(edition=edition.pk) if edition.document.has_corrected_notes else []
