"""The desk's steps with an organisation: each a page that asks for the reason, and acts when its
form is sent. What was typed comes back when a step is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from cultural_alliance.accounts.models import User
from cultural_alliance.form_fields import MailboxField

from .. import access
from ..form_fields import NameField
from ..models import Organisation
from ..people.refusals import Refused as PeopleRefused
from ..profile import standing
from ..profile.refusals import Refused


class ReasonForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        help_text="The owners read it in the letter; colleagues read it in the journal.",
        error_messages={"required": "Give the reason: the owners read it in the letter."},
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class OwnerForm(forms.Form):
    use_required_attribute = False

    email = MailboxField(label="E-mail of the new owner")
    name = NameField(label="Name", max_length=150, required=False)
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        help_text="How you know that this person may own it. Colleagues read it in the journal.",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


@dataclass(frozen=True)
class Step:
    verb: str  # in its address
    label: str
    what: str  # what happens, told before it does
    act: Callable[[Organisation, User, dict[str, Any]], Organisation]
    is_grave: bool = False
    form: type[forms.Form] = ReasonForm


ALL = (
    Step(
        "hide",
        "Hide from the public",
        "Its page and its requests are shown to nobody but its people. Its owners are told, and "
        "can show it again themselves.",
        lambda one, by, data: standing.hide(one, by=by, reason=data["reason"]),
    ),
    Step(
        "show",
        "Show to the public",
        "Its page and its open requests are public from now on. Its owners are told.",
        lambda one, by, data: standing.show(one, by=by, reason=data["reason"]),
    ),
    Step(
        "invite-owner",
        "Invite an owner",
        "A letter with a link that works once goes to the address.",
        lambda one, by, data: standing.invite_owner(
            one, by=by, email=data["email"], name=data["name"]
        ),
        form=OwnerForm,
    ),
    Step(
        "end",
        "End the membership",
        "Nothing of it is public from now on, and its people can no longer open its pages. Its "
        "owners are told.",
        lambda one, by, data: standing.end(one, by=by, reason=data["reason"]),
        is_grave=True,
    ),
    Step(
        "take-back",
        "Let the membership go on",
        "It is a member again, with the same people. Its owners are told.",
        lambda one, by, data: standing.take_back(one, by=by, reason=data["reason"]),
    ),
)
BY_VERB = {step.verb: step for step in ALL}


def offered(organisation: Organisation) -> list[Step]:
    if organisation.left_at:
        return [BY_VERB["take-back"]]
    verbs = ["hide" if organisation.is_listed else "show"]
    if not organisation.memberships.filter(**standing.OWNERS).exists():
        verbs.insert(0, "invite-owner")
    return [BY_VERB[verb] for verb in (*verbs, "end")]


class StepPages(admin.ModelAdmin):
    def organisation_or_404(self, request: HttpRequest, pk: str) -> Organisation:
        if not request.user.has_perm(access.DECIDE):
            raise PermissionDenied
        organisation = self.get_object(request, pk)
        if not isinstance(organisation, Organisation):
            raise Http404
        return organisation

    def step_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """GET asks, POST acts."""
        organisation = self.organisation_or_404(request, str(pk))
        step = BY_VERB.get(verb)
        if step is None:
            raise Http404
        form = step.form(request.POST or None)
        if request.method != "POST":
            return self._step_page(request, organisation, step, form)
        if not form.is_valid():
            return self._step_page(request, organisation, step, form, status=422)
        try:
            self._take(request, organisation, step, form.cleaned_data)
        except (Refused, PeopleRefused) as refusal:
            return self._step_page(request, organisation, step, form, refusal, status=409)
        flash.success(request, f"{organisation}: done.")
        return redirect("admin:members_organisation_change", pk)

    @transaction.atomic
    def _take(
        self, request: HttpRequest, organisation: Organisation, step: Step, data: dict[str, Any]
    ) -> None:
        step.act(organisation, access.person(request), data)
        self.log_change(request, organisation, f"{step.label}. {data['reason']}")

    def _step_page(
        self,
        request: HttpRequest,
        organisation: Organisation,
        step: Step,
        form: forms.Form,
        refusal: Exception | None = None,
        *,
        status: int = 200,
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": step.label,
            "organisation": organisation,
            "step": step,
            "form": form,
            "refusal": refusal,
        }
        return TemplateResponse(
            request, "admin/members/organisation/step.html", context, status=status
        )
