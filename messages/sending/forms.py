"""The form of Send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cultural_alliance.form_fields import MailboxField
from cultural_alliance.limits.forms import CarefulForm

from ..form_fields import WordsField

LONGEST_NOTE = 500


class SendForm(CarefulForm):
    use_required_attribute = False  # our own sentences, and all of them at once

    to = MailboxField(
        label=_("Your colleague’s e-mail address"),
        help_text=_("One address. It is used for this one letter and not kept."),
        error_messages={"required": _("Say where the statement should go.")},
    )
    name = WordsField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Your colleague reads it as the sender."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Tell your colleague who you are.")},
    )
    note = WordsField(
        label=_("A short note"),
        lines=True,
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("At most 500 characters, without addresses."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
