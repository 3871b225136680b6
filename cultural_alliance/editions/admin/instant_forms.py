"""The forms that ask for an instant."""

from typing import Any
from zoneinfo import available_timezones

from django import forms

from ..models import Edition
from . import instants
from .decision_forms import CommentForm, DecisionForm, RevisionForm, Words
from .fields import MayWait


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
