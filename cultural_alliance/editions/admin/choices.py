"""A choice between two texts as it is shown: what differs, who changed it, what may be picked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..differences.remarks import remark
from ..differences.words import Run, runs, side
from ..merging import ALWAYS, BOTH, MINE, THEIRS, Line, Part, preset

NAMES = {
    "h2": "Heading",
    "h3": "Heading",
    "li": "Item of a list",
    "table": "Table",
    "hr": "Line across the page",
}
CHANGED = {MINE: "you changed it", THEIRS: "they changed it", BOTH: "both of you changed it"}
MOVED = {MINE: "you moved it", THEIRS: "they moved it"}


@dataclass(frozen=True)
class Option:
    pick: str
    label: str
    runs: Sequence[Run] = ()


@dataclass(frozen=True)
class Choice:
    name: str
    what: str
    by: str
    options: list[Option]
    remark: str = ""

    @property
    def preset(self) -> str:
        return preset(self.by)

    @property
    def is_disputed(self) -> bool:
        return self.by == BOTH


@dataclass(frozen=True)
class Row:
    """What is the same in both, a choice, or the other place of a paragraph that was moved."""

    same: Sequence[str] = ()
    choice: Choice | None = None
    moved: str = ""


def rows(lines: Iterable[Line]) -> Iterator[Row]:
    for is_same, stretch in groupby(lines, key=lambda line: line.name == ALWAYS):
        if is_same:
            yield Row(same=[_text(line.mine) for line in stretch])
        else:
            yield from (_row(line) for line in stretch)


def of_field(name: str, label: str, by: str, theirs: str, mine: str) -> Choice:
    return Choice(name, f"{label}: {CHANGED.get(by, 'it differs')}", by, _either(theirs, mine))


def _row(line: Line) -> Row:
    if line.is_moved and THEIRS in line.at:
        return Row(moved=line.name)
    part = line.mine or line.theirs
    name = NAMES.get(part.block.tag, "Paragraph") if part else ""
    told, options = _told(line)
    words = remark(line.theirs.block, line.mine.block) if line.theirs and line.mine else ""
    return Row(choice=Choice(line.name, f"{name}: {told}", line.by, options, words))


def _told(line: Line) -> tuple[str, list[Option]]:
    theirs, mine = _text(line.theirs), _text(line.mine)
    if line.mine is None:
        told = "you took it out" if line.by == MINE else "only their text has it"
        return told, [_keep(THEIRS, theirs), Option(MINE, "Leave it out")]
    if line.theirs is None:
        told = "they took it out" if line.by == THEIRS else "only your text has it"
        return told, [_keep(MINE, mine), Option(THEIRS, "Leave it out")]
    either = _either(theirs, mine)
    if line.is_moved:
        places = ("There, where they have it", "Here, where you have it")
        moved = [Option(each.pick, at, each.runs) for each, at in zip(either, places, strict=True)]
        return MOVED.get(line.by, "it stands in two places"), moved
    return CHANGED.get(line.by, "it differs"), [*either, Option(BOTH, "Both, theirs first")]


def _keep(pick: str, text: str) -> Option:
    return Option(pick, "Keep it", [Run("same", text)])


def _either(theirs: str, mine: str) -> list[Option]:
    mixed = runs(theirs, mine)
    return [Option(THEIRS, "Theirs", side(mixed, "ins")), Option(MINE, "Yours", side(mixed, "del"))]


def _text(part: Part | None) -> str:
    return part.block.text if part else ""
