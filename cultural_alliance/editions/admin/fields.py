"""Fields that an unfinished form may leave empty, though they are no option."""

from typing import Any

from django import forms


class MayWait(forms.CharField):
    """Needed in the end, not before the form is taken: whoever needs it asks for it then."""

    def validate(self, value: Any) -> None:
        """Nothing is too little yet."""
