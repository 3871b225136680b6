"""What the desk does with a partner request: each step a page that asks, and a verb that acts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from ..models import PartnerRequest, RequestState
from ..requests import deciding
from ..requests.fields import Words
from ..requests.missing import missing

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


class StepForm(forms.Form):
    """The least: a button, and the revision that its reader read."""

    use_required_attribute = False
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(StepForm):
    comment = Words(
        label="What should the organisation change?",
        longest=4000,
        rows=6,
        help_text="It goes to the organisation as you write it, in the language you write it in.",
        error_messages={"required": "Say what to change."},
    )


class CloseForm(StepForm):
    reason = Words(
        label="Why is it closed?",
        longest=2000,
        rows=4,
        help_text="It goes to the organisation as you write it.",
        error_messages={"required": "Give the reason: the organisation is told."},
    )


@dataclass(frozen=True)
class Step:
    name: str  # in its address
    label: str
    explain: str
    done: str
    states: tuple[RequestState, ...]
    run: Callable[[PartnerRequest, "User", dict[str, Any]], Any]
    form: type[StepForm] = StepForm
    is_grave: bool = False

    def fits(self, request: PartnerRequest) -> bool:
        return request.standing in self.states


STEPS = {
    step.name: step
    for step in (
        Step(
            "open",
            "Open it",
            "It is public at once, until its deadline. The organisation is told, with the address.",
            "The request is open, and the organisation is told.",
            (RequestState.SUBMITTED,),
            lambda request, by, data: deciding.open_request(
                request, by=by, revision=data["revision"]
            ),
        ),
        Step(
            "return",
            "Return it with a comment",
            "The organisation gets your comment, changes the request and submits it again.",
            "The request is returned, and your comment is on its way.",
            (RequestState.SUBMITTED,),
            lambda request, by, data: deciding.send_back(request, by=by, comment=data["comment"]),
            ReturnForm,
        ),
        Step(
            "close",
            "Close it for a reason",
            "It leaves the public list at once and is not opened again. The organisation is told "
            "your reason. Its own people close it with their outcome; do this in their place only "
            "where you must.",
            "The request is closed, and the organisation is told why.",
            (RequestState.OPENED, RequestState.EXPIRED),
            lambda request, by, data: deciding.close_for_reason(
                request, by=by, reason=data["reason"]
            ),
            CloseForm,
            is_grave=True,
        ),
    )
}


def offered(request: PartnerRequest) -> list[Step]:
    """What can be done now, the clear next step first; what lacks something is only returned."""
    steps = [step for step in STEPS.values() if step.fits(request)]
    if request.state == RequestState.SUBMITTED and missing(request):
        steps = [step for step in steps if step.name != "open"]
    return steps
