"""UNESCO Cultural Activities Worldwide: one row for each."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cultural_alliance.languages import Language, NamesField, name_in
from cultural_alliance.vocabularies.models import Sector


class ActivityQuerySet(models.QuerySet["Activity"]):
    def coming(self, on: date) -> Self:
        """Those that go on or are still ahead, the nearest first."""
        return self._with_last_day().filter(last_day__gte=on).order_by("starts_on", "pk")

    def for_listing(self, on: date) -> Self:
        """What goes on and comes, the nearest first; then what is past (`is_past`), the latest
        first."""
        is_past = Case(
            When(last_day__lt=on, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        ahead = Case(When(last_day__gte=on, then=F("starts_on")))
        return (
            self._with_last_day()
            .annotate(is_past=is_past, ahead=ahead)
            .select_related("sector")
            .order_by("is_past", "ahead", "-starts_on", "-pk")
        )

    def _with_last_day(self) -> Self:
        return self.annotate(last_day=Coalesce("ends_on", "starts_on"))


class Activity(models.Model):
    titles = NamesField(_("title"), help_text="English is required; others fall back to it.")
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    place = NamesField(_("place"), blank=True)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector")
    )
    link = models.URLField(_("link"), blank=True, max_length=400)
    is_example = models.BooleanField(default=False, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pages_activity_ends_after_it_starts",
                violation_error_message="The last day cannot come before the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.title_in()

    @transaction.atomic  # what search writes of it, when it is told, is kept with it or not at all
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)

    def title_in(self, language: Language | None = None) -> str:
        return name_in(self.titles, language)

    def place_in(self, language: Language | None = None) -> str:
        return name_in(self.place, language)

    def clean(self) -> None:
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day cannot come before the first."})
