"""What subscribers are told, and who was told it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from cultural_alliance.editions.models import Edition, Notice

from .statement import Statement
from .subscriber import Subscriber


class News(models.TextChoices):
    FIRST = "first", "First publication"
    CORRECTION = "correction", "Correction"
    WITHDRAWAL = "withdrawal", "Withdrawal"


class AlertQuerySet(models.QuerySet["Alert"]):
    def unfinished(self) -> Self:
        """In their order: what came first is told first."""
        return self.filter(finished_at__isnull=True).order_by("at", "pk")


class Alert(models.Model):
    """An edition that became public, or a withdrawal: told once to each whom it concerns.

    `reached` is the last subscriber who was looked at: so the worker goes on where it stopped.
    """

    news = models.CharField(max_length=10, choices=News)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="alerts")
    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, null=True, related_name="alert"
    )
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, null=True, related_name="alert")
    at = models.DateTimeField(db_index=True)
    reached = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar = AlertQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                "at",
                "id",
                name="statements_alerts_unfinished",
                condition=Q(finished_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=False, notice__isnull=True)
                | Q(edition__isnull=True, notice__isnull=False),
                name="statements_alert_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_news_display()} of {self.statement_id}, {self.at:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """One subscriber, told of one alert; not yet, while it waits for the weekly letter.

    It holds no address, and goes with the subscriber. `edition` is the text that was told of.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                "subscriber", name="statements_to_collect", condition=Q(told_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "alert", "subscriber", name="statements_each_alert_once_to_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert} to subscriber {self.subscriber_id}"
