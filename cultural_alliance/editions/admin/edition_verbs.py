"""What each action on an edition does: it calls the verb, and says what came of it."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from .. import amending, drafting, publishing, scheduling, urgency
from ..models import Edition
from . import instants
from .action import Done

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

Data = dict[str, Any]


def page_of(edition: Edition) -> str:
    return reverse("admin:editions_edition_change", args=[edition.pk])


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
    publishing.send_back(edition, by=by, **data)
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
    names = ", ".join(f"“{each}” ({each.text_language.name})" for each in together)
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
