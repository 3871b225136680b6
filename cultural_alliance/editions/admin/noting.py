"""The change note of a correction, proposed from what differs and edited by the writer."""

from typing import TYPE_CHECKING, Any

from django import forms

from .. import access, drafting
from ..approval import previous
from ..comparing import proposed_note
from ..models import Edition
from .action import Action, Done
from .decision_forms import RevisionForm, Words
from .edition_verbs import page_of
from .places import Place
from .situation import Situation

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


class ProposedNoteForm(RevisionForm):
    note = forms.CharField(
        label="Change note",
        widget=Words,
        error_messages={"asked": "Write the note."},
        help_text="Readers are told it. Say in your own words why, where that is not plain.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.subject
        assert isinstance(edition, Edition)
        self.initial["note"] = proposed_note(edition)
        language = edition.text_language
        self.fields["note"].widget.attrs |= {"lang": language.tag, "dir": language.direction}


def _take(edition: Edition, by: "User", data: dict[str, Any]) -> Done:
    drafting.save_draft(edition, by=by, revision=data["revision"], change_note=data["note"])
    return Done("The change note stands in the draft.", page_of(edition))


PROPOSE_NOTE: Action[Situation, Edition] = Action(
    "propose_note",
    "Propose the change note",
    "It says how this draft differs from the edition before it, and takes the place of the note "
    "that stands in the draft.",
    access.WRITE,
    ProposedNoteForm,
    lambda situation: situation.place is Place.DRAFT and previous(situation.edition) is not None,
    _take,
    button="Take this note",
    saves_first=True,
)
