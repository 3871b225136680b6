"""Which block of the old text is which block of the new one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cultural_alliance.editions.differences.alignment import Pair, aligned
from cultural_alliance.editions.differences.words import is_word, tokens
from cultural_alliance.editions.html import Block

ALIKE = 0.5  # the share of words in common from which a paragraph is the same one, rewritten
NEARLY_EQUAL = 0.75  # … from which it is recognised in another place
_REACH = 24  # how far from its place a rewritten paragraph is looked for
_LARGEST_TABLE = 1_000_000  # two thousand-paragraph texts with nothing in common


class Pairing:
    """`kept`: pairs in the order of both texts. `moved`: pairs that stand in another place."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self.old, self.new = old, new
        self.bags_old = [_bag(block) for block in old]
        self.bags_new = [_bag(block) for block in new]
        self.kept: list[Pair] = aligned([_key(block) for block in old], [_key(b) for b in new])
        self.moved: list[Pair] = []
        self.moved += [*self._equal_elsewhere()]
        self.kept = sorted([*self.kept, *self._rewritten()])
        self.moved += [*self._nearly_equal_elsewhere()]

    def _left(self) -> tuple[list[int], list[int]]:
        taken = [*self.kept, *self.moved]
        olds, news = {i for i, _j in taken}, {j for _i, j in taken}
        return (
            [i for i in range(len(self.old)) if i not in olds],
            [j for j in range(len(self.new)) if j not in news],
        )

    def _equal_elsewhere(self) -> Iterator[Pair]:
        olds, news = self._left()
        places = defaultdict(list)
        for j in reversed(news):
            places[_key(self.new[j])].append(j)
        for i in olds:
            if is_word(self.old[i].text) and places[_key(self.old[i])]:
                yield i, places[_key(self.old[i])].pop()

    def _rewritten(self) -> list[Pair]:
        """Between two kept pairs: the pairs in order that have most words in common together."""
        olds, news = self._left()
        found: list[Pair] = []
        i = j = 0
        for end_old, end_new in [*self.kept, (len(self.old), len(self.new))]:
            a, c = i, j
            while i < len(olds) and olds[i] < end_old:
                i += 1
            while j < len(news) and news[j] < end_new:
                j += 1
            found += self._best_in_order(olds[a:i], news[c:j])
        return found

    def _best_in_order(self, olds: list[int], news: list[int]) -> list[Pair]:
        if len(olds) * len(news) > _LARGEST_TABLE:
            return []
        best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
        for i, old in enumerate(olds):
            centre = i * len(news) // len(olds)
            for j, new in enumerate(news):
                best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j])
                if abs(j - centre) <= _REACH:
                    share = self._likeness(old, new)
                    if share >= ALIKE and best[i][j] + share > best[i + 1][j + 1]:
                        best[i + 1][j + 1] = best[i][j] + share
        return [(olds[i], news[j]) for i, j in _traced(best)]

    def _nearly_equal_elsewhere(self) -> Iterator[Pair]:
        olds, news = self._left()
        by_trigram = defaultdict(set)
        for i in olds:
            for trigram in _trigrams(self.old[i]):
                by_trigram[trigram].add(i)
        scores: list[tuple[float, int, int]] = []
        for j in news:
            near = Counter(
                i
                for trigram in _trigrams(self.new[j])
                if len(by_trigram.get(trigram, ())) <= _REACH
                for i in by_trigram.get(trigram, ())
            )
            scores += [(-self._likeness(i, j), i, j) for i, _count in near.most_common(3)]
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for score, i, j in sorted(scores):
            if -score >= NEARLY_EQUAL and i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                yield i, j

    def _likeness(self, i: int, j: int) -> float:
        """Twice the words in common by all words (Dice), 0 to 1."""
        old, new = self.bags_old[i], self.bags_new[j]
        every = old.total() + new.total()
        return 2 * (old & new).total() / every if every else 0.0


def _key(block: Block) -> str:
    return block.text or f"<{block.tag}>"


def _bag(block: Block) -> Counter[str]:
    return Counter(_words(block))


def _words(block: Block) -> list[str]:
    return [token for token in tokens(block.text) if is_word(token)]


def _trigrams(block: Block) -> set[tuple[str, ...]]:
    words = _words(block)
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))} if words else set()


def _traced(best: list[list[float]]) -> list[Pair]:
    i, j = len(best) - 1, len(best[0]) - 1
    found: list[Pair] = []
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]
