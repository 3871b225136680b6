"""The forms about a notice: to put one over a text, and to decide about one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cultural_alliance import languages

from ..models import Document, Edition, Notice, NoticeKind
from . import references
from .decision_forms import CommentForm, DecisionForm, Words


class NoticeReasonForm(DecisionForm):
    """Why a public notice stands over a text."""

    reason = forms.CharField(
        label="Reason",
        widget=Words,
        help_text="Public: readers are told it.",
        error_messages={"asked": "Give the reason that readers are told."},
    )
    reason_language = forms.ChoiceField(
        label="The reason is written in", choices=languages.CHOICES, initial="en"
    )


class ScopeForm(NoticeReasonForm):
    """A public notice: over all languages or one, with its reason."""

    ALL = "all"

    language = forms.ChoiceField(label="Which texts?", initial=ALL)
    field_order = ["language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        original = self.subject.original_language  # type: ignore[union-attr]
        published = Edition.objects.published().filter(document=self.subject.pk)
        codes = set(published.values_list("language", flat=True)) - {original}
        others = [(code, f"{name} only") for code, name in languages.CHOICES if code in codes]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (self.ALL, "All languages"),
            *others,
        ]

    def clean_language(self) -> str:
        """The verbs mean all languages by none."""
        language: str = self.cleaned_data["language"]
        return "" if language == self.ALL else language


class ReplacementForm(NoticeReasonForm):
    replaced_by = forms.CharField(
        label="Replaced by",
        required=False,
        help_text="The address or the number of the document that readers should read instead.",
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_replaced_by(self) -> Document | None:
        typed = self.cleaned_data["replaced_by"].strip()
        if not typed:
            return None
        found = references.find_document(typed)
        if found is None:
            raise ValidationError(
                "No document has this address or number. Copy the address of its public page."
            )
        if not Document.objects.public().filter(pk=found.pk).exists():
            raise ValidationError("What replaces this text has to be public first.")
        if found.pk == getattr(self.subject, "pk", None):
            raise ValidationError("A text cannot replace itself.")
        return found


class WithdrawForm(ScopeForm, ReplacementForm):
    pass


class NoticeForm(DecisionForm):
    """About one of the document's notices; it is only asked which where there are several."""

    notice = forms.ModelChoiceField(
        label="Which one?",
        queryset=Notice.objects.none(),
        error_messages={"invalid_choice": "This is decided already. Look at where it stands."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.choose().filter(document=self.subject.pk).order_by("pk")
        self.fields["notice"].queryset = found  # type: ignore[attr-defined]
        if len(found) == 1 or "notice" in self.initial:
            self.fields["notice"].widget = forms.HiddenInput()
            self.initial.setdefault("notice", found[0].pk if found else None)

    def choose(self) -> "QuerySet[Notice]":
        return Notice.objects.proposed()


class RestoreForm(NoticeForm, CommentForm):
    def choose(self) -> "QuerySet[Notice]":
        return Notice.objects.standing().filter(kind=NoticeKind.WITHDRAWN)


class DropForm(NoticeForm, CommentForm):
    pass
