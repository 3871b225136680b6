"""What may be asked, from the address. What cannot be says so, and stays in the box."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cultural_alliance import surfaces

MOST_CHARACTERS = 200


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=MOST_CHARACTERS,
        error_messages={
            "max_length": _("Write at most %(limit_value)d characters: a few words are enough.")
        },
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        error_messages={
            "invalid_choice": _("The search knows no such kind. Take one of those shown.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, offer.name) for kind, offer in surfaces.search.items()]
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]
