"""What the lists of the membership desk cost does not depend on how many rows they have."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cultural_alliance.accounts.roles import Role
from members.models import PartnerRequest, RequestEvent, RequestState, RequestVerb
from tests.support.cast import make_user
from tests.support.members import make_member, make_organisation, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def row() -> PartnerRequest:
    """One of everything that the lists show."""
    organisation = make_organisation()
    make_member(organisation)
    make_request(organisation, state=RequestState.SUBMITTED)
    opened = make_request(organisation)
    difference = {"deadline": ["2026-01-01", "2027-01-01"]}
    RequestEvent.objects.create(request=opened, verb=RequestVerb.CHANGED, difference=difference)
    return opened


ADDRESSES = (
    "/admin/members/organisation/",
    "/admin/members/partnerrequest/",
    *(f"/admin/members/partnerrequest/?{query}" for query in ("q=a", "standing=opened")),
    "/admin/members/partnerrequest/changed/",
    "/admin/",
    "/sitemap-members.xml",
    "/sitemap-requests.xml",
)


@pytest.mark.once
def test_fifty_rows_cost_what_one_costs(client: Client) -> None:
    client.force_login(make_user(Role.MEMBERSHIP_DESK))

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    row()
    for address in ADDRESSES:
        cost(address)  # what is asked once in the life of a process
    one = {address: cost(address) for address in ADDRESSES}
    for _number in range(49):
        row()
    assert {address: cost(address) for address in ADDRESSES} == one
