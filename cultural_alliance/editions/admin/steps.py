"""The next step as one clear button for this person, the others behind it, and who can do what
this person cannot."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from ..models import Document
from . import document_actions, edition_actions
from .action import Action
from .places import Place
from .situation import DocumentSituation, Situation

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@dataclass(frozen=True)
class Step:
    label: str
    url: str
    verb: str = ""
    is_grave: bool = False
    saves_first: bool = False


@dataclass
class Steps:
    """`first` is the one clear button; `sentence` says what is waited for, and who can."""

    first: Step | None = None
    more: list[Step] = field(default_factory=list)
    sentence: str = ""


# What a text waits for at each place: the first that the person may do is the clear button.
AWAITED = {
    Place.DRAFT: ["submit"],
    Place.SUBMITTED: ["approve", "recall"],
    Place.SCHEDULED: ["reschedule"],
    Place.PUBLIC: ["countersign", "correct"],
    Place.SET_ASIDE: ["start_again"],
}
DOCUMENT_VERBS = ["approve_together", "restore", "withdraw", "propose_removal"]
REMOVAL_VERBS = ["confirm_removal", "drop_removal"]


def of_edition(situation: Situation) -> Steps:
    if situation.is_removed or situation.place is Place.REMOVED:
        return Steps(sentence="It was removed on legal grounds, which is never undone.")
    actions = {a.verb: a for a in edition_actions.ACTIONS if a.fits(situation)}
    documents = _document_actions(situation)
    awaited = [verb for verb in AWAITED.get(situation.place, []) if verb in actions]
    barred = {v: a.why_not(situation, situation.person) for v, a in actions.items()}
    steps = [_of_edition(a, situation) for v, a in actions.items() if not barred[v]]
    steps += [_of_document(a, situation) for a in documents if _may(a, situation)]
    return _arranged(
        steps, _first_verb(awaited, barred, documents, situation), _told(situation, awaited, barred)
    )


def _document_actions(situation: Situation) -> list[Action[DocumentSituation, Document]]:
    """Those that an edition's page offers too: of what is public, and of removals proposed."""
    verbs = [*REMOVAL_VERBS, *DOCUMENT_VERBS] if situation.place is Place.PUBLIC else []
    if situation.place is Place.SUBMITTED:
        verbs = ["approve_together"]
    wanted = [document_actions.BY_VERB[verb] for verb in verbs]
    return [action for action in wanted if action.fits(situation.of_document)]


def _may(action: Action[DocumentSituation, Document], situation: Situation) -> bool:
    return not action.why_not(situation.of_document, situation.person)


def _first_verb(
    awaited: list[str],
    barred: dict[str, str],
    documents: list[Action[DocumentSituation, Document]],
    situation: Situation,
) -> str:
    """Over a public text, a decision about its removal or its withdrawal comes first."""
    urgent = [a.verb for a in documents if a.verb in ("confirm_removal", "restore")]
    urgent = [verb for verb in urgent if _may(document_actions.BY_VERB[verb], situation)]
    return next(iter([*urgent, *(verb for verb in awaited if not barred[verb])]), "")


def _arranged(steps: list[Step], first: str, sentence: str) -> Steps:
    clear = next((step for step in steps if step.verb == first), None)
    return Steps(clear, [step for step in steps if step is not clear], sentence)


def _told(situation: Situation, awaited: list[str], barred: dict[str, str]) -> str:
    if situation.on_its_way:
        shown = situation.open_on_its_way or "a text limited to others"
        return f"The next text of this language is on its way: {shown}."
    if situation.place is Place.FORMER:
        return "A later edition is public. This one keeps its address."
    if situation.place is Place.SCHEDULED and not barred.get("reschedule"):
        return "It becomes public by itself at its instant; nobody need do anything."
    return barred.get(awaited[0], "") if awaited else ""


def _of_edition(action: Action[Situation, Any], situation: Situation) -> Step:
    url = reverse("admin:editions_edition_act", args=[situation.edition.pk, action.verb])
    return Step(action.label, url, action.verb, action.is_grave, action.saves_first)


def _of_document(action: Action[DocumentSituation, Document], situation: Situation) -> Step:
    return document_step(action, situation.edition.document)


def document_step(action: Action[DocumentSituation, Document], document: Document) -> Step:
    url = reverse("admin:editions_document_act", args=[document.pk, action.verb])
    return Step(action.label, url, action.verb, action.is_grave)


def of_document(
    document: Document, person: "User", *, without: Iterable[str] = ("start",)
) -> Steps:
    """What the person may do with the document as a whole, for the page of its own kind."""
    situation = DocumentSituation(document, person)
    may = [a for a in document_actions.ACTIONS if not a.why_not(situation, person)]
    steps = [document_step(action, document) for action in may if action.verb not in without]
    first = next((s.verb for s in steps if s.verb in ("confirm_removal", "restore")), "")
    return _arranged(steps, first, "")
