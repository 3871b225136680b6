"""What is found: counted by kind, then ranked, for a reader of one language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet

from cultural_alliance import languages, surfaces
from cultural_alliance.languages import Language
from cultural_alliance.surfaces import Searchable
from cultural_alliance.walking import having

from . import common
from .asking import Asked, Term, read
from .models import SearchEntry, SearchEntryQuerySet

MOST_COUNTED = 1000  # beyond, “more than”
ENOUGH = 100  # things among the newest texts: then a search looks for no older ones
# Of each kind so many texts are ranked, the newest: in the reader's language, and in the others.
MOST_RANKED = 200
MOST_ASKED = 1000  # of those, whether they are public
TEXTS = len(languages.CODES)  # a thing has at most so many
Rows = TypeVar("Rows", bound=QuerySet[Any])
IN_TITLE, AROUND, OFTEN, SOMEWHERE = 6, 3, 2, 1
ALL_IN_TITLE, NOTHING_ELSE_IN_TITLE = 4, 4


def entries(kind: str, words: str) -> SearchEntryQuerySet:
    """Texts of the kind that hold the words, for a section's own list.

    Of what has editions, only the public one: one that is scheduled would tell its words.
    """
    asked = read(words)
    if not asked or kind not in surfaces.search:
        return SearchEntry.objects.none()
    few = common.few(asked)
    if few is None:
        found = common.looked_up(kind, asked)
    else:
        found = SearchEntry.objects.filter(pk__in=few.get(kind, []))
    return found.public([kind]) if surfaces.search[kind].has_editions else found


def narrowed(rows: Rows, kind: str, words: str, language: Language | None = None) -> Rows:
    """See `search.narrowed`."""
    asked = read(words)
    if asked and common.is_frequent(kind, asked):  # public or not
        texts = SearchEntry.objects.filter(kind=kind, object_id=OuterRef("pk"))
        texts = texts.holding(asked, how="show")
        texts = texts.public([kind]) if surfaces.search[kind].has_editions else texts
        texts = texts.filter(language=language.code) if language else texts
        return having(rows, texts)
    found = entries(kind, words)
    found = found.filter(language=language.code) if language else found
    # Few are named, or a planner that cannot guess how few may walk along all rows for them.
    few = list(found.values_list("object_id", flat=True)[: MOST_ASKED + 1])
    return rows.filter(pk__in=found.values("object_id") if len(few) > MOST_ASKED else set(few))


def _count(texts: SearchEntryQuerySet) -> int:
    """Of how many things they are, counted to one more than is told. A thing has several texts
    with the words where they are the same in several languages, as names are."""
    number = 0
    for each in (2, TEXTS):
        most = (MOST_COUNTED + 1) * each
        rows = texts.order_by().values("object_id")[:most]
        counted = rows.aggregate(things=Count("object_id", distinct=True), texts=Count("object_id"))
        number = int(counted["things"])
        if number > MOST_COUNTED or counted["texts"] < most:
            break
    return number


@dataclass(frozen=True)
class Number:
    """How many things, counted to one more than is told; at `least` so many, where the older texts
    were not looked at."""

    counted: int
    is_least: bool = False

    @property
    def is_cut(self) -> bool:
        return self.is_least or self.counted > MOST_COUNTED

    @property
    def shown(self) -> int:
        """How many, or more than how many: a round number."""
        least = (self.counted - 1) // ENOUGH * ENOUGH if self.is_least else self.counted
        return min(least, MOST_COUNTED)


@dataclass
class Found:
    """What is found of the kinds. Nothing is asked of the database before it is needed."""

    asked: Asked
    language: Language
    kinds: dict[str, Searchable]
    _by_kind: dict[str, tuple[SearchEntryQuerySet, Number | None]] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[str, Number]:
        return {kind: self._number(kind) for kind in self.kinds}

    @property
    def total(self) -> Number:
        numbers = self.numbers.values()
        is_least = any(number.is_least for number in numbers)
        return Number(sum(number.counted for number in numbers), is_least)

    def ranked(self, kind: str = "") -> list[SearchEntry]:
        """One text of each thing (of every kind, unless one is named): those in the reader's
        language first, then the other languages in their order; in each the best first."""
        kinds = [each for each in ([kind] if kind else self.kinds) if self.numbers[each].counted]
        texts = [text for each in kinds for text in self._newest(each)]
        texts.sort(key=lambda text: (text.at, text.object_id), reverse=True)
        texts.sort(key=lambda text: (self._place_of(text.language), -score(self.asked, text)))
        of_things: dict[tuple[str, int], SearchEntry] = {}
        for text in texts:
            of_things.setdefault((text.kind, text.object_id), text)
        return list(of_things.values())

    def _newest(self, kind: str) -> Iterator[SearchEntry]:
        """Of those that the index names the newest are put in order before they are asked for."""
        texts, number = self._texts(kind)
        own = Q(language=self.language.code)
        for rows in (texts.filter(own).newest_first(), texts.filter(~own).newest_first()):
            if number is None:
                newest = list(rows.values_list("pk", flat=True)[:MOST_ASKED])
                rows = SearchEntry.objects.filter(pk__in=newest).public([kind]).newest_first()
            yield from rows.defer("text", "words", "flow")[:MOST_RANKED]

    def _number(self, kind: str) -> Number:
        texts, number = self._texts(kind)
        return number or Number(_count(texts.public([kind])))

    def _texts(self, kind: str) -> tuple[SearchEntryQuerySet, Number | None]:
        """Where few texts have it, or the newest public texts have enough of it, those that are
        ranked, and how many there are; else all that the index names, public or not."""
        if kind not in self._by_kind:
            self._by_kind[kind] = (
                self._among_few(kind)
                or self._among_newest(kind)
                or (common.looked_up(kind, self.asked), None)
            )
        return self._by_kind[kind]

    @cached_property
    def _few(self) -> dict[str, list[int]] | None:
        return common.few(self.asked)

    def _among_few(self, kind: str) -> tuple[SearchEntryQuerySet, Number] | None:
        if self._few is None:
            return None
        texts = SearchEntry.objects.filter(pk__in=self._few.get(kind, []))
        ranked, counted = self._ranked_of(kind, texts.newest_first())
        return ranked, Number(counted)

    def _among_newest(self, kind: str) -> tuple[SearchEntryQuerySet, Number] | None:
        newest = common.newest(kind, self.asked)
        if newest is None:
            return None
        ranked, counted = self._ranked_of(kind, newest)
        return (ranked, Number(counted, is_least=True)) if counted > ENOUGH else None

    def _ranked_of(self, kind: str, texts: SearchEntryQuerySet) -> tuple[SearchEntryQuerySet, int]:
        """Those that are ranked of all these, and of how many public things they all are."""
        found = list(texts.public([kind]).values_list("object_id", "pk", "language"))
        own = [pk for _thing, pk, language in found if language == self.language.code]
        others = [pk for _thing, pk, language in found if language != self.language.code]
        ranked = SearchEntry.objects.filter(pk__in=own[:MOST_RANKED] + others[:MOST_RANKED])
        return ranked, len({thing for thing, _pk, _language in found})

    def _place_of(self, code: str) -> int:
        return -1 if code == self.language.code else languages.CODES.index(code)

    def not_there(self) -> list[Term]:
        """The words that nothing has, even by themselves."""
        if Asked(self.asked.wanted[:1]) == self.asked and not self.total.counted:
            return list(self.asked.wanted)
        return [term for term in self.asked.wanted if not self._is_anywhere(term)]

    def _is_anywhere(self, term: Term) -> bool:
        alone = Found(Asked((term,)), self.language, self.kinds)
        return any(alone._number(kind).counted for kind in self.kinds)


def find(words: str, language: Language) -> Found:
    return Found(read(words), language, dict(surfaces.search.items()))


def score(asked: Asked, text: SearchEntry) -> int:
    """How well a text fits that holds all the words; the same on both databases."""
    title, around = set(text.in_title.split()), set(text.in_summary.split())
    often = set(text.often.split())
    total = sum(_worth(term, title, around, often) for term in asked.wanted)
    if all(term.is_in(title) for term in asked.wanted):
        total += ALL_IN_TITLE
        if len(text.title.split()) <= len(asked.wanted):
            total += NOTHING_ELSE_IN_TITLE
    return total


def _worth(term: Term, title: set[str], around: set[str], often: set[str]) -> int:
    places = ((title, IN_TITLE), (around, AROUND), (often, OFTEN))
    return next((worth for place, worth in places if term.is_in(place)), SOMEWHERE)
