"""The opening texts of the pages, kept as plain files in `texts/`, one folder for each page.

A file holds the title in its first line, the summary in its second, and then the text.
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.editions.entering import enter_in_record
from cultural_alliance.editions.models import Address, Edition, Standing
from cultural_alliance.languages import Language

from ..models import Page

TEXTS = Path(__file__).parent / "texts"
# Their addresses, in the order of the menus. A page stands below the one before its last slash.
PAGES = (
    "about",
    "about/sectors",
    "about/projects",
    "about/funding",
    "members",
    "partners",
    "join",
    "info",
    "contact",
    "activities",
    "accessibility",
    "privacy",
)
# The original first: the translations follow it.
ORDER = sorted(languages.LANGUAGES, key=lambda language: language != languages.DEFAULT)


@dataclass(frozen=True)
class OpeningText:
    title: str
    summary: str
    body: str


def read(path: str, language: Language) -> OpeningText:
    whole = (TEXTS / path / f"{language.code}.html").read_text(encoding="utf-8")
    title, summary, body = whole.split("\n", 2)
    return OpeningText(title, summary, body.strip())


def load() -> str:
    """Enters what is missing; what editors made of a page since then stays. Idempotent."""
    entered = sum(_load_page(path, place) for place, path in enumerate(PAGES, start=1))
    if not entered:
        return f"Pages: all {len(PAGES)} are there already."
    return f"Pages: {entered} opening texts entered."


def _load_page(path: str, place: int) -> int:
    above, _slash, slug = path.rpartition("/")
    page = _existing(path)
    if page is None:
        parent = _existing(above) if above else None
        if above and (parent is None or not parent.path):
            return 0  # an editor is at work above it
        page = Page(slug=slug, parent=parent, place_in_menu=place * 10)
    elif not page.path:
        return 0  # an editor is at work on it
    known = set(page.editions.values_list("language", flat=True)) if page.pk else set()
    missing = [language for language in ORDER if language.code not in known]
    for language in missing:
        _enter(page, language, read(path, language))
    return len(missing)


def _existing(path: str) -> Page | None:
    """The page at the address, moved or not; or the draft of one that would stand there."""
    if address := Address.objects.filter(path=path, document__kind="page").first():
        return Page.objects.get(pk=address.document_id)
    above, _slash, slug = path.rpartition("/")
    return Page.objects.filter(slug=slug, path="", parent__path=above or None).first()


def _enter(page: Page, language: Language, text: OpeningText) -> None:
    is_original = language == page.original
    originals = Edition.objects.public().filter(document=page.pk, language=page.original_language)
    enter_in_record(
        page,
        language.code,
        by=None,
        published_on=timezone.now(),
        title=text.title,
        summary=text.summary,
        body=text.body,
        standing=Standing.ORIGINAL if is_original else Standing.OFFICIAL,
        follows=None if is_original else originals.first(),
        comment="Opening content",
    )
