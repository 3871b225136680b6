"""What the holder of a preview link may send: a comment, and a sign-off of the exact text."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cultural_alliance.limits.forms import CarefulForm

from . import html, sharing
from .models import PreviewLink

LONGEST_COMMENT = 5_000


class CommentForm(CarefulForm):
    use_required_attribute = False
    prefix = "comment"

    paragraph = forms.TypedChoiceField(
        label=gettext_lazy("About which part"), required=False, coerce=int, empty_value=None
    )
    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write your comment.")},
    )

    def __init__(self, link: PreviewLink, data: Any = None) -> None:
        super().__init__(data)
        numbered = [
            (number, f"¶ {number}: {Truncator(words).words(9)}")
            for number, words in html.numbered_paragraphs(link.edition.body).items()
        ]
        self.fields["paragraph"].choices = [("", _("The whole text")), *numbered]  # type: ignore[attr-defined]


class SignOffForm(CarefulForm):
    use_required_attribute = False
    prefix = "sign"

    text_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Sign with your name.")},
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("I have read this text, and stand by it word for word."),
        error_messages={"required": gettext_lazy("Confirm that you stand by the text.")},
    )

    def __init__(self, link: PreviewLink, data: Any = None) -> None:
        seen = sharing.digest_of(link.edition)
        super().__init__(data, initial={"name": link.name, "text_digest": seen})
