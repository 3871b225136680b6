"""What the pages of the members' own area share: who comes in, with which right, and never kept."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from . import access
from .access import Right
from .models import Membership, Organisation


@method_decorator(never_cache, name="dispatch")
@method_decorator(login_required, name="dispatch")
class OwnPage(ContextMixin, View):
    """A page of one organisation, `pk` in its address: for `right`, and `right_to_change` to send
    its form. The area's navigation marks `current`."""

    right = Right.READ
    right_to_change = Right.WRITE
    current = ""
    membership: Membership

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        to = self.right if request.method in ("GET", "HEAD", "OPTIONS") else self.right_to_change
        self.membership = access.own_membership(request.user, kwargs["pk"], to=to)
        return super().dispatch(request, *args, **kwargs)

    @property
    def organisation(self) -> Organisation:
        return self.membership.organisation

    def may(self, right: Right) -> bool:
        return self.membership.role in right.value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {
            "organisation": self.organisation,
            "membership": self.membership,
            "may_write": self.may(Right.WRITE),
            "may_manage": self.may(Right.MANAGE),
            "current": self.current,
            "robots": "noindex",
        }
        return super().get_context_data(**{**about, **kwargs})


class OwnTemplatePage(TemplateResponseMixin, OwnPage):
    """One that shows its template."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())
