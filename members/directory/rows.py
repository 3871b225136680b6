"""Organisations as lists and pages show them, each with the words in one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ..models import Organisation, OrganisationText


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    text: OrganisationText | None
    asked: Language

    @property
    def url(self) -> str:
        return self.organisation.get_absolute_url()

    @property
    def foreign(self) -> Language | None:
        """The language of the words, where it is not that of the page."""
        if self.text is None or self.text.text_language == self.asked:
            return None
        return self.text.text_language

    @property
    def working_languages(self) -> list[Language]:
        codes = self.organisation.working_languages
        return [language for language in languages.LANGUAGES if language.code in codes]


def rows(organisations: Iterable[Organisation], language: Language) -> list[OrganisationRow]:
    """Of organisations fetched `with_texts`."""
    return [OrganisationRow(each, each.text_in(language), language) for each in organisations]
