"""The page that an invitation leads to. Opening it changes nothing; sending the form does."""

from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from cultural_alliance import languages

from . import invitations
from .forms import FirstPasswordForm
from .models import User


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("new_password1", "new_password2"), name="dispatch")
class InvitationView(FormView):
    template_name = "accounts/invitation.html"
    form_class = FirstPasswordForm
    invited: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        invited = invitations.invited(kwargs["token"])
        if invited is None:
            return self.over()
        self.invited = invited
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.invited}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(invited=self.invited, **kwargs)

    def form_valid(self, form: FirstPasswordForm) -> HttpResponse:
        accepted = invitations.accept(
            self.kwargs["token"],
            name=form.cleaned_data["name"],
            password=form.cleaned_data["new_password1"],
            language=languages.of(self.request),
        )
        if accepted is None:  # somebody was faster, in another window
            return self.over()
        flash.success(self.request, _("Your password is set. Sign in with it."))
        return redirect("account_login")

    def over(self) -> HttpResponse:
        return render(self.request, "accounts/invitation_over.html", status=410)
