"""Staff without a second factor are sent to enrol one, where the settings require it."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.must_enrol(request):
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def must_enrol(request: HttpRequest) -> bool:
        """Asked of the admin only: public pages never look at who reads them."""
        return (
            settings.SECOND_FACTOR_REQUIRED
            and request.path_info.startswith("/admin/")
            and request.path_info != "/admin/logout/"  # the way out stays open
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        )
