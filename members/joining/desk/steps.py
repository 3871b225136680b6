"""The steps of the desk: each is a page that asks first, and calls its verb when it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from ...models import ApplicationState, JoinApplication, MembershipRole
from .. import deciding

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


class StepForm(forms.Form):
    """The least: a button."""

    use_required_attribute = False

    def __init__(self, *args: Any, application: JoinApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = application.events.last()
        if "after" in self.fields:
            self.initial["after"] = last.pk if last else 0
        for name in ("text", "reason"):
            if name in self.fields:
                direction = application.text_language
                self.fields[name].widget.attrs |= {"dir": "auto", "rows": 6}
                self.fields[name].help_text += f" The applicant wrote in {direction.name}."


class AskForm(StepForm):
    after = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What do you want to know?",
        max_length=5000,
        widget=forms.Textarea,
        error_messages={"required": "Write the question."},
        help_text="It is mailed as it stands here, and answered on the applicant's page.",
    )


class DeclineForm(StepForm):
    reason = forms.CharField(
        label="Reason",
        max_length=5000,
        widget=forms.Textarea,
        error_messages={"required": "Give the reason."},
        help_text="The applicant reads it as it stands here. It is never public.",
    )


class AccessForm(StepForm):
    role = forms.ChoiceField(
        label="Role",
        choices=MembershipRole.choices,
        initial=MembershipRole.EDITOR,
        help_text="An owner also looks after the people; an editor writes; a reader reads.",
    )


@dataclass(frozen=True)
class Step:
    name: str  # in its address
    label: str
    what: str  # what happens, told before it does
    done: str
    form: type[StepForm]
    act: Callable[[JoinApplication, "User", dict[str, Any]], Any]
    fits: Callable[[JoinApplication], bool]
    grave: bool = False

    def url(self, application: JoinApplication) -> str:
        return reverse("admin:members_joinapplication_act", args=[application.pk, self.name])


STEPS = {
    step.name: step
    for step in (
        Step(
            "accept",
            "Accept",
            "The organisation becomes a member from today and is in the directory at once, with "
            "the applicant's words as its first text. The first person is invited as its owner, "
            "the second as editor. The applicant gets a letter.",
            "Accepted: the organisation is a member, and its people are invited.",
            StepForm,
            lambda application, by, data: deciding.accept(application, by=by),
            lambda application: application.is_waiting and not application.claims_id,
        ),
        Step(
            "access",
            "Give access",
            "The person is invited to the member that they say they belong to. Make sure of it "
            "first: ask an owner of the organisation.",
            "The person is invited.",
            AccessForm,
            lambda application, by, data: deciding.give_access(
                application, by=by, role=data["role"]
            ),
            lambda application: application.is_waiting and bool(application.claims_id),
        ),
        Step(
            "ask",
            "Ask the applicant",
            "The question is mailed. The application stays in the queue; its age runs on.",
            "The question is on its way.",
            AskForm,
            lambda application, by, data: deciding.ask(
                application, by=by, text=data["text"], after=data["after"]
            ),
            lambda application: application.is_waiting,
        ),
        Step(
            "decline",
            "Decline",
            "The applicant gets a letter with your reason. This ends the application.",
            "Declined: the applicant is told the reason.",
            DeclineForm,
            lambda application, by, data: deciding.decline(
                application, by=by, reason=data["reason"]
            ),
            lambda application: application.is_waiting,
            grave=True,
        ),
    )
}


def offered(application: JoinApplication) -> list[tuple[Step, str]]:
    return [(step, step.url(application)) for step in STEPS.values() if step.fits(application)]


CSS = {
    ApplicationState.SUBMITTED: "submitted",
    ApplicationState.ASKED: "draft",
    ApplicationState.ACCEPTED: "public",
    ApplicationState.DECLINED: "withdrawn",
}
