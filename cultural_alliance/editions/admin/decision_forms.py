"""The forms of the actions. What a verb needs is asked here; what it refuses, it says itself."""

from typing import TYPE_CHECKING, Any

from django import forms

from cultural_alliance import languages

from ..models import Document, Edition

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


class StartForm(DecisionForm):
    language = forms.ChoiceField(label="Language", choices=languages.CHOICES)
