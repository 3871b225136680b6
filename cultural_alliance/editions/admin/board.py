"""The board: where each language of a document stands, for one document or for many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from cultural_alliance.languages import LANGUAGES, Language

from ..models import Document, Edition, Notice, questions
from .places import Place, place_of, with_place

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

ON_ITS_WAY = (Place.DRAFT, Place.SUBMITTED, Place.SCHEDULED)


@dataclass(frozen=True)
class Cell:
    """One language on a document's board. `is_limited`: a text is on its way that others alone
    may see; `newest` is the public original, which translations follow."""

    language: Language
    is_original: bool
    public: Edition | None
    on_its_way: Edition | None
    others: list[Edition]
    notice: Notice | None
    newest: Edition | None
    is_limited: bool

    @property
    def is_behind(self) -> bool:
        return self._lags(self.public)

    @property
    def is_begun_behind(self) -> bool:
        """What is on its way follows an edition that the public no longer reads."""
        return self._lags(self.on_its_way)

    @property
    def can_start(self) -> bool:
        is_removed = self.notice is not None and self.notice.kind == "removed"
        return not (self.public or self.on_its_way or self.is_limited or is_removed)

    @property
    def place(self) -> Place | None:
        """Of what is on its way."""
        return place_of(self.on_its_way) if self.on_its_way else None

    def _lags(self, edition: Edition | None) -> bool:
        followed = edition.follows if edition else None
        if not (followed and self.newest and followed.number):
            return False
        return followed.language == self.newest.language and followed != self.newest


@dataclass
class Row:
    """A document with its cells, the original's first."""

    document: Document
    texts: list[Edition] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        newest = next((each for each in self.texts if self._is_public(each, self.original)), None)
        ordered = sorted(LANGUAGES, key=lambda each: each != self.original)
        return [self._cell(language, newest) for language in ordered]

    @property
    def cells_in_order(self) -> list[Cell]:
        """In the order of the languages, for a table of many documents."""
        return sorted(self.cells, key=lambda cell: LANGUAGES.index(cell.language))

    @property
    def original(self) -> Language:
        return self.document.original

    @property
    def text(self) -> Edition | None:
        """What the document is known by, to whoever looks."""
        seen = [each for each in self.texts if each.is_visible and each.title]  # type: ignore[attr-defined]
        own = [each for each in seen if each.language == self.original.code]
        return next(iter(own or seen), None)

    def _cell(self, language: Language, newest: Edition | None) -> Cell:
        own = [each for each in self.texts if each.language == language.code]
        seen = [each for each in own if each.is_visible]  # type: ignore[attr-defined]
        public = next((each for each in seen if self._is_public(each, language)), None)
        on_its_way = next((each for each in seen if place_of(each) in ON_ITS_WAY), None)
        return Cell(
            language=language,
            is_original=language == self.original,
            public=public,
            on_its_way=on_its_way,
            others=[each for each in seen if each not in (public, on_its_way)],
            notice=next((n for n in self.notices if n.language in ("", language.code)), None),
            newest=None if language == self.original else newest,
            is_limited=any(place_of(each) in ON_ITS_WAY for each in own if each not in seen),
        )

    def _is_public(self, edition: Edition, language: Language) -> bool:
        return edition.language == language.code and place_of(edition) is Place.PUBLIC


def board(document: Document, person: "User") -> list[Cell]:
    """With former texts and those set aside."""
    [row] = rows([document], document.editions.all(), person)
    return row.cells


def boards(documents: Iterable[Document], person: "User") -> list[Row]:
    """What is public and what is on its way."""
    current = Edition.objects.public() | Edition.objects.not_yet_public()
    return rows(documents, current, person)


def rows(documents: Iterable[Document], texts: "QuerySet[Edition]", person: "User") -> list[Row]:
    """Two queries, however many documents and texts."""
    found = {document.pk: Row(document) for document in documents}
    visible = questions.told(questions.visible(person, timezone.now()))
    texts = texts.filter(document__in=found).defer("body").select_related("follows")
    for edition in with_place(texts).annotate(is_visible=visible).order_by("-pk"):
        found[edition.document_id].texts.append(edition)
    for notice in Notice.objects.standing().filter(document__in=found):
        found[notice.document_id].notices.append(notice)
    return list(found.values())
