"""How statements let themselves be found."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.search.documents import Documents
from cultural_alliance.surfaces import Hit
from cultural_alliance.templatetags.names import named

from .models import Statement


class Statements(Documents):
    kind = "statement"

    @property
    def name(self) -> str:
        return _("Statements")

    def facts(self, document: Statement, language: str) -> str:
        """Reference, occasion, speakers, topics and place, by their names in the language."""
        named_in = languages.get(language)
        rows = [document.occasion, *document.speakers.all(), *document.topics.all()]
        names = [languages.name_in(row.names, named_in) for row in rows if row]
        parts = [document.reference, *names, document.place_in(named_in)]
        return " · ".join(part for part in parts if part)

    def hits(self, found: Sequence[tuple[int, str]], language: str) -> dict[int, Hit]:
        rows = Statement.objects.prefetch_related("speakers").in_bulk([pk for pk, _code in found])
        return {pk: _hit(rows[pk], code) for pk, code in found if pk in rows}


def _hit(statement: Statement, code: str) -> Hit:
    """It leads to the text that was found, in whatever language the reader is."""
    published = statement.first_published_at
    day = date_format(localtime(published), "DATE_FORMAT") if published else ""
    speakers = [named(speaker.names) for speaker in statement.speakers.all()]
    return Hit(
        url=statement.get_absolute_url(languages.get(code)),
        over=str(statement.get_statement_kind_display()),
        notes=tuple(note for note in (day, statement.reference, *speakers) if note),
    )
