"""What a reader sees of a text that was found: its own words, as they stand, the match marked."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .asking import Asked
from .stems import in_order
from .tokenising import tokens_of
from .words import Word, words_in

LONGEST = 260  # characters
LONGEST_OF = {"zh": 110}  # whose characters say more
BEFORE = 3  # the match stands in the first third

Span = tuple[int, int]


class Match(NamedTuple):
    """Where something that was asked for stands; `term` counts what was asked for."""

    start: int
    end: int
    term: int


def marked(text: str, code: str, asked: Asked) -> SafeString:
    """The whole text, with its matches marked."""
    return _written(text, 0, len(text), matches(text, code, asked))


def snippet(texts: list[str], facts: str, code: str, asked: Asked, *, title: str) -> SafeString:
    """Of the texts, the passage that shows the most of what was asked for; where none shows any,
    the beginning of the first. The facts where they alone show what the title does not."""
    found = [(text, matches(text, code, asked)) for text in texts if text.strip()]
    text, its_matches = max(found, key=lambda one: len(_terms(one[1])), default=("", []))
    of_facts, known = matches(facts, code, asked), _terms(matches(title, code, asked))
    if _terms(of_facts) - known and not _terms(its_matches) - known:
        text, its_matches = facts, of_facts
    longest = LONGEST_OF.get(code, LONGEST)
    start, end = _passage(text, its_matches, longest)
    written = _written(text, start, end, its_matches)
    before = "… " if start and text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    return format_html("{}{}{}", before, written, after)


def _terms(found: list[Match]) -> set[int]:
    return {match.term for match in found}


def matches(text: str, code: str, asked: Asked) -> list[Match]:
    """In the order of the text; none overlaps another."""
    words = list(words_in(text))
    found = sorted(
        [*_single(words, code, asked), *_in_order(words, code, asked)],
        key=lambda match: (match.start, -match.end),
    )
    apart: list[Match] = []
    for match in found:
        if not apart or match.start >= apart[-1].end:
            apart.append(match)
        elif match.end > apart[-1].end:  # ideographs: one window runs on into the next
            apart[-1] = Match(apart[-1].start, match.end, apart[-1].term)
    return apart


def _single(words: list[Word], code: str, asked: Asked) -> Iterator[Match]:
    terms = [
        (frozenset().union(*term.clauses), number)
        for number, term in enumerate(asked.wanted)
        if not term.in_order
    ]
    if not terms:
        return
    known: dict[str, list[Match]] = {}
    for word in words:
        if word.raw not in known:
            known[word.raw] = [
                Match(start, end, number)
                for tokens, start, end in tokens_of(word, code)
                for wanted, number in terms
                if not wanted.isdisjoint(tokens)
            ]
        for start, end, number in known[word.raw]:
            yield Match(word.start + start, word.start + end, number)


def _in_order(words: list[Word], code: str, asked: Asked) -> Iterator[Match]:
    terms = [
        (number, [flow.split() for flow in term.in_order[code]])
        for number, term in enumerate(asked.wanted)
        if term.in_order
    ]
    if not terms:
        return
    pieces = [(word.start, piece) for word in words for piece in word.pieces]
    for way in (0, 1):
        flow = [in_order(piece.raw, code)[way] for _start, piece in pieces]
        for number, flows in terms:
            for wanted in flows:
                for at in _places(flow, wanted):
                    (begin, first), (end, last) = pieces[at], pieces[at + len(wanted) - 1]
                    yield Match(begin + first.start, end + last.end, number)


def _places(flow: list[str], wanted: list[str]) -> Iterator[int]:
    for at in range(len(flow) - len(wanted) + 1):
        if flow[at] == wanted[0] and flow[at : at + len(wanted)] == wanted:
            yield at


def _passage(text: str, found: list[Match], longest: int) -> Span:
    """Where the passage begins and ends: the one of its length that has the most."""
    if len(text) <= longest:
        return 0, len(text)
    if not found:
        return 0, _word_end(text, longest)
    best = max(range(len(found)), key=lambda i: _has(found, i, longest))
    start = max(0, found[best].start - longest // BEFORE)
    start = _word_start(text, start, found[best].start)
    return start, _word_end(text, max(start + longest, found[best].end))


def _has(found: list[Match], first: int, longest: int) -> tuple[int, int, int]:
    """How many things asked for are in the passage, how often, and how early it stands."""
    end = found[first].start + longest * (BEFORE - 1) // BEFORE
    inside = []
    for match in found[first:]:
        if match.end > end:
            break
        inside.append(match.term)
    return len(set(inside)), len(inside), -first


def _word_start(text: str, start: int, match: int) -> int:
    """After a sentence's end or at least a space, so that no word is cut through."""
    if start == 0:
        return 0
    for ends in (".!?؟。！？\n", " \n，、；："):
        for place in range(start, match):
            if text[place] in ends:
                after = place + 1
                while after < match and text[after].isspace():
                    after += 1
                return after
    return start


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    cut = max(text.rfind(sign, end - 40, end) for sign in " \n，。、；：")
    return cut if cut > 0 else end


def _written(text: str, start: int, end: int, found: list[Match]) -> SafeString:
    parts: list[str] = []
    at = start
    for match in found:
        if match.start >= start and match.end <= end:
            parts.append(escape(text[at : match.start]))
            parts.append(f"<mark>{escape(text[match.start : match.end])}</mark>")
            at = match.end
    parts.append(escape(text[at:end]))
    return mark_safe("".join(parts).strip())  # noqa: S308 - every part of it is escaped
