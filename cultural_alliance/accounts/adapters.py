"""allauth, closed to strangers, and with addresses from `ALLIANCE_URL` alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cultural_alliance import languages


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The request's own host may be somebody's who wants the key: it is never asked."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.ALLIANCE_URL + path

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        context["portal_url"] = portal_url()
        super().send_mail(template_prefix, email, context)


def portal_url() -> str:
    """The portal's front page in the active language."""
    return f"{settings.ALLIANCE_URL}/{languages.active().code}/"
