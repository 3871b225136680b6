"""Organisations, their people, requests and applications, with the fewest arguments.

make_organisation("Riverside Music", country="KE", sectors=["music"])   a member, listed
make_organisation(is_listed=False)                         a member that does not show itself
make_member(organisation)                                  a new person, its owner
make_member(organisation, MembershipRole.READER)
make_request(organisation, state=RequestState.OPENED)      complete; open for 60 days
make_request(organisation, state=RequestState.DRAFT, title="")
make_application(name="…", state=ApplicationState.SUBMITTED)
"""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.crypto import get_random_string

from cultural_alliance.accounts.models import User
from cultural_alliance.vocabularies.models import Region, Resource, Sector
from members.models import (
    ApplicationState,
    Direction,
    JoinApplication,
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    OrganisationText,
    PartnerRequest,
    PartnerRequestText,
    RequestLine,
    RequestState,
    Side,
)

from .cast import make_user

_numbers = count(1)
TEXT = {
    "summary": "We make and teach music by the river.",
    "about": "A house of music with two stages.",
    "brings": "Two stages and a studio.",
    "seeks": "A partner who distributes abroad.",
}
WORDS = {
    "title": "A partner for a travelling festival",
    "summary": "We look for somebody to travel with.",
    "description": "The festival goes from town to town.",
}


def make_organisation(
    name: str = "",
    *,
    country: str = "KE",
    sectors: list[str] | None = None,
    language: str = "en",
    text: dict[str, str] | None = None,
    **fields: Any,
) -> Organisation:
    """A member that shows itself, with one text in `language`."""
    fields.setdefault("kind", OrganisationKind.CIVIL_SOCIETY)
    fields.setdefault("member_since", timezone.localdate())
    organisation = Organisation.objects.create(
        name=name or f"Organisation {next(_numbers)}",
        country=country,
        first_language=language,
        working_languages=fields.pop("working_languages", [language]),
        **fields,
    )
    organisation.sectors.set(Sector.objects.filter(slug__in=sectors or ["music"]))
    OrganisationText.objects.create(
        organisation=organisation, language=language, **(TEXT if text is None else text)
    )
    return organisation


def make_member(
    organisation: Organisation,
    role: MembershipRole = MembershipRole.OWNER,
    *,
    name: str = "",
    email: str = "",
) -> User:
    person = make_user(name=name, email=email)
    Membership.objects.create(organisation=organisation, person=person, role=role)
    return person


def make_request(
    organisation: Organisation | None = None,
    *,
    state: RequestState = RequestState.OPENED,
    language: str = "en",
    sectors: list[str] | None = None,
    regions: list[str] | None = None,
    needs: list[str] | None = None,
    offers: list[str] | None = None,
    **fields: Any,
) -> PartnerRequest:
    """In the state, complete unless words are given as "". Its address is minted where it needs
    one. No event is written: a test about the history uses the verbs."""
    words = {name: fields.pop(name, text) for name, text in WORDS.items()}
    fields.setdefault("direction", Direction.BOTH)
    fields.setdefault("deadline", timezone.localdate() + timedelta(days=60))
    if state not in (RequestState.DRAFT, RequestState.SUBMITTED, RequestState.RETURNED):
        fields.setdefault("opened_at", timezone.now())
    request = PartnerRequest.objects.create(
        organisation=organisation or make_organisation(),
        state=state,
        first_language=language,
        working_languages=fields.pop("working_languages", [language]),
        **fields,
    )
    PartnerRequestText.objects.create(request=request, language=language, **words)
    request.sectors.set(Sector.objects.filter(slug__in=sectors or ["music"]))
    request.regions.set(Region.objects.filter(slug__in=regions or ["africa"]))
    for side, slugs in ((Side.NEED, needs or ["funding"]), (Side.OFFER, offers or ["venue"])):
        for resource in Resource.objects.filter(slug__in=slugs):
            RequestLine.objects.create(
                request=request,
                side=side,
                resource=resource,
                sentences={language: f"About {resource.slug}."},
            )
    if request.opened_at:
        request.mint_slug()
        request.save()
    return request


def make_application(
    *, state: ApplicationState = ApplicationState.SUBMITTED, **fields: Any
) -> JoinApplication:
    number = next(_numbers)
    given = {
        "name": f"Applicant {number}",
        "kind": OrganisationKind.CIVIL_SOCIETY,
        "country": "SN",
        "place": "Dakar",
        "about": "We print books.",
        "first_name": "Awa Example",
        "first_position": "Director",
        "first_email": f"awa-{number}@example.org",
        "second_name": "Ben Example",
        "second_position": "Treasurer",
        "second_email": f"ben-{number}@example.org",
        "no_documents_reason": "We were founded this year.",
        "consented_at": timezone.now(),
        "submitted_at": timezone.now() if state != ApplicationState.DRAFT else None,
    }
    application = JoinApplication.objects.create(
        reference=f"{number:05}",
        state=state,
        link_nonce=get_random_string(32),
        **{**given, **fields},
    )
    application.sectors.set(Sector.objects.filter(slug="publishing"))
    return application
