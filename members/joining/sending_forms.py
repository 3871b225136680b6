"""The smaller forms of joining: an answer, a claim, the link once more."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cultural_alliance.limits.forms import CarefulForm

from ..models import JoinApplication
from . import documents
from .fields import NO_ADDRESS, Documents, ProseField, one_line, require_plain_address


class AnswerForm(forms.Form):
    use_required_attribute = False

    answer = ProseField(
        5000, label=_("Your answer"), error_messages={"required": _("Write your answer.")}
    )
    documents = Documents(
        label=_("Add documents"),
        required=False,
        help_text=_("PDF, Word, PNG or JPEG, each of at most 5 MB; five in all."),
    )

    def __init__(self, *args: Any, application: JoinApplication, **kwargs: Any) -> None:
        self.application = application
        self.checked: list[documents.Checked] = []
        super().__init__(*args, **kwargs)

    def clean_documents(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["documents"]
        self.checked, faults = documents.check(files, already=self.application.documents.all())
        if faults:
            raise ValidationError(faults)
        return files


class ClaimForm(forms.Form):
    use_required_attribute = False

    first_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Give your name.")},
    )
    first_position = forms.CharField(
        label=_("Your position"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Say what you do in the organisation.")},
    )
    first_email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": _("Give your e-mail address: we answer there."),
            "invalid": NO_ADDRESS,
        },
    )
    text = ProseField(
        2000,
        label=_("How do you belong to it?"),
        help_text=_("The desk asks the organisation where it needs to."),
        error_messages={"required": _("Say in a sentence how you belong to the organisation.")},
    )
    consent = forms.BooleanField(
        label=_("I agree that the Alliance keeps what I wrote here in order to answer me."),
        error_messages={"required": _("We may keep what you wrote only if you agree.")},
    )

    def clean_first_email(self) -> str:
        return require_plain_address(self.cleaned_data["first_email"])

    @property
    def given(self) -> dict[str, str]:
        names = ("first_name", "first_position", "first_email")
        return {name: one_line(self.cleaned_data[name]) for name in names}


class LinkForm(CarefulForm):
    use_required_attribute = False

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("The address that you gave in the application."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": _("Give your e-mail address: we answer there."),
            "invalid": NO_ADDRESS,
        },
    )

    def clean_email(self) -> str:
        return require_plain_address(self.cleaned_data["email"])
