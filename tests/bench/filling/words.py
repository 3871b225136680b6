"""Realistic language, made once: passages of each language with all that the index holds of them.

The words are those of the portal's own translations, the frequent ones often and the rare ones
seldom; a long tail is spliced out of them. Whoever makes a text takes passages and joins what the
index holds of each: no text is cut into words.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

import polib

from cultural_alliance import languages
from cultural_alliance.search import writing

LOCALE = Path(__file__).resolve().parents[3] / "locale"
PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|%[sd]|<[^>]+>|&[a-z]+;")
WORDS, SENTENCES = 2000, 700  # of each language
LETTERS = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]
NAMES = len(LETTERS) ** 3


@dataclass(frozen=True)
class Passage:
    """Plain text, and what the index holds of it."""

    text: str
    tokens: frozenset[str]
    flow: str


class Tongue:
    """One language: titles, sentences (for summaries) and passages (paragraphs)."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._random = Random(code)
        frequent = _words_of(code)
        self.words = list(dict.fromkeys([*frequent, *self._spliced(frequent)]))[:WORDS]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        stop = "。" if code == "zh" else "."
        self.titles = [self._passage(1, 4, 8, "") for _ in range(SENTENCES)]
        self.sentences = [self._passage(1, 10, 18, stop) for _ in range(SENTENCES)]
        self.passages = [self._passage(2, 8, 18, stop) for _ in range(SENTENCES)]

    def _spliced(self, words: list[str]) -> Iterable[str]:
        for _ in range(2 * WORDS):
            one, other = self._random.choices(words, k=2)
            yield one[: len(one) // 2 + 1] + other[len(other) // 2 :]

    def _passage(self, sentences: int, least: int, most: int, end: str) -> Passage:
        made = [self._sentence(least, most) for _ in range(sentences)]
        text = " ".join(f"{each}{end}" for each in made)
        tokens = frozenset(writing.tokens(text, self.code))
        return Passage(text, tokens, writing.flow(text, self.code))

    def _sentence(self, least: int, most: int) -> str:
        number = self._random.randint(least, most)
        chosen = self._random.choices(self.words, cum_weights=self._weights, k=number)
        if self.code == "zh":
            return "，".join("".join(pair) for pair in pairwise(chosen[::2]))
        return " ".join([chosen[0].capitalize(), *chosen[1:]])

    @cached_property
    def common(self) -> list[str]:
        """Words that most texts have, the most frequent first; no particles."""
        counted = Counter(token for each in self.passages for token in each.tokens)
        ranked = sorted(self.words, key=lambda word: -counted[word.lower()])
        return [word for word in ranked if len(word) >= (2 if self.code == "zh" else 4)][:20]

    @property
    def phrase(self) -> str:
        """Words that follow each other in some of the texts."""
        text = self.passages[0].text
        return text[:4] if self.code == "zh" else " ".join(text.split()[1:4])


@cache
def tongue(code: str) -> Tongue:
    return Tongue(code)


def tongues() -> dict[str, Tongue]:
    return {code: tongue(code) for code in languages.CODES}


def name(number: int) -> str:
    """A proper name; no two of NAMES numbers have the same, and neighbours are not alike."""
    place, made = number * 104_729 % NAMES, ""
    for _ in range(3):
        place, letter = divmod(place, len(LETTERS))
        made += LETTERS[letter]
    return made


def _words_of(code: str) -> list[str]:
    """The frequent ones first."""
    tag = {"en": "fr", "zh": "zh_Hans"}.get(code, code)
    entries = polib.pofile(str(LOCALE / tag / "LC_MESSAGES" / "django.po"))
    texts = (entry.msgid if code == "en" else entry.msgstr for entry in entries)
    text = PLACEHOLDER.sub(" ", " ".join(texts)).lower()
    found = re.findall("[\u4e00-\u9fff]{2,4}" if code == "zh" else r"[^\W\d_]{2,}", text)
    return [word for word, _number in Counter(found).most_common()]
