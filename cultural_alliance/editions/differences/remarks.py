"""What changed in a block beside its words, said in sentences."""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.translation import gettext as _

from cultural_alliance.editions.html import Block

_ADDRESS = re.compile(r'<a href="(?!#fn\d)([^"]*)"')  # the numbers of footnotes tell themselves
_TAG = re.compile(r"<[^>]*>")
_LINK_OR_BREAK = re.compile(r"</?(?:a|br)\b[^>]*>")
_ALL_BUT_MARKS = re.compile(r"<(?!/?(?:strong|em|sup|sub|span)\b)[^>]*>")


def remark(old: Block, new: Block) -> str:
    """Empty when nothing but words changed, or nothing at all.

    Where words changed too, formatting is judged by its tags alone: bold that went from one word
    to another is then not remarked upon.
    """
    sentences = [*_kind(old, new), *_links(old, new)]
    unsaid = not sentences and old.text == new.text and old.html != new.html
    if unsaid or _formatting(old, new) != _formatting(new, old):
        sentences.append(_("The formatting changed."))
    return " ".join(sentences)


def _kind(old: Block, new: Block) -> Iterator[str]:
    if old.tag != new.tag:
        kinds = {
            "p": _("This is now a paragraph."),
            "h2": _("This is now a heading."),
            "h3": _("This is now a smaller heading."),
            "li": _("This is now an item of a list."),
            "blockquote": _("This is now a quotation."),
            "tr": _("This is now a row of a table."),
            "caption": _("This is now the title of a table."),
        }
        if sentence := kinds.get(new.tag):
            yield sentence


def _links(old: Block, new: Block) -> Iterator[str]:
    before, after = _addresses(old), _addresses(new)
    if gone := [address for address in before if address not in after]:
        yield _("No longer linked: %(addresses)s.") % {"addresses": ", ".join(gone)}
    if come := [address for address in after if address not in before]:
        yield _("Now linked: %(addresses)s.") % {"addresses": ", ".join(come)}


def _addresses(block: Block) -> list[str]:
    return [unescape(address) for address in _ADDRESS.findall(block.html)]


def _formatting(block: Block, beside: Block) -> str:
    """Of a block that became another kind, bold and the like alone; never links, told above."""
    unwanted = _LINK_OR_BREAK if block.tag == beside.tag else _ALL_BUT_MARKS
    html = unwanted.sub("", block.html)
    return html if block.text == beside.text else "".join(_TAG.findall(html))
