"""What can be done with many texts at once: the single step, once for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from ... import access, approval, minting, notices
from ...models import Edition, State
from .. import edition_verbs
from ..decision_forms import CommentForm
from ..instant_forms import ApproveManyForm
from ..notice_forms import ReplacementForm
from ..places import Place, place_of

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

Data = dict[str, Any]


@dataclass(frozen=True)
class BulkAction:
    """`state` is that of the texts which a document's row stands for; without one it stands for
    the document. What has the same `once` is one row. `foresee` says, as far as the list shows,
    why the verb will refuse; `run` calls the verb and says what came of it."""

    verb: str
    title: str
    explain: str
    permission: str
    form: type[forms.Form]
    run: Callable[[Edition, "User", Data], str]
    foresee: Callable[[Any], str]
    state: str = ""
    once: Callable[[Edition], Any] = lambda edition: edition.pk
    in_order: Callable[[list[Edition]], list[Edition]] = list
    kind: str = ""  # of the documents that can have it done to them; any, where there is none
    is_grave: bool = False

    @property
    def label(self) -> str:
        return self.title


class SubmitManyForm(CommentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "Note to the reviewers"


def _stands_elsewhere(edition: Edition, place: Place) -> str:
    found = place_of(edition)
    return "" if found is place else f"It is {found.value.lower()}, not {place.value.lower()}."


def _submit(edition: Edition, by: "User", data: Data) -> str:
    return edition_verbs.submit(edition, by, data).sentence


def _approve(edition: Edition, by: "User", data: Data) -> str:
    return edition_verbs.approve(edition, by, data).sentence


def _not_approvable(edition: Any) -> str:
    own = "You wrote or submitted it, so a different person has to approve it."
    return _stands_elsewhere(edition, Place.SUBMITTED) or (own if edition.is_mine else "")


def _first_things_first(editions: list[Edition]) -> list[Edition]:
    """Originals before what follows them, and pages before those below them."""
    documents = {each.document_id: each.document.specific for each in editions}
    place = {each.pk: n for n, each in enumerate(approval.higher_first(documents.values()))}
    ordered = approval.originals_first(editions)
    return sorted(ordered, key=lambda each: place[each.document_id])


def _withdraw(edition: Edition, by: "User", data: Data) -> str:
    language = "" if data["whole"] else edition.language
    notice = notices.withdraw(
        edition.document,
        by=by,
        language=language,
        **{name: data[name] for name in ("reason", "reason_language", "replaced_by")},
    )
    where = notice.get_language_display() if notice.language else "all its languages"
    return f"Withdrawn, in {where}."


def _not_withdrawable(edition: Any) -> str:
    if edition.is_under_notice:
        return "It is withdrawn or removed already."
    return "" if minting.is_public(edition.document) else "Nothing of it was ever public."


SUBMIT = BulkAction(
    "submit",
    "Submit for approval",
    "A different person reads each of them and approves it, or sends it back.",
    access.WRITE,
    SubmitManyForm,
    _submit,
    lambda edition: _stands_elsewhere(edition, Place.DRAFT),
    state=State.DRAFT,
)
APPROVE = BulkAction(
    "approve",
    "Approve",
    "Each gets its number and is never altered afterwards; a correction is a new edition. They are "
    "approved one by one: for all or none, approve them together on a document’s page.",
    access.PUBLISH,
    ApproveManyForm,
    _approve,
    _not_approvable,
    state=State.SUBMITTED,
    in_order=_first_things_first,
)
WITHDRAW = BulkAction(
    "withdraw",
    "Withdraw",
    "Each stays readable at its address under a public notice, and leaves the home page, the feeds "
    "and the lists. It can be restored.",
    access.PUBLISH,
    ReplacementForm,
    _withdraw,
    _not_withdrawable,
    once=lambda edition: (edition.document_id, edition.language),
    is_grave=True,
)

# In the order of their buttons; sections add what is theirs.
ACTIONS: list[BulkAction] = [SUBMIT, APPROVE, WITHDRAW]


def by_verb() -> dict[str, BulkAction]:
    return {action.verb: action for action in ACTIONS}
