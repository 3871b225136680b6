"""A long text in parts: one entry each, so that no database is given more than it takes."""

from collections.abc import Iterator

from .words import words_in

MOST_WORDS = 2000  # an ideograph counts as a word


def parts(text: str) -> list[str]:
    """The text in parts of at most so many words, cut between paragraphs where that can be."""
    found: list[str] = []
    begin = number = 0
    paragraph_ends = 0  # where the last paragraph before here ends, if that is in this part
    at_paragraph = 0  # and how many words this part had there
    for start, newline in _words(text):
        if newline:
            paragraph_ends, at_paragraph = start, number
        if number == MOST_WORDS:
            cut = paragraph_ends if paragraph_ends > begin else start
            found.append(text[begin:cut])
            number -= at_paragraph if cut == paragraph_ends else number
            begin, paragraph_ends, at_paragraph = cut, 0, 0
        number += 1
    return [*found, text[begin:]]


def _words(text: str) -> Iterator[tuple[int, bool]]:
    """Where each word begins, and whether it begins a paragraph."""
    end = 0
    for word in words_in(text):
        for piece in word.pieces:
            start = word.start + piece.start
            yield start, "\n" in text[end:start]
            end = word.start + piece.end
