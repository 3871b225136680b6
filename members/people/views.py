"""The people of an organisation: seen by all colleagues, looked after by its owners."""

from datetime import timedelta
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from cultural_alliance import languages
from cultural_alliance.limits.counting import Limit

from .. import access
from ..access import Right
from ..area import OwnPage, OwnTemplatePage
from ..models import Membership, MembershipInvitation, Organisation
from . import colleagues, invitations
from .forms import InviteForm, RoleForm
from .refusals import AlreadyColleague, Refused, TooManyInvitations

# Whoever owns an organisation cannot flood others with letters in our name.
BY_ORGANISATION = Limit("people.invite.by-organisation", most=20, within=timedelta(days=1))
TO_ADDRESS = Limit("people.invite.to-address", most=5, within=timedelta(days=1))


class PeoplePage(OwnPage):
    current = "people"
    right_to_change = Right.MANAGE

    def back(self) -> HttpResponse:
        return redirect("members:people", pk=self.organisation.pk)

    def take_share(self, email: str) -> None:
        """Counts one letter more. Raises `TooManyInvitations`."""
        if not (BY_ORGANISATION.take(str(self.organisation.pk)) and TO_ADDRESS.take(email)):
            raise TooManyInvitations()


class PeopleView(OwnTemplatePage, PeoplePage):
    template_name = "members/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.may(Right.MANAGE):
            pending = self.organisation.invitations.pending().select_related("invited_by")
            kwargs["invitations"] = pending.order_by("-created_at", "-pk")
        people = list(colleagues.of(self.organisation))
        return super().get_context_data(colleagues=people, me=self.request.user, **kwargs)


class InviteView(PeoplePage, FormView):
    right = Right.MANAGE
    template_name = "members/people_invite.html"
    form_class = InviteForm

    def get_initial(self) -> dict[str, Any]:
        return {"language": languages.of(self.request).code}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        asked = form.cleaned_data
        try:
            self.invite(asked)
        except TooManyInvitations as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        except Refused as refusal:
            form.add_error("email" if isinstance(refusal, AlreadyColleague) else None, str(refusal))
            return self.form_invalid(form)
        flash.success(
            self.request,
            _("An invitation has gone to %(email)s.") % {"email": asked["email"]},
        )
        return self.back()

    def invite(self, asked: dict[str, Any]) -> None:
        language = languages.get(asked["language"])
        self.take_share(asked["email"])
        invitations.invite(
            self.organisation,
            email=asked["email"],
            name=asked["name"],
            role=asked["role"],
            language=language,
            by=access.person(self.request),
        )

    def form_invalid(self, form: InviteForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)


class RoleView(PeoplePage, FormView):
    right = Right.MANAGE
    template_name = "members/people_role.html"
    form_class = RoleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.get_colleague()}

    def get_colleague(self) -> Membership:
        return colleague_or_404(self.organisation, self.kwargs["colleague"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(colleague=self.get_colleague(), **kwargs)

    def form_valid(self, form: RoleForm) -> HttpResponse:
        colleague, role = self.get_colleague(), form.cleaned_data["role"]
        try:
            colleague = colleagues.change_role(colleague, role, by=access.person(self.request))
        except Refused as refusal:
            form.add_error("role", str(refusal))
            return self.form_invalid(form)
        told = {"person": colleague.person, "role": colleague.get_role_display()}
        flash.success(self.request, _("%(person)s has the role now: %(role)s.") % told)
        if colleague.person_id == self.request.user.pk:
            return redirect("members:mine")
        return self.back()

    def form_invalid(self, form: RoleForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)


class Step(OwnTemplatePage, PeoplePage):
    """A page that asks first; its form acts."""

    right = Right.MANAGE

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            told = self.act()
        except Refused as refusal:
            context = self.get_context_data(refusal=str(refusal))
            return self.render_to_response(context, status=409)
        flash.success(request, told)
        return self.back()

    def act(self) -> str:
        """Does it, and says so. Raises `Refused`."""
        raise NotImplementedError


class RemoveView(Step):
    template_name = "members/people_remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        colleague = colleague_or_404(self.organisation, self.kwargs["colleague"])
        return super().get_context_data(colleague=colleague, **kwargs)

    def act(self) -> str:
        colleague = colleague_or_404(self.organisation, self.kwargs["colleague"])
        colleagues.remove(colleague, by=access.person(self.request))
        told = {"person": colleague.person, "organisation": self.organisation}
        return _("%(person)s no longer belongs to %(organisation)s.") % told


class LeaveView(Step):
    template_name = "members/people_leave.html"
    right = right_to_change = Right.READ

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            is_last_owner=colleagues.is_last_owner(self.membership), **kwargs
        )

    def act(self) -> str:
        colleagues.leave(self.membership)
        return _("You no longer belong to %(organisation)s.") % {"organisation": self.organisation}

    def back(self) -> HttpResponse:
        return redirect("members:mine")


class InvitationStep(Step):
    def get_invitation(self) -> MembershipInvitation:
        found = self.organisation.invitations.filter(pk=self.kwargs["invitation"]).first()
        if found is None:
            raise Http404()
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(invitation=self.get_invitation(), **kwargs)


class SendAgainView(InvitationStep):
    template_name = "members/people_invitation_again.html"

    def act(self) -> str:
        invitation = self.get_invitation()
        self.take_share(invitation.email)
        invitations.send_again(invitation, by=access.person(self.request))
        return _("An invitation has gone to %(email)s.") % {"email": invitation.email}


class RevokeView(InvitationStep):
    template_name = "members/people_invitation_revoke.html"

    def act(self) -> str:
        invitation = self.get_invitation()
        invitations.revoke(invitation, by=access.person(self.request))
        return _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email}


def colleague_or_404(organisation: Organisation, pk: int) -> Membership:
    found = colleagues.of(organisation).filter(pk=pk).first()
    if found is None:
        raise Http404()
    return found
