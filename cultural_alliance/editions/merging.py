"""Two texts of one draft put together, paragraph by paragraph, as a person chooses.

    lines = merged(theirs, mine, base)         what differs, and who changed it
    html = together(lines, {"mine-3": BOTH})   the text as chosen, as preset where nothing is said

What the two began from is not kept: the short marks of its parts, which an open page sends back,
say which side left a part as it was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from .blocks import split
from .differences.alignment import aligned
from .differences.pairing import Pairing
from .html import Block
from .markup.canonical import canonical
from .markup.nodes import Node
from .markup.writing import element, written

THEIRS, MINE, BOTH = "theirs", "mine", "both"
DIVIDED = {"ul", "ol", "blockquote"}  # chosen by item; a table is chosen whole
ALWAYS = ""  # the name of what is no choice


@dataclass(frozen=True)
class Part:
    """A paragraph or heading, a table, or an item of a list in a list of its own."""

    node: Node
    is_first: bool = True
    is_last: bool = True

    @cached_property
    def block(self) -> Block:
        html = element(self.node)
        found = list(split(self.node))
        tag = found[-1].tag if len(found) == 1 else self.node.tag
        return Block(tag, html, "\n".join(block.text for block in found))


@dataclass(frozen=True)
class Line:
    """A place in the merged text. `name` is that of its choice, `at` the sides that stand here: a
    paragraph that was moved has two places under one choice. `by` changed it: empty where that
    is not known."""

    name: str
    theirs: Part | None
    mine: Part | None
    at: Collection[str] = (THEIRS, MINE)
    by: str = ""

    @property
    def preset(self) -> str:
        return preset(self.by)

    @property
    def is_moved(self) -> bool:
        return len(self.at) == 1

    def chosen(self, pick: str) -> Iterator[Part]:
        if pick not in (THEIRS, MINE, BOTH):
            pick = self.preset
        for name, part in ((THEIRS, self.theirs), (MINE, self.mine)):
            if part and name in self.at and pick in (name, BOTH):
                yield part


def parts(html: str) -> list[Part]:
    found = []
    for node in canonical(html):
        inner = node.children if node.tag in DIVIDED else (node,)
        for child in inner:
            alone = node if child is node else Node(node.tag, node.attributes, (child,))
            found.append(Part(alone, child is inner[0], child is inner[-1]))
    return found


def marks(texts: Mapping[str, Any]) -> str:
    """What `marks_by_name` reads: a short mark for each field, and for each part of the body."""
    return " ".join(
        f"{name}:{mark(each)}"
        for name, value in texts.items()
        for each in ([part.block.html for part in parts(value)] if name == "body" else [value])
    )


def marks_by_name(written: str) -> dict[str, list[str]]:
    found = defaultdict(list)
    for each in written.split():
        name, _colon, value = each.partition(":")
        found[name].append(value)
    return found


def mark(value: Any) -> str:
    return sha256(" ".join(str(value).split()).encode()).hexdigest()[:12]


def preset(by: str) -> str:
    return THEIRS if by == THEIRS else MINE


def changed_by(theirs: Any, mine: Any, base: Sequence[str]) -> str:
    """Who changed a field, where its mark is known."""
    if not base:
        return ""
    left = [name for name, value in ((MINE, theirs), (THEIRS, mine)) if mark(value) == base[0]]
    return left[0] if left else BOTH


def merged(theirs: str, mine: str, base: list[str]) -> list[Line]:
    return list(_Merge(parts(theirs), parts(mine), base).lines())


def together(lines: Iterable[Line], picks: Mapping[str, str]) -> str:
    nodes: list[Node] = []
    last: Part | None = None
    for line in lines:
        for part in line.chosen(picks.get(line.name, "")):
            if last and _continues(last, part):
                held = nodes.pop()
                nodes.append(Node(held.tag, held.attributes, held.children + part.node.children))
            else:
                nodes.append(part.node)
            last = part
    return written(nodes)


def _continues(last: Part, part: Part) -> bool:
    """One list goes on, unless one ended there and another began."""
    node = part.node
    same = (node.tag, node.attributes) == (last.node.tag, last.node.attributes)
    return node.tag in DIVIDED and same and not (last.is_last and part.is_first)


class _Merge:
    def __init__(self, theirs: list[Part], mine: list[Part], base: list[str]) -> None:
        self.theirs, self.mine, self.base = theirs, mine, base
        self.their_marks, self.my_marks = (
            [mark(part.block.html) for part in side] for side in (theirs, mine)
        )
        self.left_by_them = self._left(self.their_marks)
        self.left_by_me = self._left(self.my_marks)
        pairing = Pairing([part.block for part in theirs], [part.block for part in mine])
        self.kept, self.moved = self._likely(pairing.kept), self._likely(pairing.moved)

    def _left(self, marks: list[str]) -> dict[int, int]:
        """Which parts stand as they did at the beginning, and which they were."""
        return {j: i for i, j in aligned(self.base, marks)}

    def _likely(self, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Without those that were two different parts at the beginning, however alike."""
        left = [(self.left_by_them.get(i), self.left_by_me.get(j)) for i, j in pairs]
        return [pair for pair, (a, b) in zip(pairs, left, strict=True) if None in (a, b) or a == b]

    def lines(self) -> Iterator[Line]:
        """In the order of mine; what is theirs alone, where it stands with them."""
        away, back = dict(self.moved), {j: i for i, j in self.moved}
        here = there = 0
        for i, j in [*self.kept, (len(self.theirs), len(self.mine))]:
            yield from (self._line(k, away.get(k), (THEIRS,)) for k in range(here, i))
            yield from (self._line(back.get(k), k, (MINE,)) for k in range(there, j))
            if i < len(self.theirs):
                yield self._line(i, j, (THEIRS, MINE))
            here, there = i + 1, j + 1

    def _line(self, i: int | None, j: int | None, at: Collection[str]) -> Line:
        theirs = None if i is None else self.theirs[i]
        mine = None if j is None else self.mine[j]
        if theirs and mine and len(at) == 2 and theirs.block == mine.block:
            return Line(ALWAYS, theirs, mine)
        name = f"mine-{j}" if i is None else f"theirs-{i}"
        both = bool(theirs and mine)
        return Line(name, theirs, mine, at if both else (THEIRS, MINE), self._by(i, j))

    def _by(self, i: int | None, j: int | None) -> str:
        if self.base in (self.their_marks, self.my_marks):  # one of them changed nothing at all
            return MINE if self.base == self.their_marks else THEIRS
        they_left, i_left = i in self.left_by_them, j in self.left_by_me
        if i is None and j is not None:
            cut = i_left and self._is_cut(self.my_marks[j], self.their_marks)
            return THEIRS if cut else MINE
        if j is None and i is not None:
            cut = they_left and self._is_cut(self.their_marks[i], self.my_marks)
            return MINE if cut else THEIRS
        if i is not None and j is not None and self.their_marks[i] == self.my_marks[j]:
            return self._moved_by(i, j)
        if they_left or i_left:
            return MINE if they_left else THEIRS
        return BOTH if self.base else ""

    def _moved_by(self, i: int, j: int) -> str:
        """In whose text it stands against the order that it had to what did not move."""
        if (moved := self.my_marks[j]) not in self.base:
            return ""
        was = self.base.index(moved)
        rest = [(self.my_marks[b], a, b) for a, b in self.kept]
        order = [
            (self.base.index(each) < was, a < i, b < j) for each, a, b in rest if each in self.base
        ]
        against_theirs = sum(before != theirs for before, theirs, _mine in order)
        against_mine = sum(before != mine for before, _theirs, mine in order)
        return THEIRS if against_theirs > against_mine else MINE

    def _is_cut(self, part: str, marks: list[str]) -> bool:
        """Not so a line across the page that only stands elsewhere: those are not followed."""
        return marks.count(part) < self.base.count(part)
