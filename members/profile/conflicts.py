"""When somebody else saved meanwhile: what was typed beside what is there now. Nothing is lost."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .forms import ProfileForm


@dataclass(frozen=True)
class Difference:
    label: str
    yours: str
    now: str


def differences(form: ProfileForm) -> list[Difference]:
    """Of a bound form of the organisation as it is now: every field that differs from it."""
    return [
        Difference(
            label=str(form[name].label),
            yours=shown(form.fields[name], form.cleaned_data.get(name)),
            now=shown(form.fields[name], form.get_initial_for_field(form.fields[name], name)),
        )
        for name in form.changed_data
        if name != "revision"
    ]


def shown(field: forms.Field, value: Any) -> str:
    """A field's value in words."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(row) for row in value or []))
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ChoiceField):
        names = dict(field.choices)  # type: ignore[arg-type]
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(names.get(each, each)) for each in chosen if each)
    return "" if value is None else str(value)
