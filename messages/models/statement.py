"""The statement: a document with its facts."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cultural_alliance.editions.dated import Dated
from cultural_alliance.editions.models import Document
from cultural_alliance.languages import Language, NamesField, name_in

from ..querysets import StatementQuerySet
from .vocabulary import Occasion, Speaker, Topic


class StatementKind(models.TextChoices):
    MESSAGE = "message", _("Message")
    ADDRESS = "address", _("Address")
    DECLARATION = "declaration", _("Declaration")
    JOINT_STATEMENT = "joint-statement", _("Joint statement")
    PRESS_STATEMENT = "press-statement", _("Press statement")


def delivery_as_fact(day: date | None, at: time | None) -> str | None:
    """One fact: a day, or a day and a time in Paris, such as 2026-09-12T15:00."""
    if day is None:
        return None
    return datetime.combine(day, at).isoformat(timespec="minutes") if at else day.isoformat()


def delivery_from_fact(fact: str | None) -> tuple[date | None, time | None]:
    day, _, at = (fact or "").partition("T")
    return (date.fromisoformat(day) if day else None, time.fromisoformat(at) if at else None)


class Statement(Document):
    """An official statement. Its facts are shared by all its languages and editions.

    The document already has a `kind` (statement, page), so the kind of statement is
    `statement_kind` here; addresses and forms call it `kind`.
    """

    statement_kind = models.CharField(
        _("kind"), max_length=20, choices=StatementKind, default=StatementKind.MESSAGE
    )
    reference = models.CharField(
        _("reference"),
        max_length=80,
        blank=True,
        help_text="The symbol of the document series; all languages share it.",
    )
    occasion = models.ForeignKey(
        Occasion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("occasion"),
    )
    speakers = models.ManyToManyField(
        Speaker, blank=True, related_name="statements", verbose_name=_("speakers")
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="statements", verbose_name=_("topics")
    )
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivery_time = models.TimeField(
        _("time of delivery"),
        null=True,
        blank=True,
        help_text="In Paris. A text that is published before tells readers to check against "
        "delivery.",
    )
    delivered_at_place = NamesField(_("place"), blank=True, help_text="Where it was delivered.")

    objects: ClassVar = StatementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("statement_kind", "document_ptr", name="statements_of_kind")]
        constraints = [
            models.UniqueConstraint(
                "reference",
                name="statements_reference_once",
                condition=~models.Q(reference=""),
                violation_error_message="Another statement has this reference.",
            ),
            models.CheckConstraint(
                condition=models.Q(delivery_time=None) | models.Q(delivered_on__isnull=False),
                name="statements_time_of_a_day",
                violation_error_message="Give the day of the delivery too.",
            ),
        ]

    def facts(self) -> dict[str, Any]:
        """Slugs, never names: a name that is spelt better later leaves every digest whole."""
        return {
            "kind": self.statement_kind,
            "reference": self.reference,
            "occasion": self.occasion.slug if self.occasion else None,
            "speakers": sorted(each.slug for each in self.speakers.all()),
            "topics": sorted(each.slug for each in self.topics.all()),
            "delivered_on": delivery_as_fact(self.delivered_on, self.delivery_time),
            "place": self.delivered_at_place,
        }

    def set_facts(self, facts: dict[str, Any]) -> None:
        self.statement_kind = facts["kind"]
        self.reference = facts["reference"]
        self.occasion = Occasion.objects.get(slug=facts["occasion"]) if facts["occasion"] else None
        self.delivered_on, self.delivery_time = delivery_from_fact(facts["delivered_on"])
        self.delivered_at_place = facts["place"]
        self.save()
        self.speakers.set(Speaker.objects.filter(slug__in=facts["speakers"]))
        self.topics.set(Topic.objects.filter(slug__in=facts["topics"]))

    def labelled(self, facts: dict[str, Any]) -> list[tuple[str, str]]:
        from ..facts import Facts

        return Facts.from_record(facts).labelled()

    @property
    def delivery_begins(self) -> datetime | None:
        """In Paris. Where only the day is known, the beginning of the day."""
        if self.delivered_on is None:
            return None
        moment = datetime.combine(self.delivered_on, self.delivery_time or time.min)
        return moment.replace(tzinfo=timezone.get_default_timezone())

    def dated(self, language: Language) -> Dated:
        if self.occasion is None:
            return Dated(self.delivered_on)
        name = name_in(self.occasion.names, language)
        return Dated(self.delivered_on, name, self.occasion.date_in)

    def path_for(self, slug: str, first_published_at: datetime) -> str:
        """A slug is unique within the year of first publication, which is a year in Paris."""
        return f"info/messages/{timezone.localtime(first_published_at).year}/{slugify(slug)}"

    def place_in(self, language: Language | None = None) -> str:
        return name_in(self.delivered_at_place, language)
