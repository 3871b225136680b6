"""The field for a mail address, in every form of the portal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

NO_ADDRESS = _("This is no e-mail address. Write it like name@example.org.")


class MailboxField(forms.EmailField):
    """One address of one person."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("widget", forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = NO_ADDRESS

    def clean(self, value: Any) -> str:
        """In the one spelling that mail goes by: limits and subscriptions count mailboxes. An
        address may hold odd signs in quotation marks or brackets; none of them is anybody's."""
        address = str(super().clean(value) or "")
        if not address.isprintable() or set('"[ ') & set(address):
            raise ValidationError(NO_ADDRESS, code="invalid")
        person, at, domain = address.rpartition("@")
        try:
            plain = person + at + domain.encode("idna").decode().lower()
            validate_email(plain)
        except (UnicodeError, ValidationError):
            raise ValidationError(NO_ADDRESS, code="invalid") from None
        return plain
