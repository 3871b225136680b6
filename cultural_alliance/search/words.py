"""Words as the index knows them: cut out of a text, folded, with the place where each stands.

Both databases are given the same tokens, made here: neither of them cuts, folds or stems.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cultural_alliance.editions.html import IDEOGRAPHS

LONGEST = 64  # characters of a word that are compared
MOST_JOINED = 4  # pieces of a compound that are also one word


def _ranges(categories: set[str], *, last: int = 0xFFFF) -> str:
    """The inside of a character class: marks are no letters to `re`, so words would fall apart."""
    found, begin = [], -1
    for code in range(last + 2):
        inside = code <= last and unicodedata.category(chr(code)) in categories
        if inside and begin < 0:
            begin = code
        elif not inside and begin >= 0:
            found.append(f"{re.escape(chr(begin))}-{re.escape(chr(code - 1))}")
            begin = -1
    return "".join(found)


# Combining marks, and what cannot be seen: soft hyphens, zero-width and bidirectional signs.
MARKS = _ranges({"Mn", "Mc", "Me", "Cf"})
ARABIC = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
APOSTROPHES = "'’‘ʼ`´＇"
JOINTS = rf"{APOSTROPHES}\-‐‑－/.@&_"
_LETTER = rf"[^\W_{IDEOGRAPHS}{ARABIC}]"
_UNIT = rf"(?:[{ARABIC}][{ARABIC}{MARKS}]*|{_LETTER}(?:{_LETTER}|[{MARKS}])*)"
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_PIECE = re.compile(_UNIT)
_WORD = re.compile(
    rf"[{IDEOGRAPHS}][{IDEOGRAPHS}{MARKS}]*"
    rf"|{_UNIT}+(?:[{JOINTS}][{MARKS}]*{_UNIT}+)*"
)
# l’eau is “eau”, the Alliance’s is “Alliance”: what is cut off says nothing.
ELIDED = frozenset([*"ldjmnstc", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
ENDINGS = frozenset([*"stdm", "ll", "re", "ve"])

LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیئ", "ي"),
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ـ": None,
        "ё": "е",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)
KEPT = frozenset("й")  # a letter of its own, not an и with a mark


class Piece(NamedTuple):
    """A word, or a part of a compound; an ideograph. `raw` is as it stands in the text, and it
    stands at these places of its word."""

    raw: str
    start: int
    end: int


class Word(NamedTuple):
    """What stands without a space between: a word, a compound, a run of ideographs."""

    raw: str
    start: int
    pieces: tuple[Piece, ...]
    is_ideographs: bool

    @property
    def joined(self) -> str:
        """“Co-production” as one word; empty where there is nothing to join."""
        if self.is_ideographs or len(self.pieces) < 2:
            return ""
        are_initials = all(len(fold(piece.raw)) == 1 for piece in self.pieces)  # U.N.E.S.C.O.
        most = MOST_JOINED * (2 if are_initials else 1)
        return "".join(piece.raw for piece in self.pieces) if len(self.pieces) <= most else ""


def words_in(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        pieces, is_ideographs = _cut(found[0])
        if pieces:
            yield Word(found[0], found.start(), pieces, is_ideographs)


@lru_cache(maxsize=1 << 16)
def _cut(raw: str) -> tuple[tuple[Piece, ...], bool]:
    if _IDEOGRAPH.match(raw):
        each = (Piece(char, at, at + 1) for at, char in enumerate(raw))
        return tuple(piece for piece in each if fold(piece.raw)), True
    found = (Piece(match[0], match.start(), match.end()) for match in _PIECE.finditer(raw))
    pieces = [piece for piece in found if fold(piece.raw)]
    while len(pieces) > 1 and _is_elided(raw, pieces[0]):
        del pieces[0]
    while len(pieces) > 1 and _is_ending(raw, pieces[-1]):
        del pieces[-1]
    return tuple(pieces), False


def _is_elided(raw: str, piece: Piece) -> bool:
    return raw[piece.end : piece.end + 1] in APOSTROPHES and fold(piece.raw) in ELIDED


def _is_ending(raw: str, piece: Piece) -> bool:
    return raw[piece.start - 1] in APOSTROPHES and fold(piece.raw) in ENDINGS


@lru_cache(maxsize=1 << 16)
def lowered(raw: str) -> str:
    """In lower case and compatible letters, without what cannot be seen; accents still there."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", raw).casefold())
    kept = (char for char in text if char.isalnum() or unicodedata.category(char) == "Mn")
    return "".join(kept)[:LONGEST]


@lru_cache(maxsize=1 << 16)
def fold(raw: str) -> str:
    """The plain word: without accents, Arabic marks and the forms that a letter can take.

    Holds letters and figures alone, so that no database finds in it anything to cut at.
    """
    folded = "".join(map(_plain, lowered(raw))).translate(LETTERS)
    return sys.intern(folded[:LONGEST])


def _plain(char: str) -> str:
    if char in KEPT:
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return "".join(part for part in unicodedata.normalize("NFKD", char) if part.isalnum())
