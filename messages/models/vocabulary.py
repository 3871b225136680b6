"""What statements are filed under: rows that editors keep."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cultural_alliance.languages import Language, NamesField, name_in
from cultural_alliance.vocabularies.models import Term


class Occasion(Term):
    """The Day or the meeting on which a statement is given."""

    class Meta(Term.Meta):
        verbose_name = _("occasion")

    def get_absolute_url(self) -> str:
        return reverse("occasion", args=[self.slug])

    def date_in(self, year: int) -> date | None:
        """Its day in the year; None where no rule is good for it."""
        days = (rule.in_year(year) for rule in self.rules.all())
        return next((day for day in days if day), None)

    def next_date(self, on: date) -> date | None:
        """From `on`, within the year after it."""
        days = (self.date_in(year) for year in (on.year, on.year + 1))
        return next((day for day in days if day and day >= on), None)


class Topic(Term):
    """What a statement is about."""

    class Meta(Term.Meta):
        verbose_name = _("topic")


class Speaker(Term):
    """Who speaks, in the office held at the time: a new office is a new row."""

    offices = NamesField(
        blank=True, help_text="The office held, such as Director-General of UNESCO."
    )

    class Meta(Term.Meta):
        verbose_name = _("speaker")

    def office_in(self, language: Language | None = None) -> str:
        return name_in(self.offices, language)
