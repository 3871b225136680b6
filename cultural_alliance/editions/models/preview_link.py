"""Review without an account: a link for a named person, who opened it when, who signed off."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from .edition import Edition


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def live(self, at: datetime | None = None) -> Self:
        """Not revoked, not expired, its text not yet public, and limited to nobody: a limit always
        beats a link."""
        at = at or timezone.now()
        unpublished = Edition.objects.not_yet_public(at).filter(erased=False, readers=None)
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, edition__in=unpublished)


class PreviewLink(models.Model):
    """Opens one draft to one person who has no account. Of its token a hash is kept alone."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="preview_links")
    name = models.CharField(max_length=120, help_text="Whom it is for.")
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar = PreviewLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """The holder of a link opened the draft: by pressing the button, not by following the link."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.link} at {self.at:%Y-%m-%d %H:%M}"


class SignOff(models.Model):
    """The holder of a link stands by the exact text, which its digest tells. It holds while the
    text has that digest; the event of it stays in the record."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="sign_offs")
    name = models.CharField(max_length=120, help_text="As the holder signed.")
    at = models.DateTimeField(default=timezone.now)
    text_digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%Y-%m-%d %H:%M}"
