"""What is private to an organisation: strangers find nothing, colleagues what their role allows."""

import pytest
from django.test import Client

from cultural_alliance.accounts.roles import Role
from cultural_alliance.languages import DEFAULT
from members.models import Membership, MembershipRole, Organisation
from members.people import invitations
from members.profile import standing
from tests.support.cast import make_user
from tests.support.members import make_member, make_organisation

pytestmark = pytest.mark.slow

# Each page of an organisation: who may open it, and who may send its form.
READ = (MembershipRole.READER, MembershipRole.EDITOR, MembershipRole.OWNER)
WRITE = (MembershipRole.EDITOR, MembershipRole.OWNER)
MANAGE = (MembershipRole.OWNER,)
PAGES = {
    "profile/": (READ, WRITE),
    "profile/logo/": (WRITE, WRITE),
    "profile/logo/remove/": (WRITE, WRITE),
    "profile/languages/fr/remove/": (WRITE, WRITE),
    "people/": (READ, MANAGE),
    "people/invite/": (MANAGE, MANAGE),
    "people/leave/": (READ, READ),
    "people/{colleague}/role/": (MANAGE, MANAGE),
    "people/{colleague}/remove/": (MANAGE, MANAGE),
    "people/invitations/{invitation}/again/": (MANAGE, MANAGE),
    "people/invitations/{invitation}/revoke/": (MANAGE, MANAGE),
}


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation()


def addresses(organisation: Organisation) -> dict[str, str]:
    colleague = make_member(organisation).memberships.get()
    invitation = invitations.invite(
        organisation, email="n@example.org", name="", role="reader", language=DEFAULT, by=None
    )
    given = {"colleague": colleague.pk, "invitation": invitation.pk}
    return {page: f"/en/members/{organisation.pk}/{page.format(**given)}" for page in PAGES}


def test_a_stranger_finds_nothing_and_who_is_not_signed_in_is_asked_to(
    organisation: Organisation, client: Client
) -> None:
    for url in addresses(organisation).values():
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302
            assert answer.url == f"/en/accounts/login/?next={url}"
    client.force_login(make_member(make_organisation()))
    for url in addresses(organisation).values():
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404


@pytest.mark.parametrize("role", MembershipRole)
def test_colleagues_open_and_send_what_their_role_allows(
    organisation: Organisation, role: MembershipRole, client: Client
) -> None:
    make_member(organisation)
    person = make_member(organisation, role)
    client.force_login(person)
    for page, url in addresses(organisation).items():
        may_open, may_send = PAGES[page]
        answer = client.get(url)
        assert answer.status_code == (200 if role in may_open else 403), page
        if role in may_open:
            assert "no-store" in answer["Cache-Control"]
            assert 'name="robots" content="noindex"' in answer.text
        sent = client.post(url).status_code
        assert (sent == 403) == (role not in may_send), page
        assert sent < 500
        Membership.objects.get_or_create(
            organisation=organisation, person=person, defaults={"role": role}
        )  # one page is for leaving


def test_a_removed_colleagues_open_tab_opens_nothing(
    organisation: Organisation, client: Client
) -> None:
    person, urls = make_member(organisation), addresses(organisation)
    client.force_login(person)
    assert {client.get(url).status_code for url in urls.values()} == {200}
    Membership.objects.filter(person=person).delete()
    for url in urls.values():
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404


def test_a_page_of_another_organisation_is_not_reached_through_ones_own(
    organisation: Organisation, client: Client
) -> None:
    own = make_organisation()
    client.force_login(make_member(own))
    foreign = make_member(organisation).memberships.get()
    for page in ("role/", "remove/"):
        url = f"/en/members/{own.pk}/people/{foreign.pk}/{page}"
        assert client.get(url).status_code == 404
        assert client.post(url, {"role": "reader"}).status_code == 404
    assert Membership.objects.get(pk=foreign.pk).role == MembershipRole.OWNER


def test_an_organisation_that_left_closes_its_area(
    organisation: Organisation, client: Client
) -> None:
    client.force_login(make_member(organisation))
    standing.end(organisation, reason="They asked.", by=make_user(Role.MEMBERSHIP_DESK))
    assert client.get(f"/en/members/{organisation.pk}/profile/").status_code == 404
    assert "You belong to no organisation" in client.get("/en/members/mine/").text
