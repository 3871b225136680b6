"""The forms of a word that count as the same word, by language.

A form is marked with its language (`fr_divers`), so that it never meets a plain word or another
language's form. Each word has several: a reader may leave accents out, and the stemmers, which
want them, then cut elsewhere.
"""

import re
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import snowballstemmer

from cultural_alliance import languages

from .words import LETTERS, fold, lowered

ALGORITHMS = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "ru": "russian",
    "ar": "arabic",
}
_own = threading.local()  # a stemmer keeps the word it is at: one for each thread

_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-я]")
_ARABIC = re.compile(r"[\u0620-\u064a]")
SCRIPTS = {"en": _LATIN, "fr": _LATIN, "es": _LATIN, "ru": _CYRILLIC, "ar": _ARABIC}

# The article and the particles written together with a word.
_PARTICLES = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل))(?=..)")
# And those before a word without the article, which may as well be its own first letters: so they
# are taken off the words of a text, never off a word that is asked for.
_ATTACHED = (re.compile(r"^[وفبلك](?=...)"), re.compile(r"^[وف][بلك](?=...)"))
_BRITISH = (
    (re.compile(r"is(e|es|ed|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=..)our(s|ed|ing|ful|ist|ists|able)?$"), r"or\1"),
    (re.compile(r"(?<=..)tre(s?)$"), r"ter\1"),
    (re.compile(r"gramme(s?)$"), r"gram\1"),
)


@lru_cache(maxsize=1 << 16)
def forms(raw: str, code: str) -> frozenset[str]:
    """The tokens of a word in a text in the language: the plain word and its marked stems."""
    found = [
        *stems(raw, code),
        *(stem for stems_of_rest in _attached(raw, code) for stem in stems_of_rest),
    ]
    return frozenset([fold(raw), *(f"{code}_{stem}" for stem in found)])


@lru_cache(maxsize=1 << 16)
def asked_forms(raw: str) -> frozenset[str]:
    """The tokens of a word that is asked for, whatever language the text is in."""
    marked = (f"{code}_{stem}" for code in languages.CODES for stem in stems(raw, code))
    return frozenset([fold(raw), *marked])


@lru_cache(maxsize=1 << 16)
def stems(raw: str, code: str) -> tuple[str, ...]:
    """The stems of a word, unmarked; none where its script is not the language's."""
    plain = fold(raw)
    if code not in ALGORITHMS or not SCRIPTS[code].search(plain):
        return ()
    return tuple(dict.fromkeys(fold(stem) for stem in VARIANTS[code](lowered(raw), plain)))


@lru_cache(maxsize=1 << 16)
def in_order(raw: str, code: str) -> tuple[str, ...]:
    """One token for each way of reading a text word by word: what a phrase is made of.

    The first goes with accents, the second without: a phrase is asked in the same way twice.
    """
    plain = fold(raw)
    if code not in ALGORITHMS or not SCRIPTS[code].search(plain):
        return (plain, plain)
    with_accents, without, *_ = VARIANTS[code](lowered(raw), plain)
    return (fold(with_accents) or plain, fold(without) or plain)


def _stem(code: str, word: str) -> str:
    stemmers: dict[str, Any] = _own.__dict__
    if code not in stemmers:
        stemmers[code] = snowballstemmer.stemmer(ALGORITHMS[code])
    return str(stemmers[code].stemWord(word))


def _english(word: str, plain: str) -> list[str]:
    for british, american in _BRITISH:
        plain = british.sub(american, plain)
    stem = _stem("en", plain)
    return [stem, stem]


def _french(word: str, plain: str) -> list[str]:
    return [_stem("fr", word.translate(LETTERS)), _stem("fr", plain)]


def _spanish(word: str, plain: str) -> list[str]:
    """The stemmer takes some plurals for another word: “propiedades”, “luces”."""
    one = _singular(plain)
    return [_stem("es", _singular(word)), _stem("es", one), _stem("es", word), _stem("es", plain)]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ces"):
        return f"{word[:-3]}z"
    if len(word) > 4 and re.search(r"[dlnrjy]es$", word):
        return word[:-2]
    return word


def _russian(word: str, plain: str) -> list[str]:
    stem = _stem("ru", plain)
    return [stem, stem]


def _arabic(word: str, plain: str) -> list[str]:
    """The stemmer cuts a word with the article otherwise than one without."""
    bare = _PARTICLES.sub("", plain)
    unmarked = "".join(char for char in word if char.isalnum() and char != "ـ")
    of_article = _stem("ar", f"ال{_PARTICLES.sub('', unmarked)}")
    return [of_article, _stem("ar", f"ال{bare}"), _stem("ar", bare), _stem("ar", unmarked)]


def _attached(raw: str, code: str) -> list[tuple[str, ...]]:
    """The stems of what is left where particles are taken off."""
    plain = fold(raw)
    if code != "ar" or _PARTICLES.match(plain):
        return []
    return [stems(off.sub("", plain), code) for off in _ATTACHED if off.match(plain)]


VARIANTS: dict[str, Callable[[str, str], list[str]]] = {
    "en": _english,
    "fr": _french,
    "es": _spanish,
    "ru": _russian,
    "ar": _arabic,
}


def pairs(characters: str) -> Iterator[str]:
    """Windows of two ideographs, each overlapping the next."""
    return (characters[i : i + 2] for i in range(len(characters) - 1))
