"""The forms of the actions. What a verb needs is asked here; what it refuses, it says itself."""

from typing import TYPE_CHECKING, Any

from django import forms

from cultural_alliance import languages

from ..models import Comment, Document, Edition

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

Words = forms.Textarea(attrs={"rows": 4})


class DecisionForm(forms.Form):
    """The least: a button. `subject` is the edition, the document or the comment that is decided
    about."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, subject: Edition | Document | Comment, person: "User", **kwargs: Any
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "Note to the reviewers"


class ParagraphForm(DecisionForm):
    """About a paragraph of the text, or the whole; `seen` is the revision that was read."""

    paragraph = forms.IntegerField(
        label="About which paragraph?",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text="Its number in the margin. Nothing: the whole text.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", getattr(self.subject, "revision", None))


class SendBackForm(ParagraphForm):
    comment = forms.CharField(
        label="What should the writers do?",
        widget=Words,
        error_messages={"asked": "Say what to change."},
        help_text="For colleagues; never public. It opens the conversation beside the text.",
    )
    field_order = ["comment"]


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


class ReviewForm(DecisionForm):
    on = forms.DateField(
        label="To be reviewed on",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Write the day as year, month and day: 2027-03-28."},
        help_text="Leave it empty if nobody need look at it again.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", getattr(self.subject, "review_on", None))
