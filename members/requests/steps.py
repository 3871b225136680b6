"""The steps that a request's people take on a page of their own: what each asks, and does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import PartnerRequest, RequestState
from . import closing, deadlines, drafting, renewing, submitting
from .fields import Day, Words

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

Text = str | Promise


class StepForm(forms.Form):
    """The least: a button, and the revision that its reader saw."""

    use_required_attribute = False
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, request: PartnerRequest) -> None:
        super().__init__(data, initial=self.initially(request))

    def initially(self, request: PartnerRequest) -> dict[str, Any]:
        return {"revision": request.revision}


class OutcomeForm(StepForm):
    outcome = Words(
        label=_("What came of it?"),
        longest=2000,
        help_text=_(
            "One sentence is enough. Your colleagues and the desk read it; the public does not."
        ),
    )


class RenewForm(StepForm):
    deadline = Day(label=_("Open until"), help_text=_("At most twelve months ahead."))

    def initially(self, request: PartnerRequest) -> dict[str, Any]:
        return {**super().initially(request), "deadline": deadlines.renewed(request.deadline)}


@dataclass(frozen=True)
class Step:
    name: str  # in its address
    title: Text
    explain: Text
    button: Text
    done: Text
    states: tuple[RequestState, ...]
    run: Callable[[PartnerRequest, "User", dict[str, Any]], Any]
    form: type[StepForm] = StepForm
    is_grave: bool = False


DRAFTS = (RequestState.DRAFT, RequestState.RETURNED)
PUBLISHED = (RequestState.OPENED, RequestState.EXPIRED)
STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            _("Submit the request"),
            _("The membership desk reads it, and opens it or returns it with a comment."),
            _("Submit"),
            _("Submitted. The desk reads it, and writes to you."),
            DRAFTS,
            lambda request, by, data: submitting.submit(request, by=by, revision=data["revision"]),
        ),
        Step(
            "recall",
            _("Take the request back"),
            _("It is a draft again, and the desk no longer reads it."),
            _("Take it back"),
            _("It is a draft again."),
            (RequestState.SUBMITTED,),
            lambda request, by, data: submitting.recall(request, by=by),
        ),
        Step(
            "renew",
            _("Renew the request"),
            _("It stays open, or is open again, until the day that you choose."),
            _("Renew"),
            _("Renewed."),
            PUBLISHED,
            lambda request, by, data: renewing.renew(request, by=by, deadline=data["deadline"]),
            RenewForm,
        ),
        Step(
            "close",
            _("Close the request"),
            _("It leaves the public list at once, and is not opened again."),
            _("Close it"),
            _("The request is closed."),
            PUBLISHED,
            lambda request, by, data: closing.close(request, by=by, outcome=data["outcome"]),
            OutcomeForm,
            is_grave=True,
        ),
        Step(
            "delete",
            _("Delete the draft"),
            _("Its words are gone for good."),
            _("Delete it"),
            _("The draft was deleted."),
            DRAFTS,
            lambda request, by, data: drafting.delete_draft(request, by=by),
            is_grave=True,
        ),
    )
}
