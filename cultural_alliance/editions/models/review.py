"""The conversation about a text before it is public, and what each reviewer has seen of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .edition import Edition
from .preview_link import PreviewLink


class Comment(models.Model):
    """A remark on a paragraph or on the whole, by somebody of the desk or by the holder of a
    preview link; or an answer to one. The thread stays with the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    link = models.ForeignKey(
        PreviewLink, on_delete=models.CASCADE, null=True, related_name="comments"
    )
    answers = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="answered_by"
    )
    paragraph = models.PositiveIntegerField(
        null=True, help_text="As numbered in the margin when it was made; nothing for the whole."
    )
    quote = models.TextField(blank=True, help_text="The words of that paragraph as they were then.")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, link__isnull=True)
                | Q(person__isnull=True, link__isnull=False),
                name="editions_comment_by_one_person",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> str:
        return str(self.person or self.link)


class Look(models.Model):
    """The text as somebody saw it who decides about it: so that the next time the page can tell
    what changed since. One for each person and revision; former ones go when it is approved."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "edition", "person", "revision", name="editions_each_revision_seen_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} saw revision {self.revision} of {self.edition_id}"
