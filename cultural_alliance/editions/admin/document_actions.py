"""The actions on a document: a text in another language, a notice over what is public."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from cultural_alliance import languages

from .. import access, amending, drafting, notices, publishing
from ..models import Document, Edition
from . import instants
from .action import Action, Done
from .decision_forms import ReviewForm, StartForm
from .edition_verbs import page_of
from .instant_forms import TogetherForm
from .notice_forms import DropForm, NoticeForm, RestoreForm, ScopeForm, WithdrawForm
from .situation import DocumentSituation

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

Data = dict[str, Any]


def page_of_document(document: Document) -> str:
    """Its facts and its texts, in the admin of its own kind."""
    meta = document.specific._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[document.pk])


def start(document: Document, by: "User", data: Data) -> Done:
    language = data["language"]
    draft = drafting.start_draft(document, language, by=by, from_=_source(document, language, by))
    name = languages.get(language).name
    return Done(f"A draft in {name}. It can be saved unfinished.", page_of(draft))


def _source(document: Document, language: str, by: "User") -> Edition | None:
    """The newest text of the language, or else the original that a translation follows."""
    newest = document.editions.filter(language=language, erased=False, state="approved")
    return newest.order_by("-number").first() or drafting.newest_original(document, by)


def approve_together(document: Document, by: "User", data: Data) -> Done:
    texts: list[Edition] = data["all_texts"]
    revisions = {each.pk: each.revision for each in texts}
    approved = publishing.approve_together(
        texts, by=by, revisions=revisions, at=data["at"], comment=data["comment"]
    )
    names = ", ".join(f"“{each}” ({each.text_language.name})" for each in approved)
    at = approved[0].published_at
    when = "public now"
    if at is not None and data["at"]:
        shown = instants.show(at, by.time_zone)
        when = f"public on {shown.text} ({shown.zone})"
    return Done(f"Approved together, {when}: {names}.", page_of_document(document))


def withdraw(document: Document, by: "User", data: Data) -> Done:
    notices.withdraw(document, by=by, **data)
    told = "Withdrawn: the text stays readable at its address, under your notice."
    return Done(told, page_of_document(document))


def restore(document: Document, by: "User", data: Data) -> Done:
    notices.restore(data["notice"], by=by, comment=data["comment"])
    return Done("Restored: the text stands without its notice.", page_of_document(document))


def propose_removal(document: Document, by: "User", data: Data) -> Done:
    notices.propose_removal(document, by=by, **data)
    told = "The removal is proposed. A different administrator confirms it."
    return Done(told, page_of_document(document))


def confirm_removal(document: Document, by: "User", data: Data) -> Done:
    notices.confirm_removal(data["notice"], by=by)
    return Done("Removed. Its words are erased; the reason stays.", page_of_document(document))


def drop_removal(document: Document, by: "User", data: Data) -> Done:
    notices.drop_removal(data["notice"], by=by, comment=data["comment"])
    return Done("The removal is dropped: the text stays.", page_of_document(document))


def set_review_date(document: Document, by: "User", data: Data) -> Done:
    amending.set_review_date(document, by=by, on=data["on"])
    told = f"To be reviewed on {data['on']:%-d %B %Y}." if data["on"] else "No review is planned."
    return Done(told, page_of_document(document))


def _can_be_withdrawn(situation: DocumentSituation) -> bool:
    return bool(situation.published_languages) and not any(
        notice.language == "" and notice.starts_at for notice in situation.notices
    )


def _can_be_removed(situation: DocumentSituation) -> bool:
    removals = situation.removals() + situation.proposals()
    return bool(situation.published_languages) and not any(n.language == "" for n in removals)


def _proposed_by_another(situation: DocumentSituation) -> str:
    if all(notice.by_id == situation.person.pk for notice in situation.proposals()):
        return "You proposed this removal, so a different administrator has to confirm it."
    return ""


def _not_all_own(situation: DocumentSituation) -> str:
    if all(access.has_contributed(situation.person, each) for each in situation.submitted):
        return "You wrote or submitted these texts, so a different person has to approve them."
    return ""


def _several_wait(situation: DocumentSituation) -> bool:
    """Of this document, or one of it beside others that could go with it."""
    own = situation.submitted
    return len(own) > 1 or bool(own and situation.companions)


ACTIONS: list[Action[DocumentSituation, Document]] = [
    Action(
        "start",
        "Start a text in another language",
        "A translation follows the newest original text; a text that is public is corrected.",
        access.WRITE,
        StartForm,
        lambda situation: not any(n.language == "" for n in situation.removals()),
        start,
        button="Start a draft",
    ),
    Action(
        "approve_together",
        "Approve several texts together",
        "Languages of one document, and other texts that belong to them: they become public in the "
        "same instant, all or none, and are rescheduled or unscheduled together.",
        access.PUBLISH,
        TogetherForm,
        _several_wait,
        approve_together,
        bars=_not_all_own,
        button="Approve together",
    ),
    Action(
        "review",
        "Set a day for its review",
        "From that day on the desk asks those who write whether the text still holds.",
        access.WRITE,
        ReviewForm,
        lambda situation: bool(situation.published_languages),
        set_review_date,
        button="Set the day of its review",
    ),
    Action(
        "restore",
        "Restore",
        "The withdrawal ends: the text stands again without its notice.",
        access.PUBLISH,
        RestoreForm,
        lambda situation: bool(situation.withdrawals()),
        restore,
    ),
    Action(
        "withdraw",
        "Withdraw",
        "The text stays readable at its address under a public notice, and leaves the home page, "
        "the feeds and the lists. It can be restored.",
        access.PUBLISH,
        WithdrawForm,
        _can_be_withdrawn,
        withdraw,
        is_grave=True,
    ),
    Action(
        "confirm_removal",
        "Confirm the removal",
        "The words are erased for ever, of drafts too. The reason and the address stay. This is "
        "never undone.",
        access.REMOVE,
        NoticeForm,
        lambda situation: bool(situation.proposals()),
        confirm_removal,
        bars=_proposed_by_another,
        button="Remove for ever",
        is_grave=True,
    ),
    Action(
        "drop_removal",
        "Drop the removal",
        "The text stays; that its removal was proposed stays in the record.",
        access.REMOVE,
        DropForm,
        lambda situation: bool(situation.proposals()),
        drop_removal,
    ),
    Action(
        "propose_removal",
        "Propose removal on legal grounds",
        "A different administrator confirms it. Then the words are erased for ever, and readers "
        "are told the reason. To take back a mistake, withdraw instead.",
        access.REMOVE,
        ScopeForm,
        _can_be_removed,
        propose_removal,
        is_grave=True,
    ),
]
BY_VERB = {action.verb: action for action in ACTIONS}
