"""The little that is asked before a request is begun."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cultural_alliance import languages

from ..models import Organisation


class NewRequestForm(forms.Form):
    use_required_attribute = False

    organisation = forms.ChoiceField(
        label=gettext_lazy("For which organisation?"), widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do you write first?"),
        choices=languages.CHOICES,
        help_text=gettext_lazy("You can add the others later."),
    )

    def __init__(self, data: Any, *, organisations: Sequence[Organisation]) -> None:
        super().__init__(data)
        choices = [(str(each.pk), each.name) for each in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
        self.initial = {"organisation": choices[0][0], "language": organisations[0].first_language}

    @property
    def chosen(self) -> int:
        return int(self.cleaned_data["organisation"])
