"""Everything that a decision about a text depends on, asked once for a page."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import F
from django.http import Http404

from cultural_alliance.languages import Language

from .. import access, urgency
from ..models import Document, Edition, Notice, NoticeKind, State
from ..models.edition import EditionQuerySet
from . import companions
from .places import Place, place_of, with_place

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


def find_edition(pk: int, person: "User") -> Edition:
    """Raises Http404 for what is not there, and for what is limited to others."""
    visible = Edition.objects.visible_to(person)
    editions = with_place(visible.select_related("document", "saved_by", "follows"))
    edition = editions.filter(pk=pk).first()
    if edition is None:
        raise Http404("There is no text with this number: somebody may have deleted it.")
    edition.document = edition.document.specific
    return edition


@dataclass(frozen=True)
class DocumentSituation:
    """A document, before one person."""

    document: Document
    person: "User"

    @cached_property
    def notices(self) -> list[Notice]:
        """Those that stand, and removals that are only proposed."""
        open_ones = Notice.objects.standing() | Notice.objects.proposed()
        return list(open_ones.filter(document=self.document).select_related("by").order_by("pk"))

    @cached_property
    def newest_original(self) -> Edition | None:
        """What the document is known by: its newest numbered original, else the draft of one."""
        visible = Edition.objects.visible_to(self.person).filter(document=self.document.pk)
        originals = visible.filter(language=self.document.original_language)
        return originals.order_by(F("number").desc(nulls_last=True), "-pk").first()

    @property
    def name(self) -> str:
        title = self.newest_original.title if self.newest_original else ""
        return title or str(self.document)

    @property
    def language(self) -> Language:
        return self.document.original

    @property
    def about(self) -> str:
        return str(self.document)

    @cached_property
    def published_languages(self) -> list[str]:
        published = self.document.editions.published().order_by("language")
        return list(published.values_list("language", flat=True).distinct())

    @cached_property
    def submitted(self) -> list[Edition]:
        visible = Edition.objects.visible_to(self.person).filter(document=self.document.pk)
        return list(visible.filter(state=State.SUBMITTED).order_by("language"))

    @cached_property
    def companions(self) -> list[Edition]:
        """What waits for approval and may go live together with its own texts."""
        return companions.of(self.document, self.person)

    def withdrawals(self, language: str = "") -> list[Notice]:
        return self._covering(language, NoticeKind.WITHDRAWN)

    def proposals(self, language: str = "") -> list[Notice]:
        removals = self._covering(language, NoticeKind.REMOVED)
        return [notice for notice in removals if notice.starts_at is None]

    def removals(self, language: str = "") -> list[Notice]:
        removals = self._covering(language, NoticeKind.REMOVED)
        return [notice for notice in removals if notice.starts_at is not None]

    def _covering(self, language: str, kind: str) -> list[Notice]:
        """Notices of the kind; where a language is given, those over its text alone."""
        over = {"", language} if language else None
        kept = [notice for notice in self.notices if notice.kind == kind]
        return [notice for notice in kept if over is None or notice.language in over]


@dataclass(frozen=True)
class Situation:
    """An edition, before one person."""

    edition: Edition
    person: "User"

    @property
    def name(self) -> str:
        return str(self.edition)

    @property
    def language(self) -> Language:
        return self.edition.text_language

    @property
    def about(self) -> str:
        number = f", edition {self.edition.number}" if self.edition.number else ""
        return f"{self.language.name}{number}"

    @cached_property
    def place(self) -> Place:
        return place_of(self.edition)

    @cached_property
    def of_document(self) -> DocumentSituation:
        return DocumentSituation(self.edition.document, self.person)

    @cached_property
    def contributed(self) -> bool:
        return access.has_contributed(self.person, self.edition)

    @cached_property
    def is_urgent(self) -> bool:
        """Published urgently, and waiting for a second person."""
        return self.place in (Place.PUBLIC, Place.FORMER) and (
            urgency.waiting().filter(pk=self.edition.pk).exists()
        )

    @cached_property
    def withdrawal(self) -> Notice | None:
        return next(iter(self.of_document.withdrawals(self.edition.language)), None)

    @cached_property
    def proposal(self) -> Notice | None:
        return next(iter(self.of_document.proposals(self.edition.language)), None)

    @cached_property
    def is_removed(self) -> bool:
        return bool(self.of_document.removals(self.edition.language))

    @property
    def neighbours(self) -> EditionQuerySet:
        return Edition.objects.filter(
            document=self.edition.document_id, language=self.edition.language
        ).exclude(pk=self.edition.pk)

    @cached_property
    def released_with(self) -> list[Edition]:
        """What else goes live with it, and is moved with it."""
        if self.place is not Place.SCHEDULED or self.edition.release is None:
            return []
        release = Edition.objects.scheduled().filter(release=self.edition.release)
        others = release.visible_to(self.person).exclude(pk=self.edition.pk)
        return list(others.defer("body").order_by("pk"))

    @cached_property
    def on_its_way(self) -> Edition | None:
        """The other text of the same language that is not yet public."""
        return self.neighbours.not_yet_public().first()

    @cached_property
    def open_on_its_way(self) -> Edition | None:
        """The same, where it is not limited to others."""
        return self.neighbours.not_yet_public().visible_to(self.person).first()
