"""The form of a partner request as a browser sends it."""

from typing import Any

from django.test import Client

from members.models import PartnerRequest


def edit_url(request: PartnerRequest, language: str = "en") -> str:
    return f"/en/partners/{request.pk}/edit/?language={language}"


def typed(
    client: Client, request: PartnerRequest, language: str = "en", **words: Any
) -> dict[str, Any]:
    """What the browser would send: the form as it is shown, with these words typed into it; None
    takes a tick away."""
    form = client.get(edit_url(request, language)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent = {name: "on" if value is True else value for name, value in shown.items() if value}
    return {name: value for name, value in {**sent, **words}.items() if value is not None}
