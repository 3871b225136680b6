"""Footnotes: a link to `#fn3` in the text, and the item `fn3` of the list that ends it.

Whoever moves a sentence moves its reference, and whoever pastes brings numbers from elsewhere. So
the notes are gathered and numbered here, in the order in which the text refers to them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from cultural_alliance.editions.markup.nodes import Mark, Node, Piece, paragraphs
from cultural_alliance.editions.markup.source import Element

# What stands for a note in the text, with the spaces around it. A link in other words keeps them.
_NUMBER = re.compile(
    r"([ \n]*)[\[(]?(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3})?[\])]?([ \n]*)", re.IGNORECASE
)


def gathered(given: list[Element | str]) -> list[Element | str]:
    """`given` with its notes in one list at the end, wherever they stood."""
    notes: list[Element | str] = []
    rest = _without_notes(given, notes)
    return [*rest, Element("ol", {}, notes)] if notes else rest


def _without_notes(
    given: list[Element | str], notes: list[Element | str], *, among_notes: bool = False
) -> list[Element | str]:
    """A list with a note is a list of notes: what a writer split off from one is a note too."""
    rest: list[Element | str] = []
    for item in given:
        if isinstance(item, Element):
            here, is_list_of_notes = len(notes), _holds_a_note(item)
            item.children = _without_notes(item.children, notes, among_notes=is_list_of_notes)
            is_empty = not _words(item).strip()
            if item.tag == "li" and (among_notes or "id" in item.attributes) and not is_empty:
                notes.insert(here, item)
                continue
            item.attributes.pop("id", None)
            if is_list_of_notes and is_empty:
                item = "\f"  # what stood before it and after it stays apart
        rest.append(item)
    return rest


def _holds_a_note(item: Element) -> bool:
    return item.tag in ("ol", "ul") and any(
        isinstance(child, Element) and "id" in child.attributes for child in item.children
    )


def _words(item: Element) -> str:
    return "".join(child if isinstance(child, str) else _words(child) for child in item.children)


def numbered_anew(nodes: list[Node]) -> list[Node]:
    """The notes that `gathered` put last, in the order of the references, which say their number.

    A reference whose note is gone is the text it was; a note without a reference stands last.
    """
    if not nodes or not is_list_of_notes(nodes[-1]):
        return nodes
    *text, last = nodes
    notes = [note for note in last.children if isinstance(note, Node)]
    places: dict[str, int] = {}
    for place, note in enumerate(notes):
        places.setdefault(name_of(note), place)
    order = _order(text, notes, places)
    rank = {place: number for number, place in enumerate(order, 1)}
    numbers = {name: rank[place] for name, place in places.items()}
    ranked = [_named(_renumbered(notes[place], numbers), rank[place]) for place in order]
    return [*(_renumbered(node, numbers) for node in text), replace(last, children=tuple(ranked))]


def is_list_of_notes(node: Node) -> bool:
    return any(isinstance(child, Node) and name_of(child) for child in node.children)


def name_of(node: Node) -> str:
    return dict(node.attributes).get("id", "")


def reference(piece: Piece) -> str:
    """The name of the note that `piece` refers to."""
    if piece.marks and piece.marks[0].tag == "a":
        address = dict(piece.marks[0].attributes)["href"]
        return address[1:] if re.fullmatch(r"#fn[0-9]+", address) else ""
    return ""


def _order(text: list[Node], notes: list[Node], places: Mapping[str, int]) -> list[int]:
    def referred(nodes: Iterable[Node]) -> Iterator[int]:
        names = (reference(piece) for node in nodes for piece in node.pieces())
        yield from (places[name] for name in names if name in places and name)

    order = [*dict.fromkeys(referred(text))]
    seen = {*order}
    for place in order:  # grows: a note may refer to another
        found = [each for each in dict.fromkeys(referred([notes[place]])) if each not in seen]
        order += found
        seen.update(found)
    return order + [place for place in range(len(notes)) if place not in seen]


def _named(note: Node, number: int) -> Node:
    attributes = {**dict(note.attributes), "id": f"fn{number}"}
    return replace(note, attributes=tuple(sorted(attributes.items())))


def _renumbered(node: Node, numbers: Mapping[str, int]) -> Node:
    children: list[Node | Piece] = []
    for is_text, group in groupby(node.children, key=lambda child: isinstance(child, Piece)):
        if is_text:
            pieces = [child for child in group if isinstance(child, Piece)]
            for line in paragraphs(_pieces(pieces, numbers)):
                children.extend(line)
        else:
            children.extend(_renumbered(c, numbers) for c in group if isinstance(c, Node))
    return replace(node, children=tuple(children))


def _pieces(pieces: Iterable[Piece], numbers: Mapping[str, int]) -> Iterator[Piece]:
    for name, group in groupby(pieces, key=reference):
        run = [*group]
        number = numbers.get(name)
        if not name:
            yield from run
        elif not number:
            yield from (Piece(piece.text, piece.marks[1:]) for piece in run)
        else:
            link = Mark("a", (("href", f"#fn{number}"),))
            if spaces := _NUMBER.fullmatch("".join(piece.text for piece in run)):
                yield Piece(spaces[1])
                yield Piece(str(number), (link, Mark("sup")))
                yield Piece(spaces[2])
            else:
                yield from (Piece(piece.text, (link, *piece.marks[1:])) for piece in run)
