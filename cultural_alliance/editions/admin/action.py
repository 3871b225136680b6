"""What an action of the desk is: a verb of the record with its page, its form and who may."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms

from .. import access

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

S = TypeVar("S")  # the situation: of an edition, or of a document
T = TypeVar("T")  # what is acted on

WHO = {
    access.WRITE: "A writer or a publisher can do this.",
    access.PUBLISH: "A publisher can do this.",
    access.REMOVE: "An administrator can do this.",
}


@dataclass(frozen=True)
class Done:
    """What to tell the person, and where to go on."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Action(Generic[S, T]):
    """`fits` says, of a situation, whether the action belongs to where things stand; `bars` why
    this person may not all the same, in a sentence, or nothing."""

    verb: str
    title: str
    explain: str
    permission: str
    form: type[forms.Form]
    fits: Callable[[S], bool]
    run: Callable[[T, "User", dict[str, Any]], Done]
    bars: Callable[[S], str] = lambda situation: ""
    button: str = ""
    is_grave: bool = False
    saves_first: bool = False  # what is typed in an open form is saved before the page is left
    wants_whole: bool = False  # its page lists what the text lacks

    @property
    def label(self) -> str:
        return self.button or self.title

    def why_not(self, situation: S, person: "User") -> str:
        """Why this person may not do it now; nothing where they may."""
        if not self.fits(situation):
            return "This cannot be done where the text stands now."
        if not person.has_perm(self.permission):
            return WHO[self.permission]
        return self.bars(situation)
