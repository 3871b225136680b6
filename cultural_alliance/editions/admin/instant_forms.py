"""The forms that ask for an instant."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms

from ..models import Document, Edition
from . import companions, instants
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


class ApproveManyForm(ApprovalForm):
    """Of several texts: whatever names them names their revisions too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]


class TextsField(forms.MultipleChoiceField):
    """A choice names the revision that was seen: a text that changed since is no choice."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered: dict[str, Edition] = {}
        self.error_messages["invalid_choice"] = (
            "A text that you chose was changed or decided about meanwhile. Choose again."
        )

    def offer(self, editions: Iterable[Edition]) -> None:
        self.offered = {f"{each.pk}.{each.revision}": each for each in editions}
        self.choices = [
            (key, f"{each.text_language.name}: {each.title}") for key, each in self.offered.items()
        ]

    def clean(self, value: Any) -> list[Edition]:
        return [self.offered[key] for key in super().clean(value)]


class TogetherForm(ApproveManyForm):
    """Languages of one document, and other texts that belong to them, approved for one instant."""

    texts = TextsField(
        label="Which of its texts?", error_messages={"asked": "Choose at least one text."}
    )
    others = TextsField(
        label="Which other texts with them?",
        required=False,
        help_text="Texts that wait for approval: first the pages above and below this one, then "
        f"what the same people wrote lately, then the newest. At most {companions.MOST}.",
    )
    field_order = ["texts", "others", "when", "day", "clock", "zone", "which", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.subject
        assert isinstance(document, Document)
        texts, others = self.fields["texts"], self.fields["others"]
        waiting = companions.waiting_for(self.person)
        texts.offer(waiting.filter(document=document.pk))  # type: ignore[attr-defined]
        others.offer(companions.of(document, self.person))  # type: ignore[attr-defined]
        self.initial.setdefault("texts", list(texts.offered))  # type: ignore[attr-defined]
        if not others.offered:  # type: ignore[attr-defined]
            del self.fields["others"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["all_texts"] = [*data.get("texts", []), *data.get("others", [])]
        return data
