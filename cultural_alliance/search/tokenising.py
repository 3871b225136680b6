"""The tokens of a word, with what each stands for."""

from functools import lru_cache

from .stems import forms, pairs
from .words import Word, fold

# Tokens, and where in the word begins and ends what they stand for.
Tokens = tuple[frozenset[str], int, int]


def tokens_of(word: Word, code: str) -> tuple[Tokens, ...]:
    """In a text in the language: of each piece, and of the compound as one word; of ideographs
    each one, and each two beside each other."""
    return _tokens(word._replace(start=0), code)


@lru_cache(maxsize=1 << 14)
def _tokens(word: Word, code: str) -> tuple[Tokens, ...]:
    pieces = word.pieces
    if word.is_ideographs:
        folded = [fold(piece.raw) for piece in pieces]
        each = [
            (frozenset([char]), piece.start, piece.end)
            for char, piece in zip(folded, pieces, strict=True)
        ]
        windows = zip(pairs("".join(folded)), pieces, pieces[1:], strict=False)
        return (
            *each,
            *((frozenset([pair]), one.start, other.end) for pair, one, other in windows),
        )
    found = [(forms(piece.raw, code), piece.start, piece.end) for piece in pieces]
    if word.joined:
        found.append((forms(word.joined, code), pieces[0].start, pieces[-1].end))
    return tuple(found)
