"""What is found: counted by kind, then ranked, for a reader of one language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count

from cultural_alliance import languages, surfaces
from cultural_alliance.languages import Language
from cultural_alliance.surfaces import Searchable

from .asking import Asked, Term, read
from .models import SearchEntry, SearchEntryQuerySet

MOST_COUNTED = 1000  # beyond, “more than”
# Of each kind so many texts are ranked, the newest: in the reader's language, and in the others.
MOST_RANKED = 200
TEXTS = len(languages.CODES)  # a thing has at most so many
IN_TITLE, AROUND, OFTEN, SOMEWHERE = 6, 3, 2, 1
ALL_IN_TITLE, NOTHING_ELSE_IN_TITLE = 4, 4


def entries(kind: str, words: str) -> SearchEntryQuerySet:
    """Texts of the kind that hold the words, for a section's own list.

    Of what has editions, only the public one: one that is scheduled would tell its words.
    """
    asked = read(words)
    if not asked or kind not in surfaces.search:
        return SearchEntry.objects.none()
    found = SearchEntry.objects.filter(kind=kind).holding(asked)
    return found.public([kind]) if surfaces.search[kind].has_editions else found


@dataclass(frozen=True)
class Number:
    """How many things, counted to one more than is told."""

    counted: int

    @property
    def is_cut(self) -> bool:
        return self.counted > MOST_COUNTED

    @property
    def shown(self) -> int:
        return min(self.counted, MOST_COUNTED)


@dataclass
class Found:
    """What is found of the kinds. Nothing is asked of the database before it is needed."""

    asked: Asked
    language: Language
    kinds: dict[str, Searchable]
    _by_kind: dict[str, SearchEntryQuerySet] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[str, Number]:
        return {kind: Number(self._count(kind)) for kind in self.kinds}

    @property
    def total(self) -> Number:
        return Number(sum(number.counted for number in self.numbers.values()))

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

    def _count(self, kind: str) -> int:
        rows = self._texts(kind).values("object_id")[: (MOST_COUNTED + 1) * TEXTS]
        return int(rows.aggregate(number=Count("object_id", distinct=True))["number"])

    def _newest(self, kind: str) -> Iterator[SearchEntry]:
        rows = self._texts(kind).newest_first().defer("text", "words", "flow")
        own = {"language": self.language.code}
        yield from rows.filter(**own)[:MOST_RANKED]
        yield from rows.exclude(**own)[:MOST_RANKED]

    def _texts(self, kind: str) -> SearchEntryQuerySet:
        if kind not in self._by_kind:
            self._by_kind[kind] = SearchEntry.objects.holding(self.asked).public([kind])
        return self._by_kind[kind]

    def _place_of(self, code: str) -> int:
        return -1 if code == self.language.code else languages.CODES.index(code)

    def not_there(self) -> list[Term]:
        """The words that nothing has, even by themselves."""
        return [term for term in self.asked.wanted if not self._is_anywhere(term)]

    def _is_anywhere(self, term: Term) -> bool:
        return SearchEntry.objects.holding(Asked((term,))).public(list(self.kinds)).exists()


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
