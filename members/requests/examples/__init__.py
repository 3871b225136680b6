"""Example requests in every state, over the example organisations; plainly titled as examples.

They are rows, not the work of verbs: no letter is written about an example.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cultural_alliance import search
from cultural_alliance.vocabularies.models import Region, Resource, Sector

from ...models import (
    Organisation,
    PartnerRequest,
    PartnerRequestText,
    RequestEvent,
    RequestLine,
    RequestState,
    RequestVerb,
    Side,
)
from .rows import CHANGED_FROM, COMMENT, OUTCOME, REQUESTS, Example

# What has happened to a request in each state, in its order.
HISTORY = {
    RequestState.DRAFT: (),
    RequestState.SUBMITTED: (RequestVerb.SUBMITTED,),
    RequestState.RETURNED: (RequestVerb.SUBMITTED, RequestVerb.RETURNED),
    RequestState.OPENED: (RequestVerb.SUBMITTED, RequestVerb.OPENED),
    RequestState.CLOSED: (RequestVerb.SUBMITTED, RequestVerb.OPENED, RequestVerb.CLOSED),
    RequestState.EXPIRED: (RequestVerb.SUBMITTED, RequestVerb.OPENED, RequestVerb.EXPIRED),
}
COMMENTS = {RequestVerb.RETURNED: COMMENT, RequestVerb.CLOSED: OUTCOME}


@transaction.atomic
def load(organisations: Sequence[Organisation] = ()) -> str:
    if PartnerRequest.objects.filter(is_example=True).exists():
        return "The example requests are there already."
    owners = list(organisations) or list(
        Organisation.objects.filter(is_example=True).order_by("pk")
    )
    if not owners:
        return "Without example organisations there are no example requests."
    for place, example in enumerate(REQUESTS):
        make(example, owner_of(example, owners, place), place)
    return f"Loaded {len(REQUESTS)} example requests."


@transaction.atomic
def clear() -> str:
    found = list(PartnerRequest.objects.filter(is_example=True))
    for request in found:
        pk = request.pk
        request.delete()
        search.changed("request", pk)
    return f"Took {len(found)} example requests away."


def owner_of(example: Example, owners: list[Organisation], place: int) -> Organisation:
    """One whose sectors are the request's, where there is one."""
    fitting = [each for each in owners if shares(each, example)] or owners
    return fitting[place % len(fitting)]


def shares(organisation: Organisation, example: Example) -> bool:
    return organisation.sectors.filter(slug__in=example.sectors).exists()


def make(example: Example, organisation: Organisation, place: int) -> PartnerRequest:
    now, today = timezone.now(), timezone.localdate()
    was_opened = RequestVerb.OPENED in HISTORY[example.state]
    was_submitted = bool(HISTORY[example.state]) and example.state != RequestState.RETURNED
    request = PartnerRequest.objects.create(
        organisation=organisation,
        state=example.state,
        direction=example.direction,
        countries=list(example.countries),
        partner_kinds=list(example.kinds),
        starts_on=today + timedelta(days=120),
        ends_on=today + timedelta(days=480),
        working_languages=sorted(example.texts),
        first_language=next(iter(example.texts)),
        deadline=today + timedelta(days=example.days),
        submitted_at=now - timedelta(days=place + 2) if was_submitted else None,
        opened_at=now - timedelta(days=place + 1) if was_opened else None,
        closed_at=now if example.state == RequestState.CLOSED else None,
        outcome=OUTCOME if example.state == RequestState.CLOSED else "",
        revision=2,
        is_example=True,
    )
    request.sectors.set(Sector.objects.filter(slug__in=example.sectors))
    request.regions.set(Region.objects.filter(slug__in=example.regions))
    write(request, example)
    if was_opened:
        request.mint_slug()
        request.save()
    tell(request, example, place)
    search.changed("request", request.pk)
    return request


def write(request: PartnerRequest, example: Example) -> None:
    for language, (title, summary, description) in example.texts.items():
        PartnerRequestText.objects.create(
            request=request,
            language=language,
            title=title,
            summary=summary,
            description=description,
        )
    for side, lines in ((Side.NEED, example.needs), (Side.OFFER, example.offers)):
        for slug, sentences in lines.items():
            resource = Resource.objects.filter(slug=slug).first()
            if resource:  # the desk may have taken it out of the vocabulary
                RequestLine.objects.create(
                    request=request, side=side, resource=resource, sentences=sentences
                )


def tell(request: PartnerRequest, example: Example, place: int) -> None:
    """Its history; of one that is open, a change that the desk has not looked at."""
    at = timezone.now() - timedelta(days=place + 2)
    for verb in HISTORY[example.state]:
        RequestEvent.objects.create(
            request=request, verb=verb, at=at, comment=COMMENTS.get(verb, "")
        )
        at += timedelta(hours=20)
    if example.is_changed:
        RequestEvent.objects.create(
            request=request,
            verb=RequestVerb.CHANGED,
            at=at,
            difference={
                f"summary.{request.first_language}": [
                    CHANGED_FROM,
                    example.texts[request.first_language][1],
                ]
            },
        )
