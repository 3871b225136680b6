"""What a request still lacks before it can be submitted, each with the field where it is said."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cultural_alliance import languages

from ..models import Direction, PartnerRequest, PartnerRequestText, RequestLine, Side
from . import deadlines


@dataclass(frozen=True)
class Missing:
    """`field` is the name of the form's field, in the language whose text lacks it."""

    field: str
    sentence: str
    language: str
    request: int

    @property
    def url(self) -> str:
        edit = reverse("members:request_edit", args=[self.request])
        return f"{edit}?language={self.language}#id_{self.field}"


SIDES = {
    Direction.SEEKING: (Side.NEED,),
    Direction.OFFERING: (Side.OFFER,),
    Direction.BOTH: (Side.NEED, Side.OFFER),
}


def missing(request: PartnerRequest, *, deadline: bool = True) -> list[Missing]:
    """In the order of the form. `deadline` False: its day is not asked, as of what is open."""
    found = [*_facts(request), *_words(request), *_sectors(request), *_lines(request)]
    if not request.working_languages:
        found.append(_at(request, "working_languages", _("Choose the languages of work.")))
    if deadline and (sentence := deadlines.problem(request.deadline)):
        found.append(_at(request, "deadline", sentence))
    return found


def _at(request: PartnerRequest, field: str, sentence: str, language: str = "") -> Missing:
    return Missing(field, sentence, language or request.first_language, request.pk)


def _facts(request: PartnerRequest) -> Iterator[Missing]:
    if not request.direction:
        yield _at(request, "direction", _("Say whether you seek, offer, or both."))


def _words(request: PartnerRequest) -> Iterator[Missing]:
    """Everything in the first language; in the others a title, for lists show nothing else."""
    texts = {text.language: text for text in request.texts.all()}
    first = texts.pop(request.first_language, None) or PartnerRequestText()
    needed = (
        ("title", first.title, _("Give it a title.")),
        ("summary", first.summary, _("Say it in one sentence.")),
        ("description", first.description, _("Describe it.")),
    )
    for field, words, sentence in needed:
        if not words:
            yield _at(request, field, sentence)
    for code, text in texts.items():
        if not text.title:
            name = languages.get(code).name
            sentence = _("Give it a title in this language too: %(language)s.") % {"language": name}
            yield _at(request, "title", sentence, code)


def _sectors(request: PartnerRequest) -> Iterator[Missing]:
    if not request.sectors.all():
        yield _at(request, "sectors", _("Choose at least one sector."))


def _lines(request: PartnerRequest) -> Iterator[Missing]:
    lines = list(request.lines.all())
    sentences = {
        Side.NEED: _("Name at least one thing that you seek."),
        Side.OFFER: _("Name at least one thing that you bring."),
    }
    for side in SIDES.get(Direction(request.direction), ()) if request.direction else ():
        if not any(line.side == side for line in lines):
            yield _at(request, side.value, sentences[side])
    yield from (_line(request, line) for line in lines if not any(line.sentences.values()))


def _line(request: PartnerRequest, line: RequestLine) -> Missing:
    sentence = _("Say in a sentence what you mean by “%(what)s”.") % {"what": line.resource}
    return _at(request, f"{line.side}_{line.resource.slug}_sentence", sentence)
