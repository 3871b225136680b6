"""What the list of statements can be narrowed by, counted."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from cultural_alliance import facets, languages
from cultural_alliance.editions.models import Document
from cultural_alliance.facets import Choice, Counted, by_column, query
from cultural_alliance.keys import These
from cultural_alliance.walking import having

from .filters import WITHDRAWN_TOO
from .models import Occasion, Speaker, Statement, StatementKind, Topic
from .querysets import first_texts
from .years import years

Choices = Sequence[tuple[Any, Any]]


class Facets(facets.Facets):
    NAMES = ("kind", "topic", "speaker", "occasion", "year", "language")
    OPEN = frozenset({"topic", "speaker", "occasion"})
    LABELS = dict([*StatementKind.choices, *languages.CHOICES, *WITHDRAWN_TOO])

    def by_kind(self, left: These) -> Counted:
        counts = by_column(Statement, "statement_kind", left)
        return [(v, label, counts[v]) for v, label in StatementKind.choices if v in counts]

    def every_kind(self) -> Choices:
        return StatementKind.choices

    def by_topic(self, left: These) -> Counted:
        return self.by_row(Topic, left)

    def by_speaker(self, left: These) -> Counted:
        return self.by_row(Speaker, left)

    def by_occasion(self, left: These) -> Counted:
        return self.by_row(Occasion, left)

    def by_row(self, model: Any, left: These) -> Counted:
        rows = model.objects.filter(statements__in=left)
        counted = rows.annotate(number=Count("statements")).order_by("-number", "slug")
        return [(row.slug, row, row.number) for row in counted[: facets.MOST_CHOICES + 1]]

    def every_topic(self) -> Choices:
        return self.every_row(Topic, "topic", "topics")

    def every_speaker(self) -> Choices:
        return self.every_row(Speaker, "speaker", "speakers")

    def every_occasion(self) -> Choices:
        return self.every_row(Occasion, "occasion", "occasion")

    def every_row(self, model: Any, name: str, field: str) -> Choices:
        """The chosen one, what the newest rows have, and more that any statement has."""
        chosen = self.filterset.form.cleaned_data[name]
        frequent = (row for _slug, row, _number in self.frequent(name))
        rows = {row.slug: row for row in (chosen, *frequent) if row}
        said = Statement.objects.listed().filter(**{field: OuterRef("pk")}).order_by()
        others = model.objects.exclude(slug__in=rows).order_by("slug")
        missing = max(0, facets.MOST_CHOICES + 1 - len(rows))
        return [*rows.items(), *((row.slug, row) for row in having(others, said)[:missing])]

    def by_year(self, left: These) -> Counted:
        year = ExtractYear("first_published_at", tzinfo=timezone.get_default_timezone())
        rows = Document.objects.filter(pk__in=left).annotate(year=year)
        counts = rows.values_list("year").annotate(Count("pk"))
        return [(str(value), value, count) for value, count in sorted(counts, reverse=True)]

    def every_year(self) -> Choices:
        return [(str(year), year) for year in years()]

    def by_language(self, left: These) -> Counted:
        texts = first_texts().filter(document__in=left).order_by()
        # Counted here: to group them SQLite walks along all texts by their language.
        counts = Counter(texts.values_list("language", flat=True))
        return [(code, name, counts[code]) for code, name in languages.CHOICES if code in counts]

    def every_language(self) -> Choices:
        return languages.CHOICES

    @property
    def withdrawn(self) -> Choice:
        """The one choice without a count: it adds instead of narrowing."""
        is_active = self.data.get("withdrawn") == "included"
        url = query(self.data, withdrawn="" if is_active else "included")
        return Choice(_("Show withdrawn ones too"), None, url, is_active)
