"""Messages that wait to be sent, and the sign of life of those who send them."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

UNDECIDED = Q(sent_at=None, given_up_at=None)


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(UNDECIDED)

    def due(self, now: datetime | None = None) -> Self:
        """To be sent now, and in no worker's hands; the longest due first."""
        now = now or timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.waiting().filter(free, due_at__lte=now).order_by("due_at", "pk")

    def given_up(self) -> Self:
        """Given up, and nobody has looked after it yet."""
        return self.filter(given_up_at__isnull=False, erased_at=None)

    def unsettled(self) -> Self:
        """What an administrator may have to look after: it waits, or was given up."""
        return self.filter(sent_at=None, erased_at=None)

    def erased(self) -> Self:
        """Of whom and of what they spoke is forgotten: sent ones, and those that were erased."""
        return self.filter(Q(sent_at__isnull=False) | Q(erased_at__isnull=False))


class Message(models.Model):
    """One e-mail, finished when it was stored: each try sends the same bytes.

    A sent one loses recipients, subject and text at once. What stays tells that a letter of this
    name went to so many, and keeps its Message-ID from being stored again.
    """

    message_id = models.CharField("Message-ID", max_length=255, unique=True)
    purpose = models.CharField("letter", max_length=100, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    sender = models.CharField(max_length=320)
    recipients = models.JSONField(default=list)
    copies = models.PositiveIntegerField(default=1, help_text="To how many it was addressed.")
    mime = models.BinaryField()
    created_at = models.DateTimeField("stored", default=timezone.now)
    due_at = models.DateTimeField("next try", default=timezone.now)
    attempts = models.PositiveIntegerField("tries", default=0)
    first_tried_at = models.DateTimeField("first try", null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField("given up", null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField("what went wrong", blank=True)

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("retry", "Can look after mail that was not sent")]
        verbose_name = "mail"
        verbose_name_plural = "mail on its way"
        indexes = [
            models.Index(fields=["due_at", "id"], name="outbox_waiting", condition=UNDECIDED),
            models.Index(
                fields=["given_up_at"],
                name="outbox_given_up",
                condition=Q(given_up_at__isnull=False, erased_at=None),
            ),
            models.Index(fields=["created_at"], name="outbox_created"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None), name="outbox_sent_or_given_up"
            )
        ]

    def __str__(self) -> str:
        """Names nobody: it stands in the admin's journal, which outlives the mail."""
        return f"Mail {self.pk} ({self.purpose})" if self.purpose else f"Mail {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.sent_at is None and self.given_up_at is None

    @property
    def is_leased(self) -> bool:
        """In a worker's hands at this moment."""
        return self.leased_until is not None and self.leased_until > timezone.now()


class Beat(models.Model):
    """When a worker last said that it runs: one row, whichever worker it was."""

    ONLY = 1
    EVERY = timedelta(seconds=10)

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
