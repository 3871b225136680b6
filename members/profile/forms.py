"""The profile as a form: the facts, and the words in one of the six languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ..form_fields import NameField, WebsiteField
from ..models import Organisation, OrganisationKind, OrganisationText
from . import logos
from .saving import WORDS

# What the Alliance accepted, and whether the public sees it, is the owners' to change.
OWNERS_ALONE = ("name", "kind", "country", "is_listed")
FACTS = (
    "short_name",
    "legal_form",
    "place",
    "founded",
    "website",
    "sectors",
    "offers",
    "needs",
    "working_languages",
    "contact_name",
    "contact_phone",
    "contact_is_public",
    "first_language",
)
HINTS = {
    "summary": _("What stands under your name in every list."),
    "about": _("Who you are, what you do, for whom, since when."),
    "brings": _("What a partner gains with you."),
    "seeks": _("What kind of partner, for what, where."),
    "first_language": _("Readers of a language in which you wrote nothing see these words."),
    "contact_is_public": _(
        "Name and telephone only. E-mail addresses are never shown: partners write by a form."
    ),
    "is_listed": _("A hidden organisation and its requests are seen by your colleagues alone."),
    "website": _("With https:// or http://"),
    "founded": _("Four figures, such as 1998."),
}

TEXT_BOXES: dict[str, type[forms.Widget] | forms.Widget] = dict.fromkeys(WORDS, forms.Textarea)


class ProfileForm(forms.ModelForm):
    """`revision` tells what the writer saw: an older one is not saved over a newer one."""

    name = NameField(label=_("Name of the organisation"), max_length=200)
    short_name = NameField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("As in daily use, such as an abbreviation."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    website = WebsiteField(label=_("Website"), max_length=300, required=False)
    working_languages = forms.MultipleChoiceField(
        label=_("Languages of work"),
        choices=languages.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Organisation
        fields = [*OWNERS_ALONE, *FACTS]
        help_texts = HINTS
        labels = {"offers": _("What it can bring"), "needs": _("What it needs")}
        widgets = {
            "sectors": forms.CheckboxSelectMultiple,
            "offers": forms.CheckboxSelectMultiple,
            "needs": forms.CheckboxSelectMultiple,
            "contact_name": forms.TextInput(attrs={"autocomplete": "off"}),
            "contact_phone": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "founded": forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
        }

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instance: Organisation,
        language: Language,
        is_owner: bool,
    ) -> None:
        self.language = language
        text = instance.texts.filter(language=language.code).first()
        words = {name: getattr(text, name) for name in WORDS} if text else {}
        initial = {**words, "revision": instance.revision}
        super().__init__(data, instance=instance, initial=initial)
        for name, field in self._word_fields().items():
            self.fields[name] = field
        for name in OWNERS_ALONE:
            self.fields[name].disabled = not is_owner
        self.fields["country"].choices = [("", "–"), *countries]  # type: ignore[attr-defined]
        self.fields["first_language"].choices = self._written()  # type: ignore[attr-defined]

    def _word_fields(self) -> dict[str, forms.Field]:
        fields = fields_for_model(OrganisationText, fields=WORDS, widgets=TEXT_BOXES)
        for name, field in fields.items():
            field.help_text = HINTS[name]
            field.widget.attrs.update(
                lang=self.language.tag,
                dir=self.language.direction,
                rows=2 if name == "summary" else 6,
            )
        return fields

    def _written(self) -> list[tuple[str, str]]:
        """The languages that there are words in, this one and the first as it is."""
        codes = set(self.instance.texts.values_list("language", flat=True))
        codes |= {self.language.code, self.instance.first_language}
        return [choice for choice in languages.CHOICES if choice[0] in codes]

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[name] for name in WORDS]

    @property
    def facts(self) -> list[forms.BoundField]:
        names = ("name", "short_name", "kind", "legal_form", "country", "place", "founded")
        return [self[name] for name in (*names, "website", "working_languages")]

    @property
    def partnership(self) -> list[forms.BoundField]:
        return [self[name] for name in ("sectors", "offers", "needs")]

    @property
    def contact(self) -> list[forms.BoundField]:
        return [self[name] for name in ("contact_name", "contact_phone", "contact_is_public")]

    @property
    def publicity(self) -> list[forms.BoundField]:
        return [self[name] for name in ("first_language", "is_listed")]

    def clean_founded(self) -> int | None:
        year: int | None = self.cleaned_data["founded"]
        if year and year > timezone.localdate().year:
            raise ValidationError(_("This year is still to come."), code="future")
        return year

    def clean_working_languages(self) -> list[str]:
        asked = self.cleaned_data["working_languages"]
        return [code for code in languages.CODES if code in asked]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name, country = cleaned.get("name"), cleaned.get("country")
        if name and country and self._is_taken(name, country):
            self.add_error("name", _("Another member in this country has this name."))
        return cleaned

    def _is_taken(self, name: str, country: str) -> bool:
        others = Organisation.objects.members().exclude(pk=self.instance.pk)
        return others.filter(sort_name=name.casefold()[:200], country=country).exists()

    def cleaned_facts(self) -> dict[str, Any]:
        """What the person may change, as `saving.save` takes it."""
        names = [*OWNERS_ALONE, *FACTS]
        return {name: self.cleaned_data[name] for name in names if not self.fields[name].disabled}

    def cleaned_words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


class LogoForm(forms.Form):
    """`logo` is, once clean, the picture as it will be kept."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_(
            "PNG, JPEG or WebP, at most 2 MB. It is made smaller where it is wider than needed."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> bytes:
        return logos.redrawn(self.cleaned_data["logo"])
