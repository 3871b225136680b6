"""What a reader asks for: words, phrases in quotation marks, and a minus before what to leave out.

Everything can be read: a quotation mark without its second one is a word's neighbour and no more,
signs without words ask for nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cultural_alliance import languages

from .stems import asked_forms, in_order, pairs
from .words import Word, fold, words_in

MOST_TERMS = 16  # so many words are asked for; what is beyond is told and left out
MOST_PAIRS = 40  # of ideographs in one run

_QUOTES = '"“”„‟«»＂「」『』'
_PHRASE = re.compile(rf"(?P<minus>(?<!\S)[-−–])?[{_QUOTES}](?P<inside>[^{_QUOTES}]*)[{_QUOTES}]")
_MINUS = re.compile(r"^[-−–]+(?=\w)")


@dataclass(frozen=True)
class Term:
    """One thing asked for: a word in any of its forms, a compound, a phrase.

    A text holds it where it has one token of every clause and, if they are asked `in_order` (by
    language of the text: what its `flow` holds one of), one after the other.
    """

    shown: str
    clauses: tuple[frozenset[str], ...]
    in_order: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def is_in(self, tokens: set[str]) -> bool:
        return all(not clause.isdisjoint(tokens) for clause in self.clauses)


@dataclass(frozen=True)
class Asked:
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def phrases(self) -> list[Term]:
        """Of what is wanted, that whose words are asked in their order."""
        return [term for term in self.wanted if term.in_order]

    @property
    def tokens(self) -> frozenset[str]:
        """Every token of what is wanted: what a snippet marks."""
        return frozenset(
            token for term in self.wanted for clause in term.clauses for token in clause
        )


def read(words: str) -> Asked:
    """What the words ask for; false where they ask for nothing that can be found."""
    terms = list(dict.fromkeys(_terms(words.replace("\x00", " "))))
    wanted = [term for term, is_wanted in terms if is_wanted]
    unwanted = [term for term, is_wanted in terms if not is_wanted]
    return Asked(
        tuple(wanted[:MOST_TERMS]),
        tuple(unwanted[:MOST_TERMS]),
        is_cut=max(len(wanted), len(unwanted)) > MOST_TERMS,
    )


def _terms(words: str) -> Iterator[tuple[Term, bool]]:
    """Each term, and whether it is wanted."""
    end = 0
    for found in _PHRASE.finditer(words):
        yield from _loose(words[end : found.start()])
        if term := _phrase(found["inside"]):
            yield term, not found["minus"]
        end = found.end()
    yield from _loose(words[end:])


def _loose(words: str) -> Iterator[tuple[Term, bool]]:
    for chunk in words.split():
        bare = _MINUS.sub("", chunk)
        terms = [_word(word) for word in words_in(bare)]
        if bare == chunk:
            yield from ((term, True) for term in terms)
        elif terms:
            yield _all_of(terms, bare), False


def _word(word: Word) -> Term:
    shown = _shown(word.raw)
    if word.is_ideographs:
        return Term(shown, _ideographs(word), _flows([word]))
    joined = asked_forms(word.joined) if word.joined else frozenset()
    return Term(shown, tuple(asked_forms(piece.raw) | joined for piece in word.pieces))


def _shown(typed: str) -> str:
    """Without the signs that cannot be seen."""
    return " ".join("".join(filter(str.isprintable, typed)).split())


def _ideographs(word: Word) -> tuple[frozenset[str], ...]:
    characters = "".join(fold(piece.raw) for piece in word.pieces)
    windows = list(pairs(characters)) or [characters]
    return tuple(frozenset([window]) for window in windows[:MOST_PAIRS])


def _phrase(inside: str) -> Term | None:
    words = list(words_in(inside))
    if not words:
        return None
    clauses = [
        clause
        for word in words
        for clause in (_ideographs(word) if word.is_ideographs else _word_by_word(word))
    ]
    shown = f"“{_shown(inside)}”"
    return Term(shown, tuple(dict.fromkeys(clauses))[:MOST_PAIRS], _flows(words))


def _word_by_word(word: Word) -> Iterable[frozenset[str]]:
    return [asked_forms(piece.raw) for piece in word.pieces]


def _flows(words: list[Word]) -> dict[str, tuple[str, ...]]:
    """By language, the words in the order in which a text's `flow` would hold them. Nothing for
    what one token answers: a word alone, two ideographs."""
    pieces = [piece.raw for word in words for piece in word.pieces]
    if len(pieces) < (3 if words[0].is_ideographs else 2):
        return {}
    flows = {}
    for code in languages.CODES:
        ways = zip(*(in_order(raw, code) for raw in pieces), strict=True)
        flows[code] = tuple(dict.fromkeys(f" {' '.join(way)} " for way in ways))
    return flows


def _all_of(terms: list[Term], shown: str) -> Term:
    """What a minus stands before, as one thing."""
    if len(terms) == 1:
        return terms[0]
    return Term(shown, tuple(clause for term in terms for clause in term.clauses))
