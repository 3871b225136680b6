"""The page that an invitation leads to. Opening it changes nothing; sending its form does."""

from typing import Any

from django.contrib import messages as flash
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from cultural_alliance import languages

from .. import access
from ..models import Membership, MembershipInvitation
from . import invitations, refusals
from .forms import NewcomerForm


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("new_password1", "new_password2"), name="dispatch")
class InvitationView(FormView):
    """Asks a newcomer for name and password, and whoever has an account to sign in with it.

    A forwarded link gives nothing to another account.
    """

    template_name = "members/invitation.html"
    form_class = NewcomerForm
    invitation: MembershipInvitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        invitation = invitations.invited(kwargs["token"])
        if invitation is None:
            return over(request)
        self.invitation = invitation
        if request.user.is_authenticated and not self.is_for_reader():
            return self.for_somebody_else()
        return super().dispatch(request, *args, **kwargs)

    def is_for_reader(self) -> bool:
        person = access.person(self.request)
        return person.email.lower() == self.invitation.email.lower()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "invitation": self.invitation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = urlencode({REDIRECT_FIELD_NAME: self.request.path})
        return super().get_context_data(
            invitation=self.invitation,
            has_account=invitations.account_of(self.invitation) is not None,
            sign_in_url=f"{reverse('account_login')}?{query}",
            robots="noindex",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return self.join()
        if invitations.account_of(self.invitation):
            return redirect_to_login(request.path)
        return super().post(request, *args, **kwargs)

    def join(self) -> HttpResponse:
        try:
            membership = invitations.accept(self.kwargs["token"], user=access.person(self.request))
        except refusals.ForSomebodyElse:
            return self.for_somebody_else()
        except refusals.Refused:  # somebody was faster, in another window
            return over(self.request)
        flash.success(self.request, welcome(membership))
        return redirect("members:mine")

    def form_valid(self, form: NewcomerForm) -> HttpResponse:
        try:
            invitations.accept_anew(
                self.kwargs["token"],
                name=form.cleaned_data["name"],
                password=form.cleaned_data["new_password1"],
                language=languages.of(self.request),
            )
        except refusals.SignInFirst:
            return redirect_to_login(self.request.path)
        except refusals.Refused:
            return over(self.request)
        flash.success(self.request, _("Your password is set. Sign in with it."))
        return redirect_to_login(reverse("members:mine"))

    def form_invalid(self, form: NewcomerForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def for_somebody_else(self) -> HttpResponse:
        context = {"invitation": self.invitation, "robots": "noindex"}
        return render(self.request, "members/invitation_elsewhere.html", context, status=403)


def welcome(membership: Membership) -> str:
    return _("You belong to %(organisation)s now.") % {"organisation": membership.organisation}


def over(request: HttpRequest) -> HttpResponse:
    return render(request, "members/invitation_over.html", {"robots": "noindex"}, status=410)
