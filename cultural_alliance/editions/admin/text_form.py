"""The text as it is written: only the title is demanded before it is submitted."""

from typing import TYPE_CHECKING, Any

from django import forms

from cultural_alliance import richtext
from cultural_alliance.choosing import SHORT

from ..approval import previous
from ..models import Edition, Standing, State
from . import conflict
from .fields import MayWait, can_be_read
from .places import which

if TYPE_CHECKING:
    from django.db.models import QuerySet

TRANSLATIONS = [
    (standing.value, standing.label) for standing in Standing if standing != Standing.ORIGINAL
]

# What an open form knows of the text as it was saved last, beside its words.
BESIDE = ("revision", "base")


class EditionChoice(forms.ModelChoiceField):
    def label_from_instance(self, edition: Edition) -> str:
        # Without its title: the text may be limited to others.
        return f"{edition.text_language.name}, {which(edition)}"


class TextForm(forms.Form):
    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=300,
        error_messages={"required": "Give the text a title. Everything else can wait."},
    )
    summary = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences, for lists and feeds.",
    )
    body = MayWait(label="Text", strip=False, validators=[can_be_read])
    standing = forms.ChoiceField(label="Standing", choices=TRANSLATIONS)
    follows = EditionChoice(
        queryset=Edition.objects.none(), required=False, help_text="The edition that it translates."
    )
    change_note = MayWait(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What readers are told that this edition corrects, in the language of the text.",
    )
    minor = forms.BooleanField(
        label="A minor correction",
        required=False,
        help_text="In the public history, but in no feed or alert, and needs no note.",
    )

    def __init__(self, edition: Edition, data: Any = None) -> None:
        self.edition = edition
        initial: dict[str, Any] = {
            **conflict.texts_of(edition),
            "revision": edition.revision,
            "base": lambda: conflict.base_of(edition),
        }
        super().__init__(data, initial=initial)
        self.fields["body"].widget = richtext.widget(label="Text", attrs={"rows": "18"})
        self._keep_what_applies()
        self._speak_its_language()

    def _keep_what_applies(self) -> None:
        """Standing and what it follows are a translation's; a note is a correction's."""
        if self.edition.language == self.edition.document.original_language:
            del self.fields["standing"], self.fields["follows"]
        else:
            self.fields["follows"].queryset = self._followable()  # type: ignore[attr-defined]
        if previous(self.edition) is None:
            del self.fields["change_note"], self.fields["minor"]

    def _followable(self) -> "QuerySet[Edition]":
        others = Edition.objects.filter(document=self.edition.document_id, erased=False)
        others = others.exclude(language=self.edition.language).exclude(state=State.SET_ASIDE)
        newest = [*others.order_by("-pk").values_list("pk", flat=True)[:SHORT]]
        return others.filter(pk__in=[*newest, self.edition.follows_id]).order_by(
            "language", "-number"
        )

    def _speak_its_language(self) -> None:
        language = self.edition.text_language
        for name in ("title", "summary", "body", "change_note"):
            if name in self.fields:
                written_in = {"lang": language.tag, "dir": language.direction}
                self.fields[name].widget.attrs |= written_in

    @property
    def texts(self) -> dict[str, Any]:
        """What `save_draft` takes."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in BESIDE}

    def again_over(self, edition: Edition) -> "TextForm":
        """The same words, to be saved over the edition as it stands now."""
        sent = {name: self.data.get(name) for name in self.data}
        now = {"revision": str(edition.revision), "base": conflict.base_of(edition)}
        return TextForm(edition, {**sent, **now})
