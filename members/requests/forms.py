"""The form of a partner request, in one language at a time. Nothing but what is wrong is refused:
what is missing is asked for when the request is submitted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Region, Resource, Sector

from ..models import Direction, OrganisationKind, PartnerRequest, PartnerRequestText, Side
from . import deadlines
from .content import UNTOUCHED, WORDS, Content
from .fields import Day, LanguageTicks, OneLine, Ticks, Words, written_in
from .lines import LineFields, line_fields, sentences_in
from .places import Place, places

PLAIN = (
    *WORDS,
    "first_language",
    "direction",
    "sectors",
    "regions",
    "countries",
    "partner_kinds",
    "starts_on",
    "ends_on",
    "working_languages",
    "deadline",
)


class RequestForm(forms.Form):
    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput)
    direction = forms.ChoiceField(
        label=gettext_lazy("Do you seek, offer, or both?"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    title = OneLine(
        label=gettext_lazy("Title"),
        longest=150,
        required=False,
        help_text=gettext_lazy("What you would say first, such as: A partner for a book fair."),
    )
    summary = OneLine(
        label=gettext_lazy("In one sentence"),
        longest=300,
        rows=2,
        required=False,
        help_text=gettext_lazy("It stands under the title in lists. At most 300 characters."),
    )
    description = Words(
        label=gettext_lazy("Description"),
        longest=6000,
        rows=12,
        required=False,
        help_text=gettext_lazy(
            "The project, who is behind it, what the partner would do. An empty line begins a "
            "paragraph."
        ),
    )
    first_language = forms.ChoiceField(
        label=gettext_lazy("First language"),
        choices=languages.CHOICES,
        help_text=gettext_lazy(
            "Readers are shown this one where there is no text in their own language."
        ),
    )
    sectors = Ticks(label=gettext_lazy("Sectors"), required=False)
    regions = Ticks(label=gettext_lazy("Where the partner may be"), required=False)
    countries = Ticks(label=gettext_lazy("Countries"), required=False)
    partner_kinds = Ticks(
        label=gettext_lazy("Kinds of partner"), choices=OrganisationKind.choices, required=False
    )
    starts_on = Day(label=gettext_lazy("The work begins"), required=False)
    ends_on = Day(label=gettext_lazy("The work ends"), required=False)
    working_languages = LanguageTicks(label=gettext_lazy("Languages of work"), required=False)
    deadline = Day(
        label=gettext_lazy("Open until"),
        required=False,
        help_text=gettext_lazy(
            "The last day on which the request is shown. You are reminded in time, and can renew."
        ),
    )

    def __init__(self, data: Any, *, request: PartnerRequest, language: Language) -> None:
        self.request, self.language = request, language
        self.resources = list(Resource.objects.all())
        super().__init__(data, initial=initial(request, language))
        self.fields["sectors"].choices = [(each.slug, each) for each in Sector.objects.all()]  # type: ignore[attr-defined]
        self.fields["regions"].choices = [(each.slug, each) for each in Region.objects.all()]  # type: ignore[attr-defined]
        self.fields["countries"].choices = list(countries)  # type: ignore[attr-defined]
        self.fields |= line_fields(self.resources, language)
        written_in(language, *(self.fields[name] for name in WORDS))

    @property
    def sides(self) -> Iterator[tuple[Side, list[LineFields]]]:
        """What is sought, what is brought: a tick and a sentence for each resource."""
        for side in Side:
            yield side, [LineFields.of(self, side, each) for each in self.resources]

    @property
    def places(self) -> list[Place]:
        regions, named = self["regions"], self["countries"]
        return places(regions, regions.value() or [], named.value() or [])

    def clean_deadline(self) -> date | None:
        day: date | None = self.cleaned_data["deadline"]
        if day and day != self.request.deadline and (sentence := deadlines.problem(day)):
            raise ValidationError(sentence)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The work cannot end before it begins."))
        for _side, lines in self.sides:
            for line in lines:
                line.ask_what_is_meant(self)
        return cleaned

    def content(self) -> Content:
        """What can be saved of it: all but the fields with an error."""
        cleaned = self.cleaned_data
        plain = {name: cleaned.get(name, UNTOUCHED) for name in PLAIN}
        lines = [line for _side, several in self.sides for line in several]
        named = {line.key: line.sentence_of(self) for line in lines if line.is_clean(self)}
        return Content(language=self.language.code, lines=named, **plain)

    @property
    def known_revision(self) -> int:
        """The revision that its writer read; 0, which never was, where it does not say."""
        return self.cleaned_data.get("revision") or 0

    def now_at(self, request: PartnerRequest) -> None:
        """The form stands on this revision from here on."""
        self.request = request
        data: Any = self.data
        self.data = data.copy()
        self.data["revision"] = request.revision  # type: ignore[index]


def initial(request: PartnerRequest, language: Language) -> dict[str, Any]:
    texts = {text.language: text for text in request.texts.all()}
    text = texts.get(language.code) or PartnerRequestText()
    own = ("first_language", "direction", "countries", "partner_kinds", "starts_on", "ends_on")
    return {
        "revision": request.revision,
        **{name: getattr(text, name) for name in WORDS},
        **{name: getattr(request, name) for name in own},
        "sectors": [sector.slug for sector in request.sectors.all()],
        "regions": [region.slug for region in request.regions.all()],
        "working_languages": request.working_languages,
        "deadline": request.deadline or deadlines.suggested(),
        **sentences_in(request, language),
    }
