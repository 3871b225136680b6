"""Organisations as lists and pages show them, each with the words in one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from cultural_alliance.languages import Language

from ..models import Organisation, OrganisationText
from ..words import InOneLanguage, named


@dataclass(frozen=True)
class OrganisationRow(InOneLanguage):
    text: OrganisationText | None
    organisation: Organisation

    @property
    def url(self) -> str:
        return self.organisation.get_absolute_url()

    @property
    def working_languages(self) -> list[Language]:
        return named(self.organisation.working_languages)


def rows(organisations: Iterable[Organisation], language: Language) -> list[OrganisationRow]:
    """Of organisations fetched `with_texts`."""
    return [OrganisationRow(each.text_in(language), language, each) for each in organisations]
