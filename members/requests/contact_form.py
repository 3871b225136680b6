"""What a member writes to the organisation of a request."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..models import Organisation
from .fields import Words


class ContactForm(forms.Form):
    use_required_attribute = False

    organisation = forms.ChoiceField(
        label=gettext_lazy("Which organisation writes?"), widget=forms.RadioSelect
    )
    message = Words(
        label=gettext_lazy("Your message"),
        longest=3000,
        rows=10,
        help_text=gettext_lazy(
            "Say who you are, what interests you and what you would bring. At most 3,000 "
            "characters."
        ),
    )

    def __init__(self, data: Any, *, organisations: Sequence[Organisation]) -> None:
        super().__init__(data)
        choices = [(str(each.pk), each.name) for each in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        self.initial = {"organisation": choices[0][0]}
        if len(choices) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()

    @property
    def chosen(self) -> int:
        return int(self.cleaned_data["organisation"])
