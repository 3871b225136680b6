"""The actions on an edition, in the order in which a text meets them."""

from typing import Any

from .. import access
from ..models import Edition
from . import edition_verbs
from .action import Action
from .decision_forms import (
    CommentForm,
    DecisionForm,
    NoteForm,
    PublicReasonForm,
    SendBackForm,
    SubmitForm,
    UrgentForm,
)
from .instant_forms import ApprovalForm, RescheduleForm
from .noting import PROPOSE_NOTE
from .places import Place
from .situation import Situation


def _stands(*places: Place) -> Any:
    return lambda situation: situation.place in places


def _not_own(situation: Situation) -> str:
    if situation.contributed:
        return "You wrote or submitted this text, so a different person has to approve it."
    return ""


def _only_own(situation: Situation) -> str:
    if situation.contributed:
        return ""
    return "Only those who wrote or submitted this text may take it back."


def _own_or_publisher(situation: Situation) -> str:
    if situation.contributed or situation.person.has_perm(access.PUBLISH):
        return ""
    return "Only those who wrote at this text, or a publisher, may delete it."


def _second_person(situation: Situation) -> str:
    if situation.contributed:
        return "You wrote or published this text, so a different publisher has to answer for it."
    return ""


W, P = access.WRITE, access.PUBLISH
BEFORE = _stands(Place.DRAFT, Place.SUBMITTED)

ACTIONS: list[Action[Situation, Edition]] = [
    Action(
        "submit",
        "Submit for approval",
        "A different person reads it and approves it, or sends it back. Until then it is not "
        "changed; you can take it back.",
        W,
        SubmitForm,
        _stands(Place.DRAFT),
        edition_verbs.submit,
        wants_whole=True,
        saves_first=True,
    ),
    PROPOSE_NOTE,
    Action(
        "approve",
        "Approve",
        "The text gets its number and is never altered afterwards; a correction is a new edition.",
        P,
        ApprovalForm,
        _stands(Place.SUBMITTED),
        edition_verbs.approve,
        wants_whole=True,
        bars=_not_own,
    ),
    Action(
        "send_back",
        "Send back",
        "It becomes a draft again, with your comment.",
        P,
        SendBackForm,
        _stands(Place.SUBMITTED),
        edition_verbs.send_back,
    ),
    Action(
        "recall",
        "Take the submission back",
        "It becomes a draft again, and you go on writing.",
        W,
        CommentForm,
        _stands(Place.SUBMITTED),
        edition_verbs.recall,
        bars=_only_own,
    ),
    Action(
        "reschedule",
        "Reschedule",
        "It becomes public at another instant, with all that were approved together with it.",
        P,
        RescheduleForm,
        _stands(Place.SCHEDULED),
        edition_verbs.reschedule,
    ),
    Action(
        "unschedule",
        "Unschedule",
        "It becomes a draft again, with all that were approved together with it.",
        P,
        CommentForm,
        _stands(Place.SCHEDULED),
        edition_verbs.unschedule,
    ),
    Action(
        "countersign",
        "Countersign",
        "It was published urgently by one person. You answer for it too.",
        P,
        CommentForm,
        lambda situation: situation.is_urgent,
        edition_verbs.countersign,
        bars=_second_person,
    ),
    Action(
        "reverse",
        "Reverse the urgent publication",
        "The text that was public before becomes the next edition; where there was none, this "
        "one is withdrawn.",
        P,
        PublicReasonForm,
        lambda situation: situation.is_urgent,
        edition_verbs.reverse_urgent,
        bars=_second_person,
        is_grave=True,
    ),
    Action(
        "correct",
        "Correct",
        "A new draft starts from this text. The public text stays as it is until the draft is "
        "approved as the next edition.",
        W,
        DecisionForm,
        lambda situation: (
            situation.place is Place.PUBLIC
            and situation.on_its_way is None
            and not situation.is_removed
        ),
        edition_verbs.correct,
        button="Start a correction",
    ),
    Action(
        "start_again",
        "Start again from this text",
        "A new draft starts with its words. This one stays set aside.",
        W,
        DecisionForm,
        lambda situation: (
            situation.place is Place.SET_ASIDE
            and situation.on_its_way is None
            and not situation.is_removed
        ),
        edition_verbs.start_again,
        button="Start a new draft from it",
    ),
    Action(
        "amend_note",
        "Correct the change note",
        "The original note is never altered: the corrected one stands beside it.",
        P,
        NoteForm,
        lambda situation: (
            situation.place in (Place.SCHEDULED, Place.PUBLIC, Place.FORMER)
            and (situation.edition.number or 0) > 1
        ),
        edition_verbs.amend_note,
    ),
    Action(
        "publish_urgently",
        "Publish urgently",
        "You publish it now, alone. All editors see that, and your reason, until a different "
        "publisher countersigns or reverses it.",
        P,
        UrgentForm,
        BEFORE,
        edition_verbs.publish_urgently,
        wants_whole=True,
        is_grave=True,
        saves_first=True,
    ),
    Action(
        "set_aside",
        "Set aside",
        "It is kept out of the way, and a new draft may start from it.",
        W,
        CommentForm,
        BEFORE,
        edition_verbs.set_aside,
        saves_first=True,
    ),
    Action(
        "delete",
        "Delete",
        "The text was never public and is deleted for good. That it existed stays in the record.",
        W,
        CommentForm,
        _stands(Place.DRAFT, Place.SUBMITTED, Place.SET_ASIDE),
        edition_verbs.delete,
        bars=_own_or_publisher,
        is_grave=True,
    ),
]
BY_VERB = {action.verb: action for action in ACTIONS}
