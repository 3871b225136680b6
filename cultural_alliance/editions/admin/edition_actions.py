"""The actions on an edition, in the order in which a text meets them."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from .. import access, amending, drafting, publishing, scheduling, urgency
from ..models import Edition
from . import instants
from .action import Action, Done
from .decision_forms import (
    ApprovalForm,
    CommentForm,
    DecisionForm,
    NoteForm,
    PublicReasonForm,
    RescheduleForm,
    SendBackForm,
    SubmitForm,
    UrgentForm,
)
from .places import Place
from .situation import Situation

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

Data = dict[str, Any]


def page_of(edition: Edition) -> str:
    return reverse("admin:editions_edition_change", args=[edition.pk])


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


def submit(edition: Edition, by: "User", data: Data) -> Done:
    publishing.submit(edition, by=by, revision=data["revision"], comment=data["comment"])
    return Done("Submitted. A different person approves it now.", page_of(edition))


def recall(edition: Edition, by: "User", data: Data) -> Done:
    publishing.recall(edition, by=by, comment=data["comment"])
    return Done("The text is a draft again: go on writing.", page_of(edition))


def approve(edition: Edition, by: "User", data: Data) -> Done:
    approved = publishing.approve(
        edition, by=by, revision=data["revision"], at=data["at"], comment=data["comment"]
    )
    return Done(approval_told(approved, by), page_of(edition))


def approval_told(edition: Edition, by: "User") -> str:
    if edition.published_at is None or not edition.is_scheduled():
        return f"Approved: edition {edition.number} is public."
    shown = instants.show(edition.published_at, by.time_zone)
    return f"Approved: edition {edition.number} becomes public on {shown.text} ({shown.zone})."


def send_back(edition: Edition, by: "User", data: Data) -> Done:
    publishing.send_back(edition, by=by, comment=data["comment"])
    return Done("Sent back to its writers with your comment.", page_of(edition))


def reschedule(edition: Edition, by: "User", data: Data) -> Done:
    together = scheduling.reschedule(edition, by=by, at=data["at"], comment=data["comment"])
    shown = instants.show(data["at"], by.time_zone)
    told = f"Rescheduled for {shown.text} ({shown.zone})."
    return Done(told + _with_others(together), page_of(edition))


def unschedule(edition: Edition, by: "User", data: Data) -> Done:
    together = scheduling.unschedule(edition, by=by, comment=data["comment"])
    return Done("Unscheduled: it is a draft again." + _with_others(together), page_of(edition))


def _with_others(together: list[Edition]) -> str:
    if len(together) < 2:
        return ""
    names = ", ".join(each.text_language.name for each in together)
    return f" All that were approved together: {names}."


def set_aside(edition: Edition, by: "User", data: Data) -> Done:
    drafting.set_aside(edition, by=by, comment=data["comment"])
    return Done("Set aside. It is kept, and a new draft may start from it.", page_of(edition))


def delete(edition: Edition, by: "User", data: Data) -> Done:
    drafting.delete_unpublished(edition, by=by, comment=data["comment"])
    told = f"Deleted: {edition}. That it existed stays in the record."
    return Done(told, reverse("admin:editions_edition_changelist"))


def publish_urgently(edition: Edition, by: "User", data: Data) -> Done:
    urgency.publish_urgently(edition, by=by, revision=data["revision"], reason=data["reason"])
    return Done("Public now. A different publisher countersigns or reverses it.", page_of(edition))


def countersign(edition: Edition, by: "User", data: Data) -> Done:
    urgency.countersign(edition, by=by, comment=data["comment"])
    return Done("Countersigned.", page_of(edition))


def reverse_urgent(edition: Edition, by: "User", data: Data) -> Done:
    again = urgency.reverse(edition, by=by, reason=data["reason"])
    if again is None:
        return Done("Reversed: there was no earlier text, so it is withdrawn.", page_of(edition))
    return Done(f"Reversed: the earlier text is public as edition {again.number}.", page_of(again))


def correct(edition: Edition, by: "User", data: Data) -> Done:
    draft = drafting.start_draft(edition.document, edition.language, by=by, from_=edition)
    told = f"Edition {edition.number} stays public until this draft is approved."
    return Done(told, page_of(draft))


def start_again(edition: Edition, by: "User", data: Data) -> Done:
    draft = drafting.start_draft(edition.document, edition.language, by=by, from_=edition)
    return Done("A new draft, with the words of the one that was set aside.", page_of(draft))


def amend_note(edition: Edition, by: "User", data: Data) -> Done:
    amending.amend_note(edition, by=by, note=data["note"])
    return Done("The note stands beside the original one.", page_of(edition))


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
        submit,
        saves_first=True,
    ),
    Action(
        "approve",
        "Approve",
        "The text gets its number and is never altered afterwards; a correction is a new edition.",
        P,
        ApprovalForm,
        _stands(Place.SUBMITTED),
        approve,
        bars=_not_own,
    ),
    Action(
        "send_back",
        "Send back",
        "It becomes a draft again, with your comment.",
        P,
        SendBackForm,
        _stands(Place.SUBMITTED),
        send_back,
    ),
    Action(
        "recall",
        "Take the submission back",
        "It becomes a draft again, and you go on writing.",
        W,
        CommentForm,
        _stands(Place.SUBMITTED),
        recall,
        bars=_only_own,
    ),
    Action(
        "reschedule",
        "Reschedule",
        "It becomes public at another instant, with all that were approved together with it.",
        P,
        RescheduleForm,
        _stands(Place.SCHEDULED),
        reschedule,
    ),
    Action(
        "unschedule",
        "Unschedule",
        "It becomes a draft again, with all that were approved together with it.",
        P,
        CommentForm,
        _stands(Place.SCHEDULED),
        unschedule,
    ),
    Action(
        "countersign",
        "Countersign",
        "It was published urgently by one person. You answer for it too.",
        P,
        CommentForm,
        lambda situation: situation.is_urgent,
        countersign,
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
        reverse_urgent,
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
        correct,
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
        start_again,
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
        amend_note,
    ),
    Action(
        "publish_urgently",
        "Publish urgently",
        "You publish it now, alone. All editors see that, and your reason, until a different "
        "publisher countersigns or reverses it.",
        P,
        UrgentForm,
        BEFORE,
        publish_urgently,
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
        set_aside,
        saves_first=True,
    ),
    Action(
        "delete",
        "Delete",
        "The text was never public and is deleted for good. That it existed stays in the record.",
        W,
        CommentForm,
        _stands(Place.DRAFT, Place.SUBMITTED, Place.SET_ASIDE),
        delete,
        bars=_own_or_publisher,
        is_grave=True,
    ),
]
BY_VERB = {action.verb: action for action in ACTIONS}
