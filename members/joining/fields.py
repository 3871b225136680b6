"""Fields of the forms of joining."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from . import documents

NO_ADDRESS = _("This is no e-mail address. Write it like name@example.org.")


class ProseField(forms.CharField):
    """Several lines. Browsers count the end of a line as one letter and send two."""

    def __init__(self, longest: int, *, rows: int = 6, **kwargs: Any) -> None:
        area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(max_length=longest, widget=area, **kwargs)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        return text.replace("\r\n", "\n").replace("\r", "\n")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True, "accept": documents.ACCEPTED})


class Documents(forms.Field):
    """Any number of files; what each is, the form asks."""

    widget = FilesInput

    def clean(self, value: Any) -> list[UploadedFile]:
        return [file for file in value or [] if isinstance(file, UploadedFile)]


def one_line(value: str) -> str:
    return " ".join(value.split())


def require_plain_address(email: str) -> str:
    """An address may hold odd signs in quotation marks; none of them is anybody's."""
    if not email.isprintable() or '"' in email or " " in email:
        raise ValidationError(NO_ADDRESS, code="invalid")
    return email
