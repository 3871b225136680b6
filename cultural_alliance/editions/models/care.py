"""What the worker sees of the public pages: whether a text went live, which links are broken."""

from django.db import models
from django.utils import timezone

from .edition import Edition


class Seen(models.TextChoices):
    """What the worker saw on a surface after the instant."""

    IN_TIME = "in time", "In time"
    LATE = "late", "Late"
    WRONG = "wrong", "Wrong"
    UNREACHABLE = "unreachable", "Unreachable"


class Receipt(models.Model):
    """One surface, fetched over HTTP after an edition's instant: what was seen of the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="receipts")
    surface = models.CharField(max_length=40)
    url = models.CharField(max_length=500)
    fetched_at = models.DateTimeField(default=timezone.now)
    seen = models.CharField(max_length=12, choices=Seen)
    detail = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("edition", "url", name="editions_one_receipt_each"),
        ]
        indexes = [models.Index("seen", "edition", name="editions_receipts_by_sight")]

    def __str__(self) -> str:
        return f"{self.surface}: {self.get_seen_display()}"


class Link(models.Model):
    """An address that public texts lead to, and since when it has led nowhere."""

    url = models.CharField(max_length=2000, unique=True)
    editions = models.ManyToManyField(Edition, related_name="links")
    checked_at = models.DateTimeField(null=True, db_index=True)
    broken_since = models.DateTimeField(null=True, db_index=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.url
