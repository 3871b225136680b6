"""Words that strangers send, to be passed on to others."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Two words with a full stop and no space between them: what mail programs turn into a link.
LINK = re.compile(r"://|www\.|@|[\w-]\.[^\W\d_]{2,}")
JOINERS = "\u200c\u200d"  # Persian and several Indian scripts are spelt with them


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
