"""Fields that an unfinished form may leave empty, though they are no option."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..markup.bounds import too_much


class MayWait(forms.CharField):
    """Needed in the end, not before the form is taken: whoever needs it asks for it then."""

    def to_python(self, value: Any) -> Any:
        """Without the one character that nobody sees and no database takes."""
        return (super().to_python(value) or "").replace("\0", "")

    def validate(self, value: Any) -> None:
        """Nothing is too little yet."""


def can_be_read(source: str) -> None:
    if why_not := too_much(source):
        raise ValidationError(why_not)
