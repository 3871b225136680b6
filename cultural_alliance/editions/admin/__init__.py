"""The record in the admin: the text of an edition, where it stands, and the steps it takes.

`reverse("admin:editions_edition_act", args=[pk, "submit"])` is a step of an edition,
`reverse("admin:editions_document_act", args=[pk, "withdraw"])` one of a document; what each is
called, and who may take it when, is in `edition_actions` and `document_actions`.
"""

from .document import DocumentSteps
from .edition import EditionAdmin

__all__ = ["DocumentSteps", "EditionAdmin"]
