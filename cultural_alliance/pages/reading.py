"""What a reader finds at the address of a page."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from cultural_alliance.editions.models import Address, Edition, Notice, NoticeKind
from cultural_alliance.editions.shown import notices, over, public_texts, with_body
from cultural_alliance.languages import Language
from cultural_alliance.prepared import Prepared, given

from .models import Page


@dataclass(frozen=True)
class Reading:
    """A page as it is read in one language. `text` is None where nothing of it is left."""

    page: Page
    language: Language
    text: Edition | None
    languages: list[Language]  # those that have a public text
    withdrawal: Notice | None
    removal: Notice | None

    @property
    def is_fallback(self) -> bool:
        """The original is shown for want of a text in the language."""
        return self.text is not None and self.text.text_language != self.language


def _at_address() -> QuerySet[Address]:
    published = {"document__kind": "page", "document__first_published_at__lte": given("at")}
    found = Address.objects.filter(path=given("path"), **published)
    return found.select_related("document__page")


_AT_ADDRESS = Prepared(_at_address)


def at_address(path: str) -> Address | None:
    """The address, former or current, of a page that is public or was."""
    if "\x00" in path:  # which PostgreSQL refuses to compare with anything
        return None
    return _AT_ADDRESS.first(path=path, at=timezone.now())


def read(page: Page, language: Language) -> Reading:
    found = sorted(public_texts(page), key=lambda text: text.pk)
    texts = {text.language: text for text in found}
    text = texts.get(language.code) or texts.get(page.original_language) or next(iter(found), None)
    standing = notices(page)
    return Reading(
        page=page,
        language=language,
        text=with_body(text) if text else None,
        languages=[text.text_language for text in found],
        withdrawal=over(standing, language, NoticeKind.WITHDRAWN),
        removal=over(standing, language, NoticeKind.REMOVED),
    )
