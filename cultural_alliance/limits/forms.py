"""What every public form carries against machines: a field that people leave empty, and the
instant at which the form was opened. Neither costs a reader anything, and neither loses a word."""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

PURPOSE = "limits.opened"
LEAST_TIME = timedelta(seconds=2)
GOOD_FOR = timedelta(days=2)
OPENED, TRAP = "opened", "subject_line"

FILLED_IN = _(
    "A field that readers do not see was filled in, perhaps by your browser. It is empty again: "
    "please send the form once more."
)
TOO_QUICK = _("That was quicker than anybody types. Look it over and send it once more.")
OPEN_TOO_LONG = _(
    "This page was open for a long time. Everything you wrote is here: please send it once more."
)


def opened_now() -> str:
    return signing.TimestampSigner(salt=PURPOSE).sign("form")


class CarefulForm(forms.Form):
    """A form that strangers may send.

        {% include "includes/_trap.html" with form=form only %}
        {% for field in form.asked %}{% include "includes/_field.html" with field=field only %}…

    Whoever is refused by one of the two finds the form ready: the second try works.
    """

    opened = forms.CharField(widget=forms.HiddenInput, initial=opened_now, required=False)
    subject_line = forms.CharField(required=False, label=_("Leave this field empty"))

    @property
    def asked(self) -> Iterator[BoundField]:
        """What people are asked: everything but these two."""
        return (field for field in self if field.name not in (OPENED, TRAP))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        why_not = self._why_not_yet()
        if why_not:
            sent: Any = copy(self.data)  # a QueryDict's copy can be changed
            sent[self.add_prefix(OPENED)] = opened_now()  # the second try is in time
            self.data = sent
        if self.cleaned_data.get(TRAP):
            raise ValidationError(FILLED_IN, code="trap")
        if why_not:
            raise why_not
        return cleaned

    def _why_not_yet(self) -> ValidationError | None:
        """What speaks against the instant at which the form was opened: one that is forged or
        missing is told as one that is too long ago."""
        signer, opened = signing.TimestampSigner(salt=PURPOSE), self.cleaned_data.get(OPENED, "")
        try:
            signer.unsign(opened, max_age=GOOD_FOR)
        except signing.BadSignature:
            return ValidationError(OPEN_TOO_LONG, code="old")
        try:
            signer.unsign(opened, max_age=LEAST_TIME)
        except signing.SignatureExpired:
            return None
        return ValidationError(TOO_QUICK, code="quick")
