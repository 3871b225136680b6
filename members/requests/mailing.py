"""Letters about a request, to its organisation: sent in the transaction that caused them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from cultural_alliance import languages, letters, outbox
from cultural_alliance.languages import Language

from ..models import MembershipRole, PartnerRequest

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


def people_of(request: PartnerRequest) -> "Iterable[User]":
    """The organisation's owners, and the author while a member of it: to whom letters about the
    request go. Nobody of an organisation that has left."""
    organisation = request.organisation
    if organisation.left_at is not None:
        return []
    asked = Q(role=MembershipRole.OWNER) | Q(person=request.author_id)
    found = organisation.memberships.filter(asked, person__is_active=True)
    return [each.person for each in found.select_related("person").order_by("pk")]


def language_of(person: "User", request: PartnerRequest) -> Language:
    """The person's own, or else the organisation's first one."""
    code = getattr(person, "language", "") or request.organisation.first_language
    return languages.get(code)


def send(
    request: PartnerRequest,
    name: str,
    *,
    once: str = "",
    reply_to: str = "",
    to_renew: str = "",
    **context: Any,
) -> None:
    """`members/request_<name>` to each of them, in their language. `once` is what makes a letter
    the only one of its kind; `to_renew` a token for the link that renews."""
    for person in people_of(request):
        language = language_of(person, request)
        headers = {}
        if once:
            key = f"request {request.pk} {name} {once} to {person.pk}"
            headers["Message-ID"] = outbox.once(key)
        links = links_of(request, language, to_renew)
        letters.write(
            f"members/request_{name}",
            to=person.email,
            language=language,
            context={"request": request, **words_of(request, language), **links, **context},
            headers=headers,
            reply_to=reply_to,
        ).send()


def words_of(request: PartnerRequest, language: Language) -> dict[str, Any]:
    text = request.text_in(language)
    return {"title": text.title if text else "", "organisation": request.organisation}


def links_of(request: PartnerRequest, language: Language, to_renew: str = "") -> dict[str, str]:
    """Absolute addresses, in the reader's language."""
    with translation.override(language.django_code):
        links = {
            "edit_url": reverse("members:request_edit", args=[request.pk]),
            "mine_url": reverse("members:requests_mine"),
        }
        if request.slug:
            links["url"] = request.get_absolute_url()
        if to_renew:
            links["renew_url"] = reverse("members:request_renew_by_link", args=[to_renew])
    return {name: settings.ALLIANCE_URL + path for name, path in links.items()}
