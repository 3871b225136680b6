"""The vocabulary of statements: what every list, feed and sitemap says."""

from typing import Self

from django.db.models import Prefetch

from cultural_alliance.editions.models import Edition
from cultural_alliance.editions.models.document import DocumentQuerySet
from cultural_alliance.languages import Language


class StatementQuerySet(DocumentQuerySet):
    def newest_first(self) -> Self:
        """By first publication in any language: a corrected comma moves nothing to the top."""
        return self.order_by("-first_published_at", "-pk")

    def with_texts(self, language: Language) -> Self:
        """Fetches what a list shows of each: `public_texts`, in the language and the original."""
        return self.select_related("occasion").prefetch_related(
            "speakers",
            Prefetch(
                "editions",
                queryset=Edition.objects.public().defer("body"),
                to_attr="public_texts",
            ),
        )

    def for_listing(self, language: Language) -> Self:
        return self.newest_first().with_texts(language)
