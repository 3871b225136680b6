"""When an occasion is, year by year. A Day may be moved: each rule is good for its years."""

import calendar
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .vocabulary import Occasion

LEAP_YEAR = 2000  # for days that are not in every year


class OccasionRule(models.Model):
    """A day of the year, from the first year of the rule to its last."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="rules")
    month = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(31)])
    first_year = models.PositiveSmallIntegerField(help_text="The first year with this day.")
    last_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The last one; leave it empty while the rule stands."
    )
    source = models.CharField(
        max_length=200, blank=True, help_text="Who set the day, such as A/RES/58/220."
    )

    class Meta:
        ordering = ["first_year"]

    def __str__(self) -> str:
        return f"{self.day} {calendar.month_name[self.month]}, from {self.first_year}"

    def clean(self) -> None:
        super().clean()
        if self.month and self.day and self.in_year(LEAP_YEAR, check=False) is None:
            raise ValidationError({"day": "This month has no such day."})
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValidationError({"last_year": "This is before the first year."})

    def in_year(self, year: int, *, check: bool = True) -> date | None:
        """The day in the year; None where the rule is not good for it, or the year has no such
        day."""
        if check and not self.first_year <= year <= (self.last_year or year):
            return None
        if not (1 <= self.month <= 12 and self.day <= calendar.monthrange(year, self.month)[1]):
            return None
        return date(year, self.month, self.day)


def next_days(on: date) -> list[tuple[date, Any]]:
    """(day, occasion) of each occasion that comes within a year from `on`, the nearest first."""
    rules = OccasionRule.objects.select_related("occasion")
    found = [
        (day, rule.occasion)
        for rule in rules
        for year in (on.year, on.year + 1)
        if (day := rule.in_year(year)) and day >= on
    ]
    nearest: dict[Any, date] = {}
    for day, occasion in sorted(found, key=lambda one: (one[0], one[1].pk)):
        nearest.setdefault(occasion, day)
    return [(day, occasion) for occasion, day in nearest.items()]
