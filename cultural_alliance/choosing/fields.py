"""The form field for a choice among many rows: a box for words, and what was found and chosen.

It works without a script: words that were typed come back with what they found, to be ticked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField
from django.urls import reverse

from .offers import Offer, offers


@dataclass(frozen=True)
class Typed:
    """Words that were typed and not yet turned into a choice, beside what is chosen."""

    words: str
    chosen: Any


class Box(forms.Widget):
    template_name = "admin/choosing/box.html"
    choices: Iterable[Any] = ()  # the field hands over all its rows: they are never asked for

    class Media:
        js = (forms.Script("js/choosing.js", defer=True),)

    def __init__(self, name: str, *, many: bool) -> None:
        super().__init__()
        self.name, self.allow_multiple_selected = name, many

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        many = self.allow_multiple_selected and hasattr(data, "getlist")
        chosen = data.getlist(name) if many else data.get(name)
        words = (data.get(f"{name}-words") or "").strip()
        return Typed(words, chosen) if words else chosen

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # nothing is sent where nothing is chosen

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        words = value.words if isinstance(value, Typed) else ""
        offer = offers[self.name]
        chosen = self._rows(offer, value.chosen if isinstance(value, Typed) else value)
        found, is_cut = offer.found(words)
        context |= {
            "offer": offer,
            "ask": reverse("admin:choices", args=[self.name]),
            "type": "checkbox" if self.allow_multiple_selected else "radio",
            "many": self.allow_multiple_selected,
            "chosen": [(row.pk, offer.label(row)) for row in chosen],
            "found": [(row.pk, offer.label(row)) for row in found if row not in chosen],
            "words": words,
            "is_cut": is_cut,
        }
        return context

    @staticmethod
    def _rows(offer: Offer, value: Any) -> list[Any]:
        values = value if isinstance(value, list | tuple) else [value]
        keys = [str(each) for each in values]
        numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
        return list(offer.rows().filter(pk__in=numbers)) if numbers else []


class _Box:
    """Of a choice among many rows."""

    def __init__(self, *args: Any, offer: str, **kwargs: Any) -> None:
        kwargs["widget"] = Box(offer, many=isinstance(self, forms.ModelMultipleChoiceField))
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:
        if isinstance(value, Typed):
            raise ValidationError("Choose among what was found for your words, then save again.")
        return super().clean(value)  # type: ignore[misc]

    def has_changed(self, initial: Any, data: Any) -> bool:
        chosen = data.chosen if isinstance(data, Typed) else data
        return bool(super().has_changed(initial, chosen))  # type: ignore[misc]


class OneOfMany(_Box, forms.ModelChoiceField):
    pass


class SomeOfMany(_Box, forms.ModelMultipleChoiceField):
    pass


def field_for(db_field: Any) -> forms.Field | None:
    """The field for a relation to rows that are offered, where a plain list would be too long."""
    name = db_field.related_model._meta.model_name if db_field.is_relation else ""
    if name not in offers or not offers[name].is_long():
        return None
    some = isinstance(db_field, ManyToManyField)
    field: forms.Field = db_field.formfield(
        form_class=SomeOfMany if some else OneOfMany, offer=name
    )
    return field
