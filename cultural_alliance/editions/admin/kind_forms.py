"""The forms of a document: to begin one, and to change what stands beside its texts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from .. import addresses
from ..models import Document


class NewDocumentForm(forms.ModelForm):
    """Nothing is demanded but a title and the language that it is in."""

    title = forms.CharField(
        max_length=300, widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"})
    )

    field_order = ["title", "original_language"]


class FactsForm(forms.ModelForm):
    """What stands beside the texts. Once something is public, a change needs a public note."""

    note = forms.CharField(
        required=False,
        label="Public note",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="What readers are told of the change. Needed once something is public.",
    )
    # Fields that are no fact: where the document stands.
    place_names: tuple[str, ...] = ("slug", "parent", "note")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        document: Document = self.instance
        if slug and slug != slugify(slug):
            raise ValidationError(
                "Small Latin letters, figures and hyphens only, such as “%(slug)s”.",
                params={"slug": slugify(slug) or "south-south-day"},
            )
        if not slug and document.path:
            raise ValidationError("An address, once minted, needs its last word.")
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        changed = [name for name in self.changed_data if name not in self.place_names]
        stored = Document.objects.get(pk=self.instance.pk)
        if changed and addresses.is_public(stored) and not cleaned.get("note", "").strip():
            self.add_error("note", "Tell readers what changes in the facts.")
        self._require_free_address(cleaned, stored)
        return cleaned

    def _require_free_address(self, cleaned: dict[str, Any], stored: Document) -> None:
        moved = {"slug", "parent"} & set(self.changed_data)
        if not moved or stored.first_published_at is None or not cleaned.get("slug"):
            return
        path = self.instance.path_for(cleaned["slug"], stored.first_published_at)
        if addresses.is_taken(path, stored):
            self.add_error("slug", f"The address /{path}/ belongs to another document.")
