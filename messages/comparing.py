"""Two editions of a statement beside each other."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cultural_alliance.editions.comparing import text_of
from cultural_alliance.editions.differences import Comparison, compare
from cultural_alliance.editions.models import Edition


def differences(old: Edition, new: Edition) -> Comparison:
    return compare(text_of(old), text_of(new))


class CompareForm(forms.Form):
    """Chooses two of the editions. `action` is where it is sent: below the statement's page."""

    old = forms.TypedChoiceField(label=_("Compare edition"), coerce=int)
    new = forms.TypedChoiceField(label=_("with edition"), coerce=int)

    def __init__(self, editions: Sequence[Edition], url: str, data: Any = None) -> None:
        numbers = sorted(each.number for each in editions if each.number and not each.erased)
        super().__init__(data, auto_id="compare-%s")
        self.action = f"{url}editions/compare/"
        self.is_possible = len(numbers) > 1
        for field in self.fields.values():
            field.choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]
        if self.is_possible:
            self.initial = {"old": numbers[-2], "new": numbers[-1]}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "old" in given and given["old"] == given.get("new"):
            raise ValidationError(_("Choose two different editions."))
        return given
