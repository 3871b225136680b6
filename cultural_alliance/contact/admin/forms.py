"""What the desk writes: an answer, a reason. Whatever was typed comes back when it is refused."""

from django import forms

from ..forms import Prose
from ..models import Enquiry

LONGEST_ANSWER = 20_000


class AnswerForm(forms.Form):
    use_required_attribute = False

    text = Prose(
        label="Your answer",
        max_length=LONGEST_ANSWER,
        error_messages={"required": "Write the answer first: it is mailed as it stands here."},
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )

    def __init__(self, enquiry: Enquiry, data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        self.fields["text"].help_text = (
            f"Mailed to {enquiry.email} as it stands here, with the enquiry quoted under it. "
            f"The writer reads the portal in {enquiry.spoken_in}."
        )


class CloseForm(forms.Form):
    use_required_attribute = False

    reason = Prose(
        label="Why it needs no answer",
        max_length=2000,
        help_text="Colleagues read it here. Nobody is written to.",
        error_messages={"required": "Say why it needs no answer: colleagues read it here."},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, enquiry: Enquiry, data: dict[str, str] | None = None) -> None:
        super().__init__(data)


FORMS: dict[str, type[AnswerForm] | type[CloseForm]] = {"answer": AnswerForm, "close": CloseForm}
