"""What a reader finds at the address of a page."""

from dataclasses import dataclass

from django.utils import timezone

from cultural_alliance.editions.models import Address, Edition, Notice, NoticeKind
from cultural_alliance.languages import Language

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


def at_address(path: str) -> Address | None:
    """The address, former or current, of a page that is public or was."""
    if "\x00" in path:  # which PostgreSQL refuses to compare with anything
        return None
    return (
        Address.objects.filter(
            path=path, document__kind="page", document__first_published_at__lte=timezone.now()
        )
        .select_related("document__page")
        .first()
    )


def read(page: Page, language: Language) -> Reading:
    found = Edition.objects.public().filter(document=page).order_by("pk")
    texts = {text.language: text for text in found}
    notices = list(
        Notice.objects.standing().over(page, language).select_related("replaced_by").order_by("pk")
    )
    by_kind = {NoticeKind(notice.kind): notice for notice in notices}
    return Reading(
        page=page,
        language=language,
        text=texts.get(language.code)
        or texts.get(page.original_language)
        or next(iter(texts.values()), None),
        languages=[text.text_language for text in texts.values()],
        withdrawal=by_kind.get(NoticeKind.WITHDRAWN),
        removal=by_kind.get(NoticeKind.REMOVED),
    )
