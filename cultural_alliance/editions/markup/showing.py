"""What a reader's page adds to a text: tables that scroll, footnotes with ways there and back."""

from dataclasses import replace

from django.utils.translation import gettext as _

from cultural_alliance.editions.markup.footnotes import is_list_of_notes, name_of, reference
from cultural_alliance.editions.markup.nodes import Mark, Node, Piece


def shown(nodes: list[Node]) -> list[Node]:
    if nodes and is_list_of_notes(nodes[-1]):
        referred: set[str] = set()
        *text, notes = [_with_targets(node, referred) for node in nodes]
        nodes = [*text, _section(notes, referred)]
    return [_scrolling(node) if node.tag == "table" else node for node in nodes]


def _scrolling(table: Node) -> Node:
    titles = [child for child in table.children if isinstance(child, Node)]
    title = "".join(p.text for node in titles if node.tag == "caption" for p in node.pieces())
    about = {"class": "table-scroll", "role": "group", "tabindex": "0"}
    return Node("div", (*about.items(), ("aria-label", title or _("Table"))), (table,))


def _with_targets(node: Node, referred: set[str]) -> Node:
    """With an address on the first reference to each note."""
    children: list[Node | Piece] = []
    for child in node.children:
        if isinstance(child, Node):
            children.append(_with_targets(child, referred))
            continue
        link = {"role": "doc-noteref"}
        if (name := reference(child)) and name not in referred:
            referred.add(name)
            link["id"] = f"{name}-ref"
        marks = [Mark("a", (*child.marks[0].attributes, *link.items()))] if name else []
        children.append(replace(child, marks=(*marks, *child.marks[len(marks) :])))
    return replace(node, children=tuple(children))


def _section(notes: Node, referred: set[str]) -> Node:
    items = [
        _with_way_back(note, name_of(note)) if name_of(note) in referred else note
        for note in notes.children
        if isinstance(note, Node)
    ]
    about = {"class": "footnotes", "role": "doc-endnotes", "aria-label": _("Footnotes")}
    return Node("section", (*about.items(),), (replace(notes, children=(*items,)),))


def _with_way_back(note: Node, name: str) -> Node:
    label = _("Back to note %(number)s in the text") % {"number": name.removeprefix("fn")}
    about = {"class": "way-back", "href": f"#{name}-ref", "role": "doc-backlink"}
    way = Piece("↑", (Mark("a", (*about.items(), ("aria-label", label))),))
    *before, end = note.children
    if isinstance(end, Node) and end.tag == "p":
        end = replace(end, children=(*end.children, Piece("\xa0"), way))
        return replace(note, children=(*before, end))
    return replace(note, children=(*note.children, Piece("\xa0"), way))
