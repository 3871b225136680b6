"""The forms of a text's files: one to add, one that says what a file shows or holds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from ..attachable import ACCEPTED, LARGEST, Attachable, Unfit, inspect
from ..models import Attachment, Edition


class DescribeForm(forms.Form):
    """`of_image` is None while nobody knows yet what the file will be."""

    use_required_attribute = False

    description = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it shows or holds, for those who do not see or open it: one sentence, in "
        "the language of the text. It may wait until the text is submitted.",
    )
    decorative = forms.BooleanField(
        label="Decorative",
        required=False,
        help_text="An image that tells nothing: who does not see it misses nothing.",
    )

    def __init__(
        self, edition: Edition, *args: Any, of_image: bool | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of_image = of_image
        language = edition.text_language
        self.fields["description"].widget.attrs |= {
            "lang": language.tag,
            "dir": language.direction,
        }
        if of_image is False:
            del self.fields["decorative"]

    @classmethod
    def of(cls, attachment: Attachment, edition: Edition, data: Any = None) -> "DescribeForm":
        said = {name: getattr(attachment, name) for name in ("description", "decorative")}
        return cls(edition, data, initial=said, of_image=attachment.is_image)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decorative") and cleaned.get("description", "").strip():
            self.add_error(
                "decorative", "Choose one: describe what it shows, or say that it tells nothing."
            )
        elif cleaned.get("decorative") and self.of_image is False:
            self.add_error("decorative", "Only an image can be decorative: say what it holds.")
        return cleaned


class AddForm(DescribeForm):
    """`file`, once clean, was looked into and may be kept."""

    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty.",
            "missing": "The file did not arrive. Choose it again.",
        },
        help_text="PDF, Word (DOCX), PNG, JPEG, WebP or GIF, of at most 10 MB. It is kept exactly "
        "as it is.",
    )
    field_order = ["file", "description", "decorative"]

    def clean_file(self) -> Attachable:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST:  # without reading it
            raise ValidationError("This file is larger than 10 MB. Send a smaller one.")
        try:
            file = inspect(upload.name or "", upload.read())
        except Unfit as unfit:
            raise ValidationError(unfit.sentence) from unfit
        self.of_image = file.width is not None
        return file
