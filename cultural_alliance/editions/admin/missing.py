"""What a text lacks before it can be submitted, each linked to where it is written."""

from dataclasses import dataclass

from .. import approval
from ..models import Edition
from .edition_verbs import page_of
from .text_form import TextForm


@dataclass(frozen=True)
class Missing:
    """`label` is that of the field at `url`."""

    label: str
    url: str
    sentence: str


def of(edition: Edition) -> list[Missing]:
    return [
        Missing(_label(name), f"{page_of(edition)}#id_{name}", sentence)
        for name, sentence in approval.missing(edition).items()
    ]


def _label(name: str) -> str:
    field = TextForm.base_fields.get(name)
    return str(field.label) if field and field.label else name.replace("_", " ").capitalize()
