"""A thing in a list or on a page, with its words in one language."""

from dataclasses import dataclass

from cultural_alliance import languages
from cultural_alliance.languages import Language

from .models.texts import TextInLanguage


@dataclass(frozen=True)
class InOneLanguage:
    """`text` is in the language that was asked for, or else in the first one, or any."""

    text: TextInLanguage | None
    asked: Language

    @property
    def foreign(self) -> Language | None:
        """The language of the words, where it is not that of the page."""
        if self.text is None or self.text.text_language == self.asked:
            return None
        return self.text.text_language


def named(codes: list[str]) -> list[Language]:
    """The languages with these codes, in the order of the portal."""
    return [language for language in languages.LANGUAGES if language.code in codes]
