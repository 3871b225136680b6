"""Two texts of one draft: what differs, who changed it, and what a person chooses of it.

All that the choice rests on goes out with its form and comes back signed. So a third save in
between is the same question again, asked of the text that was chosen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.exceptions import SuspiciousOperation

from .. import merging
from ..drafting import DRAFT_FIELDS
from ..models import Edition, Standing, State
from . import choices
from .choices import Choice, Row

if TYPE_CHECKING:
    from django.http import QueryDict

    from .text_form import TextForm

SALT = "editions.conflict"
PICK = "pick-"


@dataclass(frozen=True)
class Conflict:
    """`signed` is what comes back with the choice."""

    theirs: Edition
    fields: list[Choice]
    rows: list[Row]
    signed: str

    @property
    def can_save(self) -> bool:
        return self.theirs.state == State.DRAFT


def between(theirs: Edition, form: "TextForm") -> Conflict | None:
    """None where both are the same: the button was pressed twice."""
    mine = typed_over(theirs, form.texts)
    if stands(theirs, mine, form.texts):
        return None
    written = form.data.get("base", "")
    base = merging.marks_by_name(written)
    return Conflict(
        theirs,
        list(_fields(theirs, mine, form, base)),
        list(choices.rows(merging.merged(theirs.body, mine.body, base["body"]))),
        signing.dumps(
            {
                "theirs": texts_of(theirs, form.texts),
                "mine": texts_of(mine, form.texts),
                "base": written,
                "revision": theirs.revision,
            },
            salt=SALT,
            compress=True,
        ),
    )


def typed_over(edition: Edition, texts: Mapping[str, Any]) -> Edition:
    """The texts as they would be saved over the edition."""
    typed = Edition(document=edition.document, language=edition.language, standing=edition.standing)
    for name, value in texts.items():
        setattr(typed, name, value)
    typed.clean_texts()
    return typed


def stands(edition: Edition, typed: Edition, names: Iterable[str]) -> bool:
    """Whether the same words are saved already."""
    return all(getattr(edition, name) == getattr(typed, name) for name in names)


def _fields(
    theirs: Edition, mine: Edition, form: "TextForm", base: Mapping[str, list[str]]
) -> Iterator[Choice]:
    before, after = (texts_of(edition, form.texts) for edition in (theirs, mine))
    for name in form.texts:
        if name != "body" and before[name] != after[name]:
            by = merging.changed_by(before[name], after[name], base[name])
            label = str(form[name].label)
            yield choices.of_field(name, label, by, _said(theirs, name), _said(mine, name))


def _said(edition: Edition, name: str) -> str:
    value = getattr(edition, name)
    if name == "standing":
        return Standing(value).label
    return {True: "Yes", False: "No", None: "–", "": "–"}.get(value, str(value))


def sent(data: "QueryDict") -> Mapping[str, Any]:
    """What the form of a text sends; of a choice between two, the text that was chosen, as if it
    had been typed over theirs."""
    if "conflict" not in data:
        return data
    try:
        told = signing.loads(str(data["conflict"]), salt=SALT)
    except signing.BadSignature:
        raise SuspiciousOperation("The two texts of a choice were altered.") from None
    theirs, mine = told["theirs"], told["mine"]
    picks = {key.removeprefix(PICK): str(data[key]) for key in data if key.startswith(PICK)}
    base = merging.marks_by_name(told["base"])
    chosen = {}
    for name in mine:
        by = merging.changed_by(theirs[name], mine[name], base[name])
        pick = picks.get(name, merging.preset(by))
        chosen[name] = (theirs if pick == merging.THEIRS else mine)[name]
    if "body" in mine:
        lines = merging.merged(theirs["body"], mine["body"], base["body"])
        chosen["body"] = merging.together(lines, picks)
    return {**chosen, "revision": told["revision"], "base": merging.marks(theirs)}


def texts_of(edition: Edition, names: Iterable[str] = DRAFT_FIELDS) -> dict[str, Any]:
    """As a form sends them: an edition that is followed is its number."""
    return {name: getattr(edition, "follows_id" if name == "follows" else name) for name in names}


def base_of(edition: Edition) -> str:
    """What a form sends back with the text, so that a conflict can tell who changed what."""
    return merging.marks(texts_of(edition))
