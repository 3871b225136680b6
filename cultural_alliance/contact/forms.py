"""The form of Contact Us."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cultural_alliance.form_fields import MailboxField
from cultural_alliance.limits.forms import CarefulForm

from .models import LONGEST_MESSAGE
from .topics import Topic


class Prose(forms.CharField):
    """Several lines. Browsers count the end of a line as one letter and send two."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        return text.replace("\r\n", "\n").replace("\r", "\n")


class OneLine(forms.CharField):
    """Whatever was sent, in one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class EnquiryForm(CarefulForm):
    use_required_attribute = False  # our own sentences, and all of them at once

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose a topic")), *Topic.choices],
        error_messages={"required": _("Choose what comes nearest: it finds the right reader.")},
    )
    message = Prose(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        help_text=_("In any of the six languages. At most 5,000 characters."),
        widget=forms.Textarea(attrs={"rows": 9, "dir": "auto"}),
        error_messages={"required": _("Write what you would like to ask or tell us.")},
    )
    about = OneLine(
        label=_("The text that you mean"),
        required=False,
        max_length=500,
        help_text=_("Its address in this portal, or its reference."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    name = OneLine(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Tell us whom we answer.")},
    )
    email = MailboxField(
        label=_("Your e-mail address"),
        help_text=_("The receipt and our answer go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"required": _("We need it to answer you.")},
    )

    @property
    def given(self) -> dict[str, str]:
        """What `receive` takes."""
        return {
            name: self.cleaned_data[name] for name in ("topic", "message", "about", "name", "email")
        }
