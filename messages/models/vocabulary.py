"""What statements are filed under: rows that editors keep."""

from django.utils.translation import gettext_lazy as _

from cultural_alliance.languages import Language, NamesField, name_in
from cultural_alliance.vocabularies.models import Term


class Occasion(Term):
    """The Day or the meeting on which a statement is given."""

    class Meta(Term.Meta):
        verbose_name = _("occasion")


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
