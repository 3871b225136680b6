"""The vocabulary of statements: what every list, feed and sitemap says."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Substr
from django.utils import timezone

from cultural_alliance import search
from cultural_alliance.editions.models import Edition, Kind, Notice, NoticeKind
from cultural_alliance.editions.models.document import DocumentQuerySet
from cultural_alliance.editions.models.edition import EditionQuerySet
from cultural_alliance.languages import Language

if TYPE_CHECKING:
    from .models import Statement  # noqa: F401 - named in the base class below

# So much of a text's HTML is fetched for an excerpt: lists never fetch whole texts.
BEGINNING = 1600


def listed_texts(at: datetime | None = None) -> EditionQuerySet:
    """Public texts less the translations that are withdrawn by themselves."""
    withdrawn = Notice.objects.standing(at).filter(
        kind=NoticeKind.WITHDRAWN, document=OuterRef("document"), language=OuterRef("language")
    )
    return Edition.objects.public(at).filter(~Exists(withdrawn))


def first_texts() -> EditionQuerySet:
    """One edition, the first, of each text that a list may show: asked where the text itself is
    not, for it is public from the instant of its first edition on."""
    noted = Notice.objects.standing().filter(
        document=OuterRef("document"), language=OuterRef("language")
    )
    return Edition.objects.published().filter(~Exists(noted), number=1)


class StatementQuerySet(DocumentQuerySet["Statement"]):
    def at_path(self, path: str) -> Self:
        return self.filter(path=path)

    def in_year(self, year: int) -> Self:
        """First published in the year, as Paris counts it."""
        paris = timezone.get_default_timezone()
        begin, end = (datetime(each, 1, 1, tzinfo=paris) for each in (year, year + 1))
        dated = self.filter(first_published_at__gte=begin, first_published_at__lt=end)
        return dated.filter(kind=Kind.STATEMENT)

    def with_words(self, words: str, language: Language | None = None) -> Self:
        """All the words are in one text, in any of their forms, as on the search page."""
        return search.narrowed(self, Kind.STATEMENT, words, language)

    def with_listed_text_in(self, language: Language) -> Self:
        texts = first_texts().filter(language=language.code)
        return self.filter(Exists(texts.filter(document=OuterRef("pk"))))

    def newest_first(self) -> Self:
        """By first publication in any language: a corrected comma moves nothing to the top. The
        kind is named for the index that has documents of each kind by their date."""
        return self.filter(kind=Kind.STATEMENT).put_in_order()

    def put_in_order(self) -> Self:
        """As `newest_first`, for few among very many. Without the kind no index gives the order, so
        no planner walks along all by their dates to find them."""
        return self.order_by("-first_published_at", "-pk")

    def with_texts(self, language: Language) -> Self:
        """Fetches what a list shows of each: `public_texts`, in the language and the original,
        each with its `beginning`."""
        original = Q(language=F("document__original_language"))
        texts = (
            listed_texts()
            .filter(Q(language=language.code) | original)
            .defer("body")
            .annotate(beginning=Substr("body", 1, BEGINNING))
        )
        return self.select_related("occasion").prefetch_related(
            "speakers", Prefetch("editions", queryset=texts, to_attr="public_texts")
        )

    def given(self, at: datetime | None = None) -> Self:
        """Those that have been delivered: where only the day is known, once it is over in
        Paris."""
        now = timezone.localtime(at, timezone.get_default_timezone())
        today = Q(delivered_on=now.date(), delivery_time__lte=now.time())
        return self.filter(Q(delivered_on__lt=now.date()) | today)

    def awaiting_delivered_text(self, at: datetime | None = None) -> Self:
        """Delivered, and some public text is still the one from before; the longest ago first."""
        before = Edition.objects.public(at).filter(before_delivery=True)
        few = Edition.objects.filter(before_delivery=True).values("document")  # asked first
        waiting = self.listed(at).given(at).filter(pk__in=few)
        waiting = waiting.filter(Exists(before.filter(document=OuterRef("pk"))))
        return waiting.order_by("delivered_on", "pk")

    def for_listing(self, language: Language) -> Self:
        return self.newest_first().with_texts(language)

    def marking_withdrawn(self, at: datetime | None = None) -> Self:
        """Annotates `is_withdrawn`, for lists that show withdrawn statements too."""
        return self.annotate(is_withdrawn=self._under_notice("withdrawn", at))
