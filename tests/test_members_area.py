"""The members' area: where sign-in leads, what each organisation waits for, and the desk's view."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cultural_alliance.accounts.roles import Role
from cultural_alliance.languages import LANGUAGES
from members.models import Membership, MembershipRole, Organisation, RequestState
from tests.support.cast import PASSWORD, make_user, writer
from tests.support.members import make_member, make_organisation, make_request

pytestmark = pytest.mark.slow

MINE = "/en/members/mine/"
LOGIN = "/en/accounts/login/"


def sign_in(client: Client, email: str, language: str = "en", **more: str) -> Any:
    given = {"login": email, "password": PASSWORD, **more}
    return client.post(f"/{language}/accounts/login/", given)


# Signing in


def test_sign_in_leads_members_to_their_area_and_staff_to_the_desk(db: None) -> None:
    member = make_member(make_organisation())
    assert sign_in(Client(), member.email).url == MINE
    assert sign_in(Client(), member.email, "fr").url == "/fr/members/mine/"
    assert sign_in(Client(), make_user().email).url == MINE
    assert sign_in(Client(), writer().email).url == "/admin/"


def test_whoever_was_on_the_way_somewhere_gets_there(db: None) -> None:
    organisation = make_organisation()
    person, client = make_member(organisation), Client()
    people = f"/en/members/{organisation.pk}/people/"
    asked = client.get(people)
    assert asked.url == f"{LOGIN}?next={people}"
    assert f'value="{people}"' in client.get(asked.url).text
    assert sign_in(client, person.email, next=people).url == people
    elsewhere = sign_in(Client(), person.email, next="https://bad.example/")
    assert elsewhere.url == MINE, "nobody is sent out of the portal"


def test_members_are_offered_a_second_step_and_need_none(
    client: Client, db: None, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(make_member(make_organisation()))
    page = client.get("/en/accounts/2fa/").text
    assert "Add a second step" in page
    assert f'href="{MINE}"' in page
    assert "/admin/" not in page
    assert client.get(MINE).status_code == 200
    client.force_login(writer())
    assert 'href="/admin/"' in client.get("/en/accounts/2fa/").text


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_every_page_has_one_constant_link_to_the_area(
    client: Client, db: None, language: Any
) -> None:
    link = f'href="/{language.code}/members/mine/"'
    front = f"/{language.code}/"
    assert link in client.get(front).text
    before = client.get(front).content
    client.force_login(make_member(make_organisation(is_listed=False)))
    assert client.get(front).content == before, "a public page knows its reader"


# The front page of the area


def test_each_organisation_says_what_it_waits_for(client: Client, db: None) -> None:
    organisation = make_organisation("Riverside Music")
    make_request(organisation, state=RequestState.DRAFT)
    make_request(organisation, state=RequestState.DRAFT)
    make_request(organisation)
    make_request(make_organisation("Somebody else"))
    client.force_login(make_member(organisation))
    page = client.get(MINE)
    assert "Riverside Music" in page.text
    assert "Somebody else" not in page.text
    assert organisation.get_absolute_url() in page.text
    [own] = page.context["own"]
    assert own.requests == [("Draft", 2), ("Open", 1)]
    assert own.people == 1
    assert str(own.next_step.why) in page.text


def test_a_hidden_organisation_says_so(client: Client, db: None) -> None:
    organisation = make_organisation(is_listed=False)
    client.force_login(make_member(organisation))
    page = client.get(MINE).text
    assert "only your colleagues see it" in page
    assert organisation.get_absolute_url() not in page


def test_whoever_belongs_to_none_is_told_what_to_do(client: Client, db: None) -> None:
    client.force_login(make_user())
    assert "Join the Alliance" in client.get(MINE).text
    client.force_login(writer())
    assert "To the desk" in client.get(MINE).text
    client.logout()
    assert client.get(MINE).url == f"{LOGIN}?next={MINE}"


def test_signing_out_from_the_area_is_a_form(client: Client, db: None) -> None:
    client.force_login(make_member(make_organisation()))
    page = client.get(MINE).text
    assert '<form method="post" action="/en/accounts/logout/">' in page
    assert 'name="csrfmiddlewaretoken" value=""' not in page


@pytest.mark.once
def test_the_area_costs_the_same_for_one_and_for_fifty(client: Client, db: None) -> None:
    person = make_member(make_organisation())
    client.force_login(person)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(MINE).status_code == 200
        return len(queries)

    make_request(Organisation.objects.get())
    cost()
    few = cost()
    for _ in range(49):
        organisation = make_organisation()
        Membership.objects.create(
            organisation=organisation, person=person, role=MembershipRole.READER
        )
        make_request(organisation)
    assert cost() == few


# The desk


DESK = "/admin/members/organisation/"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    client.force_login(make_user(Role.MEMBERSHIP_DESK, name="Deniz"))
    return client


def test_the_desk_lists_organisations_and_changes_no_word_of_them(desk: Client) -> None:
    organisation = make_organisation("Riverside Music")
    make_organisation("Lakeside Music", is_listed=False)
    make_member(organisation, name="Amina")
    everything = desk.get(DESK).text
    assert "Riverside Music" in everything
    assert "Lakeside Music" in everything
    assert "Riverside" not in desk.get(DESK + "?stands=hidden").text
    assert "Riverside" not in desk.get(DESK + "?stands=left").text
    assert "Riverside" not in desk.get(DESK + "?stands=ownerless").text
    assert "Lakeside" not in desk.get(DESK + "?q=Riverside").text
    assert "Riverside" not in desk.get(DESK + "?country=FR").text
    page = desk.get(f"{DESK}{organisation.pk}/change/").text
    assert "Amina" in page
    assert "<textarea" not in page
    assert desk.post(f"{DESK}{organisation.pk}/change/", {"name": "X"}).status_code == 200
    assert Organisation.objects.get(pk=organisation.pk).name == "Riverside Music"


def test_a_decision_needs_a_reason_is_told_to_the_owners_and_stays_in_the_journal(
    desk: Client, mailoutbox: list[Any]
) -> None:
    organisation = make_organisation()
    owner = make_member(organisation)
    owner.language = "fr"
    owner.save()
    make_member(organisation, MembershipRole.READER)
    step = f"{DESK}{organisation.pk}/steps/hide/"
    assert desk.get(step).status_code == 200
    assert desk.post(step).status_code == 422
    assert Organisation.objects.get().is_public, "done without a reason"
    desk.post(step, {"reason": "The site is gone.\nhttp://bad.example"})
    assert not Organisation.objects.get().is_public
    [letter] = mailoutbox
    assert letter.to == [owner.email]
    assert letter.extra_headers["Content-Language"] == "fr"
    assert "> The site is gone." in letter.body
    again = desk.post(step, {"reason": "Twice typed"})
    assert again.status_code == 409
    assert "Twice typed" in again.text
    page = desk.get(f"{DESK}{organisation.pk}/change/").text
    assert "The site is gone." in page
    assert "Deniz" in page


def test_the_desk_ends_a_membership_and_takes_it_back(desk: Client, mailoutbox: list[Any]) -> None:
    organisation = make_organisation()
    member = Client()
    member.force_login(make_member(organisation))
    steps = f"{DESK}{organisation.pk}/steps/"
    desk.post(steps + "end/", {"reason": "They asked."})
    assert Client().get(organisation.get_absolute_url()).status_code in (404, 410)
    assert member.get(f"/en/members/{organisation.pk}/profile/").status_code == 404
    desk.post(steps + "take-back/", {"reason": "A mistake."})
    assert Client().get(organisation.get_absolute_url()).status_code == 200
    assert member.get(f"/en/members/{organisation.pk}/profile/").status_code == 200
    assert len(mailoutbox) == 2


def test_the_desk_invites_an_owner_only_where_none_is_left(
    desk: Client, mailoutbox: list[Any]
) -> None:
    organisation = make_organisation()
    owner = make_member(organisation)
    step = f"{DESK}{organisation.pk}/steps/invite-owner/"
    asked = {"email": "noor@example.org", "name": "Noor", "reason": "The board wrote to us."}
    assert desk.post(step, asked).status_code == 409
    owner.is_active = False
    owner.save()
    assert str(organisation) in desk.get(DESK + "?stands=ownerless").text
    assert desk.post(step, asked).status_code == 302
    [letter] = mailoutbox
    assert letter.to == ["noor@example.org"]
    assert organisation.invitations.get().role == MembershipRole.OWNER


@pytest.mark.parametrize("role", [Role.WRITER, Role.PUBLISHER, Role.ENQUIRY_DESK])
def test_only_the_membership_desk_decides(client: Client, db: None, role: Role) -> None:
    organisation = make_organisation()
    client.force_login(make_user(role))
    for page in ("", f"{organisation.pk}/change/", f"{organisation.pk}/steps/end/"):
        assert client.get(DESK + page).status_code == 403
        assert client.post(DESK + page, {"reason": "x"}).status_code == 403
    assert Organisation.objects.get().left_at is None
