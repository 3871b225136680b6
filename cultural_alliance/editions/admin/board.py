"""A document's board: where each of its languages stands."""

from dataclasses import dataclass

from cultural_alliance.languages import LANGUAGES, Language

from ..models import Document, Edition, Notice, State


def newest_title(document: Document) -> str:
    """The title as the original language has it now; the newest of any, where it has none."""
    titles = document.editions.exclude(title="").order_by("-pk").values_list("language", "title")
    by_language = dict(reversed(list(titles)))
    first = next(iter(by_language.values()), "")
    return by_language.get(document.original_language, first)


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
    """Where each language stands, the original first. Three queries, however many texts."""
    texts = list(document.editions.defer("body").select_related("follows").order_by("-pk"))
    notices = list(document.notices.standing())
    original = _public_in(texts, document.original)
    ordered = sorted(LANGUAGES, key=lambda each: each != document.original)
    return [_cell(document, language, texts, notices, original) for language in ordered]


def _cell(
    document: Document,
    language: Language,
    texts: list[Edition],
    notices: list[Notice],
    original: Edition | None,
) -> Cell:
    own = [each for each in texts if each.language == language.code]
    public = _public_in(own, language)
    on_its_way = next((each for each in own if _is_on_its_way(each)), None)
    behind = bool(public and original and public.follows and public.follows_id != original.pk)
    return Cell(
        language=language,
        is_original=language == document.original,
        public=public,
        on_its_way=on_its_way,
        others=[each for each in own if each not in (public, on_its_way)],
        notice=next((each for each in notices if each.language in ("", language.code)), None),
        is_behind=behind,
    )


def _public_in(texts: list[Edition], language: Language) -> Edition | None:
    come = [
        each
        for each in texts
        if each.language == language.code and each.is_approved and not each.is_scheduled()
    ]
    return max(come, key=lambda each: each.number or 0, default=None)


def _is_on_its_way(edition: Edition) -> bool:
    return edition.state in (State.DRAFT, State.SUBMITTED) or edition.is_scheduled()


def standing(edition: Edition) -> tuple[str, str]:
    """The class and the words for where an edition stands."""
    if edition.state == State.DRAFT:
        return "draft", "Draft"
    if edition.state == State.SUBMITTED:
        return "submitted", "Waits for approval"
    if edition.is_scheduled():
        return "scheduled", "Scheduled"
    return "public", f"Public, edition {edition.number}"
