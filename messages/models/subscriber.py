"""Who receives letters about new statements. Nothing is known of them but an address."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cultural_alliance import languages
from cultural_alliance.languages import Language

from .vocabulary import Topic

if TYPE_CHECKING:
    from .statement import Statement


class Frequency(models.TextChoices):
    AT_ONCE = "at-once", _("At once")
    WEEKLY = "weekly", _("Once a week")


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def unanswered(self, since: datetime) -> Self:
        """Asked before the instant, and never confirmed."""
        return self.filter(confirmed_at__isnull=True, asked_at__lt=since)

    def wanting(self, statement: "Statement") -> Self:
        """Those who chose no topic, or one of the statement's."""
        chosen = Subscriber.topics.through._default_manager.filter(
            subscriber=OuterRef("pk"), topic__in=statement.topics.all()
        )
        return self.filter(Q(every_topic=True) | Exists(chosen))


class Subscriber(models.Model):
    """An address, what it asked for, and since when it is confirmed that it did.

    Leaving deletes the row. `key` is what signed links name, so that no link tells a number.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True, help_text="In lower case: one row for each mailbox.")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.AT_ONCE)
    # Kept beside the topics, or a topic that editors delete would turn "this one" into "all".
    every_topic = models.BooleanField(default=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, db_index=True)
    collected_at = models.DateTimeField(null=True, help_text="The Monday of the last weekly turn.")

    objects: ClassVar = SubscriberQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                "asked_at",
                name="statements_unanswered",
                condition=Q(confirmed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Subscriber {self.pk}"

    @property
    def letter_language(self) -> Language:
        return languages.get(self.language)
