"""Nodes written as HTML."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

from cultural_alliance.editions.markup.nodes import Mark, Node, Piece


def written(nodes: Iterable[Node]) -> str:
    """The HTML, one block a line: somebody without JavaScript edits it in a plain text area."""
    return "\n".join(element(node) for node in nodes)


def element(node: Node) -> str:
    if node.tag == "hr":
        return "<hr>"
    inner = ""
    for is_text, group in groupby(node.children, key=lambda child: isinstance(child, Piece)):
        children = [*group]
        if is_text:
            inner += _inline([child for child in children if isinstance(child, Piece)])
        else:
            inner += "".join(element(child) for child in children if isinstance(child, Node))
    return enclosed(node.tag, node.attributes, inner)


def _inline(pieces: list[Piece], depth: int = 0) -> str:
    def mark_of(piece: Piece) -> Mark | None:
        return piece.marks[depth] if depth < len(piece.marks) else None

    html = ""
    for mark, group in groupby(pieces, key=mark_of):
        if mark is None:
            html += "".join(_escaped(piece.text) for piece in group)
        else:
            html += enclosed(mark.tag, mark.attributes, _inline([*group], depth + 1))
    return html


def enclosed(tag: str, attributes: Iterable[tuple[str, str]], inner: str) -> str:
    given = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{given}>{inner}</{tag}>"


def _escaped(text: str) -> str:
    """U+0338 behind a tag's ">" is one character with it to whoever normalises the whole."""
    text = escape(text, quote=False).replace("\xa0", "&nbsp;")
    return re.sub("(^|\n)\u0338", r"\1&#824;", text).replace("\n", "<br>")
