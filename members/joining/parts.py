"""The parts of the form, in the order in which they are asked."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    name: str
    title: Any
    fields: tuple[str, ...]
    hint: Any = ""


PARTS = (
    Part(
        "organisation",
        _("Your organisation"),
        (
            *("language", "name", "short_name", "kind", "legal_form", "country", "place"),
            *("sectors", "website", "founded", "working_languages"),
        ),
    ),
    Part(
        "work",
        _("Its work"),
        ("about", "brings", "seeks"),
        _("If the organisation becomes a member, this is the first text of its public page."),
    ),
    Part(
        "people",
        _("Two people"),
        (
            *("first_name", "first_position", "first_email"),
            *("second_name", "second_position", "second_email"),
        ),
        _(
            "You, and a second person who can answer for the organisation. If it becomes a member, "
            "both are invited to look after its page. Neither address is ever shown to the public."
        ),
    ),
    Part(
        "papers",
        _("Documents"),
        ("documents", "no_documents_reason"),
        _(
            "Documents that show what the organisation is, or a reason why there are none. Only "
            "the membership desk reads them."
        ),
    ),
    Part("agreement", _("What we keep, and why"), ("consent",)),
)
