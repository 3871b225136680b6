"""The front page of the members' area: one's organisations, and what each waits for."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import access
from .models import Membership, Organisation, PartnerRequest, RequestState
from .profile import missing
from .profile.missing import Completeness


@dataclass(frozen=True)
class Own:
    """One's place in an organisation. `requests` are (state's name, number), in their order."""

    membership: Membership
    completeness: Completeness
    people: int
    requests: list[tuple[str, int]]

    @property
    def organisation(self) -> Organisation:
        return self.membership.organisation

    @property
    def may_write(self) -> bool:
        return self.membership.role in access.Right.WRITE.value

    @property
    def next_step(self) -> missing.Missing | None:
        return next(iter(self.completeness.missing), None)


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    own = all_own(list(access.memberships(access.person(request))))
    context = {
        "own": own,
        "organisation": own[0].organisation if len(own) == 1 else None,
        "current": "mine",
        "robots": "noindex",
    }
    return render(request, "members/mine.html", context)


def all_own(memberships: list[Membership]) -> list[Own]:
    """As many queries for one organisation as for fifty."""
    keys = [membership.organisation_id for membership in memberships]
    organisations = Organisation.objects.with_texts().in_bulk(keys)
    people, requests = _people(keys), _requests(keys)
    own = []
    for membership in memberships:
        membership.organisation = organisation = organisations[membership.organisation_id]
        own.append(
            Own(
                membership,
                missing.of(organisation),
                people[organisation.pk],
                _in_order(requests[organisation.pk]),
            )
        )
    return own


def _people(organisations: list[int]) -> Counter[int]:
    counted = Membership.objects.filter(organisation__in=organisations).values_list("organisation")
    return Counter(dict(counted.annotate(number=Count("pk")).order_by()))


def _requests(organisations: list[int]) -> dict[int, dict[str, int]]:
    """Numbers by organisation and state."""
    found = PartnerRequest.objects.filter(organisation__in=organisations).order_by()
    numbers: dict[int, dict[str, int]] = defaultdict(dict)
    counted = found.values_list("organisation", "state").annotate(number=Count("pk"))
    for organisation, state, number in counted:
        numbers[organisation][state] = number
    return numbers


def _in_order(numbers: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(state.label), numbers[state]) for state in RequestState if state in numbers]
