"""What can be found: the words of every text that is public, or will be at a set instant; and
apart from them, for the desk alone, of all other texts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from cultural_alliance import languages, surfaces

from .asking import Asked, Term
from .tokens import TokensField

KEY = ("kind", "object_id", "edition", "language")
DESK = "desk"  # the kind of what only the desk may find: `search.desk` alone asks for it


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def texts(self) -> Self:
        """One row for each text: the part that stands for the whole. A literal: what is bound hides
        from SQLite that the index of the newest has all there is to know."""
        return self.filter(part=RawSQL("0", ()))

    def holding(self, asked: Asked, *, how: str = "hold") -> Self:
        """Texts that hold every word and phrase asked for, and nothing that is unwanted. `how`
        as in `tokens`."""
        return self.texts().filter(**{f"words__{how}": asked}).in_order(asked, how=how)

    def in_order(self, asked: Asked, *, how: str = "show") -> Self:
        """Of texts that the index names: those in which the words of each phrase follow each
        other, and of no phrase that is unwanted."""
        found = self
        for term in asked.wanted:
            if term.in_order:
                found = found.filter(_in_one_part(term))
        for term in asked.unwanted:
            if term.in_order:  # else the index has left it out already
                holding = Q(**{f"words__{how}": Asked((term,))})
                found = found.exclude(holding & _in_one_part(term))
        return found

    def public(self, kinds: Sequence[str], at: datetime | None = None) -> Self:
        """Those of the kinds that a reader may find at the instant: asked of their sections."""
        any_of = Q()
        for kind in kinds:
            offered = surfaces.search[kind].public(at)
            same = offered.filter(object_id=OuterRef("object_id"), edition=OuterRef("edition"))
            any_of |= Q(Exists(same), kind=kind)
        return self.filter(any_of) if kinds else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-at", "-object_id", "language")

    def parts_of(self, texts: "Iterable[SearchEntry]") -> Self:
        """The parts of these texts that are longer than one."""
        any_of = Q(pk__in=[])
        for text in texts:
            any_of |= Q(**text.key)
        return self.filter(any_of, part__gt=0)


def in_order(term: Term) -> Q:
    """The words of the term follow each other in this part."""
    there = Q(pk__in=[])
    for code, flows in term.in_order.items():
        for flow in flows:
            there |= Q(language=code) & Q(flow__contains=flow)  # the dear question last
    return there


def _in_one_part(term: Term) -> Q:
    """In some part of the same text its words follow each other: in the one part that most have."""
    same = {name: OuterRef(name) for name in KEY}
    others = SearchEntry.whole.filter(in_order(term), **same, part__gt=0)
    return in_order(term) | Q(Exists(others))


class OfTheReader(models.Manager.from_queryset(SearchEntryQuerySet)):  # type: ignore[misc]
    """What a reader may be shown: never a text of the desk."""

    def get_queryset(self) -> SearchEntryQuerySet:
        found: SearchEntryQuerySet = super().get_queryset().exclude(kind=DESK)
        return found


class SearchEntry(models.Model):
    """A text of a thing in one language, or a part of a long one.

    Part 0 stands for the whole text: its `words` are all words of all parts. Written by
    `search.changed` in the transaction of the change; `manage.py rebuild_search` makes all anew.
    """

    kind = models.CharField(max_length=16)
    object_id = models.PositiveBigIntegerField()
    edition = models.PositiveBigIntegerField(default=0)  # 0: the thing has no editions
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    part = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    text = models.TextField(blank=True)
    words = TokensField(blank=True)  # each token once: what is looked up
    flow = models.TextField(blank=True)  # the words in their order: what a phrase is asked of
    in_title = models.TextField(blank=True)
    in_summary = models.TextField(blank=True)  # and in the facts
    often = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of what was written: part 0 alone

    objects = OfTheReader()
    whole = SearchEntryQuerySet.as_manager()  # with the texts of the desk

    class Meta:
        verbose_name_plural = "search entries"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "kind", "object_id", "edition", "language", "part", name="search_part_once"
            )
        ]
        indexes = [
            models.Index(
                "kind",
                F("at").desc(),
                F("object_id").desc(),
                name="search_newest_first",
                condition=Q(part=0),
            ),
            models.Index(
                F("edition").desc(),
                name="search_newest_edition",
                condition=Q(part=0, edition__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} ({self.language}, part {self.part})"

    @property
    def key(self) -> dict[str, Any]:
        """What all parts of a text share."""
        return {name: getattr(self, name) for name in KEY}
