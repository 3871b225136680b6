"""Differences told in sentences, as a change note tells them, in the active language."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cultural_alliance.editions.differences import Comparison, Kind

MOST = 12  # numbers in a sentence; more of them tell a reader nothing


def in_words(comparison: Comparison) -> str:
    return " ".join(_sentences(comparison)) or _("The words did not change.")


def _sentences(comparison: Comparison) -> Iterator[str]:
    heads = {row.tag for row in comparison.all_rows if row.kind != "same"}
    if "title" in heads:
        yield _("The title changed.")
    if "summary" in heads:
        yield _("The summary changed.")
    told: list[tuple[Kind, str]] = [
        ("changed", _("Paragraphs changed: %(numbers)s.")),
        ("added", _("Paragraphs added: %(numbers)s.")),
        ("removed", _("Paragraphs removed: %(numbers)s.")),
        ("moved_to", _("Paragraphs moved: %(numbers)s.")),
    ]
    for kind, sentence in told:
        numbers = [row.paragraph for row in comparison.rows if row.kind == kind and row.paragraph]
        if numbers:
            yield sentence % {"numbers": _listed(numbers)}
    if any(row.kind != "same" and not row.paragraph for row in comparison.rows):
        yield _("Headings, lists, quotations or tables changed.")
    if comparison.files:
        yield _("Images or files changed.")


def _listed(numbers: list[int]) -> str:
    shown = [str(number) for number in numbers]
    return ", ".join([*shown[: MOST - 1], "…", shown[-1]] if len(shown) > MOST else shown)
