"""Needs and offers in the form: for each resource a tick, and a sentence beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Resource

from ..models import PartnerRequest, Side
from .fields import OneLine, written_in

LONGEST = 300


@dataclass(frozen=True)
class LineFields:
    side: Side
    resource: Resource
    tick: BoundField
    sentence: BoundField

    @classmethod
    def of(cls, form: forms.Form, side: Side, resource: Resource) -> "LineFields":
        tick, sentence = names(side, resource.slug)
        return cls(side, resource, form[tick], form[sentence])

    @property
    def key(self) -> tuple[Side, str]:
        return self.side, self.resource.slug

    def is_clean(self, form: forms.Form) -> bool:
        return self.tick.name in form.cleaned_data and self.sentence.name in form.cleaned_data

    def sentence_of(self, form: forms.Form) -> str | None:
        """None where the resource is not ticked."""
        if not form.cleaned_data[self.tick.name]:
            return None
        return str(form.cleaned_data[self.sentence.name])

    def ask_what_is_meant(self, form: forms.Form) -> None:
        """A sentence that was written beside an empty box: nothing that was typed goes unsaid.
        One that is stored goes with the tick that is taken away."""
        if not self.is_clean(form) or form.cleaned_data[self.tick.name]:
            return
        typed = form.cleaned_data[self.sentence.name]
        if typed and typed != (self.sentence.initial or ""):
            sentence = _("Tick the box as well, or empty the sentence.")
            form.add_error(self.sentence.name, sentence)


def names(side: Side, slug: str) -> tuple[str, str]:
    return f"{side.value}_{slug}", f"{side.value}_{slug}_sentence"


def line_fields(resources: Iterable[Resource], language: Language) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for side in Side:
        for resource in resources:
            tick, sentence = names(side, resource.slug)
            made[tick] = forms.BooleanField(label=str(resource), required=False)
            made[sentence] = OneLine(
                label=_("%(what)s, in a sentence") % {"what": resource},
                longest=LONGEST,
                required=False,
            )
            written_in(language, made[sentence])
    return made


def sentences_in(request: PartnerRequest, language: Language) -> dict[str, Any]:
    """The initial values of `line_fields`."""
    values: dict[str, Any] = {}
    for line in request.lines.all():
        tick, sentence = names(Side(line.side), line.resource.slug)
        values |= {tick: True, sentence: line.sentences.get(language.code, "")}
    return values
