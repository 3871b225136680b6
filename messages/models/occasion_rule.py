"""When an occasion is, year by year. A Day may be moved: each rule is good for its years."""

import calendar
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .vocabulary import Occasion

LEAP_YEAR = 2000  # for days that are not in every year
LAST = 5
A_YEAR = (MinValueValidator(1), MaxValueValidator(9999))


class Recurrence(models.TextChoices):
    FIXED = "fixed", "The same day each year"
    WEEKDAY = "weekday", "A weekday of a month"
    ONCE = "once", "A single date"


class OccasionRule(models.Model):
    """A day of the year, from the first year of the rule to its last."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=8, choices=Recurrence, default=Recurrence.FIXED)
    day = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    week = models.PositiveSmallIntegerField(
        "which weekday",
        null=True,
        blank=True,
        choices=[(1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (LAST, "Last")],
    )
    weekday = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=list(enumerate(calendar.day_name))
    )
    month = models.PositiveSmallIntegerField(choices=list(enumerate(calendar.month_name))[1:])
    first_year = models.PositiveSmallIntegerField(
        validators=A_YEAR, help_text="The first year with this day, or that of a single date."
    )
    last_year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=A_YEAR,
        help_text="The last one; leave it empty while the rule stands.",
    )
    source = models.CharField(
        max_length=200, blank=True, help_text="Who set the day, such as A/RES/58/220."
    )

    class Meta:
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="weekday", day=None, week__isnull=False, weekday__isnull=False)
                | Q(kind__in=["fixed", "once"], day__isnull=False, week=None, weekday=None),
                name="statements_rule_names_its_day",
            ),
        ]

    def __str__(self) -> str:
        day = str(self.day)
        if self.kind == Recurrence.WEEKDAY:
            day = f"{self.get_week_display()} {self.get_weekday_display()} of"
        return f"{day} {self.get_month_display()}, {self.years}"

    @property
    def years(self) -> str:
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"from {self.first_year}" + (f" to {self.last_year}" if self.last_year else "")

    def clean_fields(self, exclude: object = None) -> None:
        """Keeps what belongs to the kind of rule: the rest of what was typed says nothing."""
        if self.kind == Recurrence.WEEKDAY:
            self.day = None
        else:
            self.week = self.weekday = None
        if self.kind == Recurrence.ONCE:
            self.last_year = self.first_year
        super().clean_fields(exclude)  # type: ignore[arg-type]

    def clean(self) -> None:
        super().clean()
        if self.kind == Recurrence.WEEKDAY:
            asked = {"week": "Say which one of the month.", "weekday": "Choose the weekday."}
        else:
            asked = {"day": "Give the day of the month."}
        if missing := {name: say for name, say in asked.items() if getattr(self, name) is None}:
            raise ValidationError(missing)
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValidationError({"last_year": "This is before the first year."})
        year = self.first_year if self.kind == Recurrence.ONCE else LEAP_YEAR
        if self.month and year and self._day_of(year) is None:
            raise ValidationError({"day": "This month has no such day."})

    def in_year(self, year: int) -> date | None:
        """The day in the year; None where the rule is not good for it, or the year has no such
        day."""
        if not self.first_year <= year <= (self.last_year or year):
            return None
        return self._day_of(year)

    def overlaps(self, other: "OccasionRule") -> bool:
        ends = (self.last_year or 9999, other.last_year or 9999)
        return max(self.first_year, other.first_year) <= min(ends)

    def _day_of(self, year: int) -> date | None:
        try:
            if self.week is not None and self.weekday is not None:
                return self._weekday_of(year, self.week, self.weekday)
            return date(year, self.month, self.day or 0)
        except (ValueError, IndexError):
            return None

    def _weekday_of(self, year: int, which: int, weekday: int) -> date:
        weeks = calendar.monthcalendar(year, self.month)
        days = [week[weekday] for week in weeks if week[weekday]]
        return date(year, self.month, days[-1 if which == LAST else which - 1])
