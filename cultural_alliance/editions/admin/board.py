"""A document's board: where each of its languages stands."""

from dataclasses import dataclass

from cultural_alliance.languages import LANGUAGES, Language

from ..models import Document, Edition, Notice
from .places import Place, place_of, with_place

ON_ITS_WAY = (Place.DRAFT, Place.SUBMITTED, Place.SCHEDULED)


@dataclass(frozen=True)
class Cell:
    """One language on a document's board."""

    language: Language
    is_original: bool
    public: Edition | None
    on_its_way: Edition | None
    others: list[Edition]
    notice: Notice | None
    is_behind: bool


def board(document: Document) -> list[Cell]:
    """Where each language stands, the original first. Two queries, however many texts."""
    texts = document.editions.defer("body").select_related("follows").order_by("-pk")
    found = list(with_place(texts))
    notices = list(document.notices.standing())
    original = next((each for each in found if _is_public(each, document.original)), None)
    ordered = sorted(LANGUAGES, key=lambda each: each != document.original)
    return [_cell(document, language, found, notices, original) for language in ordered]


def _cell(
    document: Document,
    language: Language,
    texts: list[Edition],
    notices: list[Notice],
    original: Edition | None,
) -> Cell:
    own = [each for each in texts if each.language == language.code]
    public = next((each for each in own if _is_public(each, language)), None)
    on_its_way = next((each for each in own if place_of(each) in ON_ITS_WAY), None)
    return Cell(
        language=language,
        is_original=language == document.original,
        public=public,
        on_its_way=on_its_way,
        others=[each for each in own if each not in (public, on_its_way)],
        notice=next((each for each in notices if each.language in ("", language.code)), None),
        is_behind=bool(public and original and public.follows and public.follows != original),
    )


def _is_public(edition: Edition, language: Language) -> bool:
    return edition.language == language.code and place_of(edition) is Place.PUBLIC
