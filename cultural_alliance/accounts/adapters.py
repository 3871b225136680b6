"""allauth, closed to strangers, and with addresses from `ALLIANCE_URL` alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from cultural_alliance import languages, letters


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one lands who was on the way to nowhere: staff at the desk, members in their own
        area."""
        person = request.user
        is_staff = person.is_authenticated and person.is_staff
        return reverse("admin:index") if is_staff else reverse("members:mine")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The request's own host may be somebody's who wants the key: it is never asked."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.ALLIANCE_URL + path

    def render_mail(
        self,
        template_prefix: str,
        email: str,
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> letters.Letter:
        """A letter like all others, in the language of the page at which it was asked for: of a
        stranger nothing else is known, and an account's own language would tell them apart."""
        language = languages.active()
        known = {**context, "portal_url": letters.portal_url(language)}
        subject = render_to_string(f"{template_prefix}_subject.txt", known)
        text = render_to_string(f"{template_prefix}_message.txt", known)
        letter = letters.compose(subject, text, to=email, language=language, headers=headers)
        letter.purpose = template_prefix
        return letter
