"""What two sequences have in common, in order: the "patience" way.

What occurs once in each is the anchor, and between anchors the same question is asked again. This
keeps a sentence together where the longest common subsequence would scatter its small words, and
takes near linear time on long texts.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]
Stretch = tuple[int, int, int, int]  # old from, to; new from, to

_LARGEST_FOR_DIFFLIB = 40_000  # its time may grow with the product of both lengths and more


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Pairs of positions with equal items, growing on both sides."""
    pairs: list[Pair] = []
    waiting: list[Stretch] = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            pairs.append((b, d))
        if a == b or c == d:
            continue
        if anchors := _anchors(old, new, (a, b, c, d)):
            waiting.extend(_between(anchors, (a, b, c, d)))
        elif (b - a) * (d - c) <= _LARGEST_FOR_DIFFLIB:
            pairs.extend(_by_difflib(old, new, (a, b, c, d)))
    return sorted(pairs)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], within: Stretch) -> list[Pair]:
    a, b, c, d = within
    once_old = {item for item, count in Counter(old[a:b]).items() if count == 1}
    once_new = {item for item, count in Counter(new[c:d]).items() if count == 1}
    place = {new[j]: j for j in range(c, d) if new[j] in once_new}
    both = [(i, place[old[i]]) for i in range(a, b) if old[i] in once_old and old[i] in place]
    return _longest_growing(both)


def _longest_growing(pairs: list[Pair]) -> list[Pair]:
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_i, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        if place == len(ends):
            ends.append(j)
            last.append(index)
        else:
            ends[place], last[place] = j, index
        before.append(last[place - 1] if place else -1)
    found: list[Pair] = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _between(anchors: list[Pair], within: Stretch) -> Iterator[Stretch]:
    """The stretches from each anchor (which they begin with) to the next."""
    a, b, c, d = within
    for i, j in anchors:
        yield (a, i, c, j)
        a, c = i, j
    yield (a, b, c, d)


def _by_difflib(
    old: Sequence[Hashable], new: Sequence[Hashable], within: Stretch
) -> Iterator[Pair]:
    a, b, c, d = within
    matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            yield a + block.a + offset, c + block.b + offset
