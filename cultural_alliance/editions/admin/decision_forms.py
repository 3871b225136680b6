"""The forms of the actions. What a verb needs is asked here; what it refuses, it says itself."""

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cultural_alliance import languages

from ..models import Document, Edition, Notice, NoticeKind
from . import instants, references
from .fields import MayWait

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

Words = forms.Textarea(attrs={"rows": 4})


class DecisionForm(forms.Form):
    """The least: a button. `subject` is the edition or the document that is decided about."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, subject: Edition | Document, person: "User", **kwargs: Any
    ) -> None:
        self.subject, self.person = subject, person
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = field.error_messages.get("asked", "Fill this in.")


class RevisionForm(DecisionForm):
    """Of what depends on the words: the revision that the person saw comes along."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", getattr(self.subject, "revision", None))


class CommentForm(DecisionForm):
    comment = forms.CharField(
        label="Note", required=False, widget=Words, help_text="For colleagues; never public."
    )


class SubmitForm(RevisionForm, CommentForm):
    field_order = ["comment"]


class SendBackForm(DecisionForm):
    comment = forms.CharField(
        label="What should the writers do?",
        widget=Words,
        error_messages={"asked": "Say what to change."},
        help_text="For colleagues; never public.",
    )


class ReasonForm(DecisionForm):
    reason = forms.CharField(
        label="Reason",
        widget=Words,
        error_messages={"asked": "Give the reason."},
        help_text="All editors see it.",
    )


class UrgentForm(RevisionForm, ReasonForm):
    field_order = ["reason"]


class PublicReasonForm(ReasonForm):
    """Reversing makes the reason public: as a change note, or as the notice of a withdrawal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Readers are told it."


class NoteForm(DecisionForm):
    note = forms.CharField(
        label="The note as it should be",
        widget=Words,
        error_messages={"asked": "Write the note."},
        help_text="Public. It stands beside the original note, which is never altered.",
    )


class InstantForm(DecisionForm):
    """An instant, typed in the person's own zone. `at` in the cleaned data is what was meant;
    `nearest` holds what to offer where it was no right instant."""

    day = MayWait(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    clock = MayWait(label="Time", widget=forms.TimeInput(attrs={"type": "time", "step": "1"}))
    zone = MayWait(
        label="Time zone",
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text="Yours, unless you write another: Europe/Paris, UTC, Asia/Beirut.",
    )
    # Where the clocks go back a time comes twice; the page then offers a button for each.
    which = forms.ChoiceField(
        required=False,
        choices=[("", ""), ("first", "The first"), ("second", "The second")],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nearest: list[instants.Shown] = []
        self.nearest_zone = ""
        self.initial.setdefault("zone", self.person.time_zone)

    @property
    def zones(self) -> list[str]:
        return sorted(available_timezones())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["at"] = self._read(data) if self.wants_instant(data) else None
        return data

    def wants_instant(self, data: dict[str, Any]) -> bool:
        return True

    def _read(self, data: dict[str, Any]) -> Any:
        day, clock, zone, which = (
            data.get(name) or "" for name in ("day", "clock", "zone", "which")
        )
        zone = zone or self.person.time_zone
        try:
            return instants.require_ahead(
                instants.read(day, clock, zone, which=which), instants.read_zone(zone).key
            )
        except instants.NoSuchInstant as refusal:
            self.add_error(refusal.field, refusal.sentence)
            self.nearest = [instants.show(at, refusal.zone) for at in refusal.nearest]
            self.nearest_zone = refusal.zone if refusal.field == "zone" else ""
            return None


class ApprovalForm(RevisionForm, InstantForm):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label="When does it become public?",
        choices=[(NOW, "Now"), (LATER, "At an instant that I choose")],
        widget=forms.RadioSelect,
        initial=NOW,
        error_messages={"asked": "Say when."},
    )
    comment = forms.CharField(
        label="Note", required=False, widget=Words, help_text="For colleagues; never public."
    )
    field_order = ["when", "day", "clock", "zone", "which", "comment"]

    def wants_instant(self, data: dict[str, Any]) -> bool:
        return data.get("when") == self.LATER


class RescheduleForm(InstantForm, CommentForm):
    field_order = ["day", "clock", "zone", "which", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = getattr(self.subject, "published_at", None)
        if at:
            moment = at.astimezone(self.person.zone)
            self.initial.setdefault("day", f"{moment:%Y-%m-%d}")
            self.initial.setdefault("clock", f"{moment:%H:%M:%S}")


class TogetherForm(ApprovalForm):
    """Several languages of one document, approved for one instant."""

    texts = forms.MultipleChoiceField(
        label="Which texts?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"asked": "Choose at least one text."},
    )
    field_order = ["texts", "when", "day", "clock", "zone", "which", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        submitted = Edition.objects.filter(document=self.subject.pk, state="submitted")
        self.submitted = {f"{each.pk}.{each.revision}": each for each in submitted}
        # A choice names the revision that was seen: a text that changed since is no choice.
        self.fields["texts"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.text_language.name}: {each.title}")
            for key, each in self.submitted.items()
        ]
        self.initial.setdefault("texts", list(self.submitted))

    def clean_texts(self) -> list[Edition]:
        return [self.submitted[key] for key in self.cleaned_data["texts"]]


class ScopeForm(DecisionForm):
    """A public notice: over all languages or one, with its reason."""

    ALL = "all"

    language = forms.ChoiceField(label="Which texts?", initial=ALL)
    reason = forms.CharField(
        label="Reason",
        widget=Words,
        help_text="Public: readers are told it.",
        error_messages={"asked": "Give the reason that readers are told."},
    )
    reason_language = forms.ChoiceField(
        label="The reason is written in", choices=languages.CHOICES, initial="en"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        original = self.subject.original_language  # type: ignore[union-attr]
        published = Edition.objects.published().filter(document=self.subject.pk)
        codes = set(published.values_list("language", flat=True)) - {original}
        others = [(code, f"{name} only") for code, name in languages.CHOICES if code in codes]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (self.ALL, "All languages"),
            *others,
        ]

    def clean_language(self) -> str:
        """The verbs mean all languages by none."""
        language: str = self.cleaned_data["language"]
        return "" if language == self.ALL else language


class WithdrawForm(ScopeForm):
    replaced_by = forms.CharField(
        label="Replaced by",
        required=False,
        help_text="The address or the number of the document that readers should read instead.",
    )

    def clean_replaced_by(self) -> Document | None:
        typed = self.cleaned_data["replaced_by"].strip()
        if not typed:
            return None
        found = references.find_document(typed)
        if found is None:
            raise ValidationError(
                "No document has this address or number. Copy the address of its public page."
            )
        return found


class NoticeForm(DecisionForm):
    """About one of the document's notices; it is only asked which where there are several."""

    notice = forms.ModelChoiceField(
        label="Which one?",
        queryset=Notice.objects.none(),
        error_messages={"invalid_choice": "This is decided already. Look at where it stands."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.choose().filter(document=self.subject.pk).order_by("pk")
        self.fields["notice"].queryset = found  # type: ignore[attr-defined]
        if len(found) == 1 or "notice" in self.initial:
            self.fields["notice"].widget = forms.HiddenInput()
            self.initial.setdefault("notice", found[0].pk if found else None)

    def choose(self) -> "QuerySet[Notice]":
        return Notice.objects.proposed()


class RestoreForm(NoticeForm, CommentForm):
    def choose(self) -> "QuerySet[Notice]":
        return Notice.objects.standing().filter(kind=NoticeKind.WITHDRAWN)


class DropForm(NoticeForm, CommentForm):
    pass


class StartForm(DecisionForm):
    language = forms.ChoiceField(label="Language", choices=languages.CHOICES)
