"""The application's form. A draft keeps whatever is valid, so nothing is required here: what is
needed to send is asked by `missing.py`."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from cultural_alliance import languages
from cultural_alliance.limits.forms import CarefulForm
from cultural_alliance.vocabularies.models import Sector

from ..models import JoinApplication, OrganisationKind
from . import documents, missing
from .fields import Documents, ProseField, one_line, require_plain_address
from .keys import signed, unsigned
from .parts import PARTS, Part

OWN_FIELDS = (
    *("language", "name", "short_name", "kind", "legal_form", "country", "place", "website"),
    *("founded", "working_languages", "about", "brings", "seeks"),
    *("first_name", "first_position", "first_email"),
    *("second_name", "second_position", "second_email", "no_documents_reason"),
)
BESIDES = ("sectors", "documents", "consent", "revision", "opened", "subject_line", "form_key")


class ApplicationForm(forms.ModelForm):
    """`given` is what may be kept: valid fields alone. `checked` are the files that may be kept."""

    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=OrganisationKind.choices, widget=forms.RadioSelect
    )
    sectors = forms.ModelMultipleChoiceField(
        Sector.objects.all(), label=_("Sectors"), widget=forms.CheckboxSelectMultiple
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "url"}),
    )
    working_languages = forms.MultipleChoiceField(
        label=_("Languages of work"),
        choices=languages.CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )
    about = ProseField(4000, label=_("What the organisation does"))
    brings = ProseField(2000, label=_("What it would bring"), required=False)
    seeks = ProseField(2000, label=_("What it looks for"), required=False)
    no_documents_reason = ProseField(
        1000, label=_("Why there are no documents"), required=False, rows=3
    )
    documents = Documents(
        label=_("Add documents"),
        required=False,
        help_text=_(
            "Statutes, a registration, a report: PDF, Word, PNG or JPEG, at most five, each of at "
            "most 5 MB."
        ),
    )
    consent = forms.BooleanField(
        label=_("I agree that the Alliance keeps what I wrote here, as it is said above.")
    )

    class Meta:
        model = JoinApplication
        fields = OWN_FIELDS
        help_texts = {
            "language": _("The language that you write in. We answer in it."),
            "name": _("In full, as it is registered."),
            "legal_form": _("Association, foundation, company, public body …"),
        }
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "first_email": forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
            "second_email": forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
            "name": forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
        }

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        application: JoinApplication | None = None,
        **kwargs: Any,
    ) -> None:
        self.application = application
        self.checked: list[documents.Checked] = []
        stored = initial_of(application) if application else {}
        super().__init__(data, files, initial=stored | kwargs.pop("initial", {}), **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs.setdefault("dir", "auto")
        self._ask(True)

    def _ask(self, is_needed: bool) -> None:
        for name in ("language", *missing.NEEDED):
            self.fields[name].required = is_needed

    def full_clean(self) -> None:
        """Required is what is needed to send: readers are told so, and a draft goes without."""
        self._ask(False)
        super().full_clean()
        self._ask(True)

    def clean_first_email(self) -> str:
        return require_plain_address(self.cleaned_data["first_email"])

    def clean_second_email(self) -> str:
        return require_plain_address(self.cleaned_data["second_email"])

    def clean_website(self) -> str:
        url: str = self.cleaned_data["website"]
        if url and not url.lower().startswith(("http://", "https://")):
            raise ValidationError(_("Write it like https://www.example.org."), code="invalid")
        return url

    def clean_documents(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["documents"]
        already = self.application.documents.all() if self.application else []
        self.checked, faults = documents.check(files, already=already)
        if faults:
            raise ValidationError(faults)
        return files

    @property
    def given(self) -> dict[str, Any]:
        """What is valid, of the application's own fields."""
        valid = {name: value for name, value in self.cleaned_data.items() if name not in BESIDES}
        if not valid.get("language"):  # there is always one: that of the page, to begin with
            valid.pop("language", None)
        return {
            name: one_line(value)
            if isinstance(value, str) and not isinstance(self.fields[name], ProseField)
            else value
            for name, value in valid.items()
        }

    @property
    def parts(self) -> Iterator[tuple[Part, list[BoundField]]]:
        for part in PARTS:
            yield part, [self[name] for name in part.fields]

    def now_at(self, revision: int) -> None:
        """The next save is of this revision."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("revision")] = str(revision)  # type: ignore[index]


class StartForm(CarefulForm, ApplicationForm):
    """The first time: with the trap and the least time, and a key by which the same form, sent
    again, finds what it began."""

    form_key = forms.CharField(
        widget=forms.HiddenInput, required=False, initial=lambda: signed(get_random_string(32))
    )

    @property
    def key(self) -> str:
        return unsigned(self.data.get(self.add_prefix("form_key"), ""))

    @property
    def is_turned_away(self) -> bool:
        """By the trap or the clock: then nothing is begun."""
        return any(self.has_error(NON_FIELD_ERRORS, code) for code in ("trap", "old", "quick"))

    @property
    def is_empty(self) -> bool:
        """Nothing by which the applicant would know it again."""
        return not (self.cleaned_data.get("name") or self.cleaned_data.get("first_email"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_empty:
            self.add_error("name", _("Give at least this name, or your e-mail further down."))
        return cleaned


def initial_of(application: JoinApplication) -> dict[str, Any]:
    return {
        **forms.model_to_dict(application, OWN_FIELDS),
        "sectors": [sector.pk for sector in application.sectors.all()],
        "consent": application.consented_at is not None,
        "revision": application.revision,
    }
