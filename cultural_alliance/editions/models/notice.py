"""What stands over a text: it is withdrawn, or it is removed."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ..refusals import Frozen
from .document import Document


class NoticeKind(models.TextChoices):
    WITHDRAWN = "withdrawn", "Withdrawn"
    REMOVED = "removed", "Removed"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def standing(self, at: datetime | None = None) -> Self:
        """Begun and not ended at the instant. A removal that is only proposed has not begun."""
        at = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)

    def update(self, **kwargs: Any) -> int:
        raise Frozen("A notice is never altered in bulk. Restore the text, or drop the removal.")

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.exclude(document__is_example=True).exists():
            raise Frozen("A notice is never deleted. Restore the text, or drop the removal.")
        return super().delete()

    def proposed(self) -> Self:
        return self.filter(starts_at__isnull=True, ends_at__isnull=True)

    def over(self, document: Document, language: Language) -> Self:
        """Those that cover the document's text in the language."""
        return self.filter(Q(language="") | Q(language=language.code), document=document)


class Notice(models.Model):
    """A public notice over a document, or over its text in one language.

    One on the original's language is one for all: it is kept with `language=""`.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="notices")
    language = models.CharField(
        max_length=2, blank=True, choices=languages.CHOICES, help_text="Empty: all languages."
    )
    kind = models.CharField(max_length=10, choices=NoticeKind)
    reason = models.TextField(help_text="Public: readers are told it.")
    reason_language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    replaced_by = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    made_at = models.DateTimeField(default=timezone.now)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "document",
                "language",
                "kind",
                name="editions_one_open_notice",
                condition=Q(ends_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(kind=NoticeKind.REMOVED) | Q(starts_at__isnull=False),
                name="editions_only_removals_are_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(kind=NoticeKind.REMOVED, starts_at__isnull=False)
                | Q(confirmed_by__isnull=False, ends_at__isnull=True),
                name="editions_removal_confirmed_and_for_ever",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("by")),
                name="editions_removal_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"

    def covers(self, language: Language) -> bool:
        """Whether it is `over` the text in the language."""
        return self.language in ("", language.code)

    @property
    def language_of_reason(self) -> Language:
        return languages.get(self.reason_language)
