"""What the index holds of the texts, put together from the passages that they are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cultural_alliance.search.models import SearchEntry
from cultural_alliance.search.writing import LONG_AGO

from .loading import Load, stored
from .rows import Row
from .words import Passage

IN_A_PART = 60  # passages: about as many words as a part may have


@dataclass(frozen=True)
class Text:
    pk: int
    code: str
    title: str
    heading: Passage
    summary: Passage
    passages: list[Passage]
    at: datetime


class Entries:
    def __init__(self, load: Load) -> None:
        self.table = load.table(
            SearchEntry,
            "kind object_id edition language part at title summary facts text words flow in_title"
            " in_summary digest",
        )

    def write(
        self,
        kind: str,
        pk: int,
        text: Text,
        rows: Iterable[Row] = (),
        reference: str = "",
        *,
        at: datetime | None = None,
    ) -> None:
        """`kind` desk: a text that no reader finds, without its facts."""
        is_desk = kind == "desk"
        facts = [] if is_desk else [row.names[text.code] for row in rows]
        parts = reference.lower().split("/")  # a name and figures, which have no other forms
        referred = [Passage(reference, frozenset([*parts, "".join(parts)]), "")]
        self.put(kind, pk, text, facts + (referred if reference and not is_desk else []), at)

    def put(
        self, kind: str, pk: int, text: Text, facts: list[Passage], at: datetime | None
    ) -> None:
        name = text.title.rpartition(" ")[2].lower()
        in_title = {*text.heading.tokens, name}
        in_summary = text.summary.tokens.union(*(each.tokens for each in facts))
        words = in_title.union(in_summary, *(each.tokens for each in text.passages))
        told = " · ".join(each.text for each in facts)
        instant = stored(LONG_AGO if kind == "desk" else at or text.at)
        is_split = len(text.passages) > IN_A_PART
        own = [text.heading, text.summary, *facts]
        head = [] if is_split else text.passages
        self.table.add(
            kind, pk, text.pk, text.code, 0, instant, text.title, text.summary.text, told,
            _plain(head), " ".join(words), _flow([*own, *head]), " ".join(in_title),
            " ".join(in_summary), f"{text.pk:064x}",
        )  # fmt: skip
        for part, begin in enumerate(range(0, len(text.passages) * is_split, IN_A_PART), start=1):
            these = text.passages[begin : begin + IN_A_PART]
            words = set().union(*(each.tokens for each in these))
            self.table.add(
                kind, pk, text.pk, text.code, part, instant, "", "", "", _plain(these),
                " ".join(words), _flow(these), "", "", "",
            )  # fmt: skip


def _plain(passages: list[Passage]) -> str:
    return "\n\n".join(each.text for each in passages)


def _flow(passages: list[Passage]) -> str:
    return "\n".join(each.flow for each in passages if each.flow)
