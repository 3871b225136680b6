"""Partner requests as lists and pages show them, each with the words in one language."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django_countries import countries

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Resource

from ..models import (
    Organisation,
    OrganisationKind,
    OrganisationText,
    PartnerRequest,
    PartnerRequestText,
    Side,
)
from ..words import InOneLanguage, named


@dataclass(frozen=True)
class RequestRow(InOneLanguage):
    text: PartnerRequestText | None
    request: PartnerRequest

    @property
    def url(self) -> str:
        return self.request.get_absolute_url()

    @property
    def working_languages(self) -> list[Language]:
        return named(self.request.working_languages)

    @property
    def countries(self) -> list[str]:
        """Where a partner is sought, in the reader's language."""
        return [name for code, name in countries if code in self.request.countries]

    @property
    def partner_kinds(self) -> list[str]:
        wanted = self.request.partner_kinds
        return [str(label) for value, label in OrganisationKind.choices if value in wanted]


@dataclass(frozen=True)
class Line:
    resource: Resource
    sentence: str = ""
    language: Language = languages.DEFAULT


@dataclass(frozen=True)
class Hand:
    """One side: what is sought, or what is brought."""

    side: str
    title: str
    lines: list[Line]
    words: str = ""
    language: Language = field(default=languages.DEFAULT)


def request_rows(requests: Iterable[PartnerRequest], language: Language) -> list[RequestRow]:
    """Of requests fetched `with_texts`."""
    return [RequestRow(each.text_in(language), language, each) for each in requests]


def hands_of(request: PartnerRequest, language: Language) -> list[Hand]:
    """The two hands of a request fetched `with_texts`."""
    return [Hand(side.value, str(side.label), _lines(request, side, language)) for side in Side]


def _lines(request: PartnerRequest, side: Side, language: Language) -> list[Line]:
    made = []
    for line in request.lines.all():
        if line.side == side:
            code, sentence = line.sentence_in(language, request.first_language)
            made.append(Line(line.resource, sentence, languages.get(code)))
    return made


def hands_of_organisation(organisation: Organisation, text: OrganisationText | None) -> list[Hand]:
    """What a member looks for and brings, whoever it works with; none where it says neither."""
    language = text.text_language if text else languages.DEFAULT
    sides = (
        (Side.NEED, organisation.needs.all(), text.seeks if text else ""),
        (Side.OFFER, organisation.offers.all(), text.brings if text else ""),
    )
    hands = [
        Hand(side.value, str(side.label), [Line(each) for each in resources], words, language)
        for side, resources, words in sides
    ]
    return hands if any(hand.lines or hand.words for hand in hands) else []
