"""Fields of the forms that strangers send: an address is one address, words are words."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

NO_ADDRESS = _("This is no e-mail address. Write it like name@example.org.")
# Two words with a full stop and no space between them: what mail programs turn into a link.
LINK = re.compile(r"://|www\.|@|[\w-]\.[^\W\d_]{2,}")
JOINERS = "\u200c\u200d"  # Persian and several Indian scripts are spelt with them


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


class WordsField(forms.CharField):
    """What a stranger wrote, to be passed on: no control signs, and no address of any page.

    In one line unless `lines`. Browsers count the end of a line as one letter and send two.
    """

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        lines = [" ".join(line.split()) for line in map(printable, text.splitlines())]
        return ("\n" if self.lines else " ").join(lines).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if LINK.search(without_joiners(unicodedata.normalize("NFKC", value))):
            raise ValidationError(
                _(
                    "Leave addresses of pages and of mail out: they are what unwanted mail is "
                    "made of. After a full stop, leave a space."
                ),
                code="link",
            )


def printable(line: str) -> str:
    """Without control signs, and without the marks that turn the direction of what follows.
    NUL stays, for Django's own validator to refuse."""
    return "".join(
        sign
        for sign in line
        if sign in JOINERS
        or sign == "\0"
        or unicodedata.category(sign) not in ("Cc", "Cf")
        or sign == "\t"
    )


def without_joiners(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, JOINERS)))
