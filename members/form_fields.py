"""Fields that several forms of members share."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

WEB_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)


class NameField(forms.CharField):
    """A name of a person or an organisation, on one line. It stands in letters that we sign, so
    that it cannot hold a web address."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())

    def validate(self, value: Any) -> None:
        super().validate(value)
        if WEB_ADDRESS.search(value):
            raise ValidationError(_("A name holds no web address."), code="address")


class WebsiteField(forms.URLField):
    """An address that a reader's browser opens: nothing but http and https."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    widget = forms.URLInput(attrs={"dir": "ltr"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
