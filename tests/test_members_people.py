"""An organisation's people: invited by a signed link, given roles, removed; never no owner."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.languages import BY_CODE, LANGUAGES
from members.models import Membership, MembershipInvitation, MembershipRole, Organisation
from members.people import colleagues, invitations, refusals
from tests.support.cast import PASSWORD, make_user
from tests.support.members import make_member, make_organisation
from tests.support.together import at_once

pytestmark = pytest.mark.slow

OWNER, EDITOR, READER = MembershipRole.OWNER, MembershipRole.EDITOR, MembershipRole.READER


def people_of(organisation: Organisation) -> str:
    return f"/en/members/{organisation.pk}/people/"


def invite(organisation: Organisation, email: str = "noor@example.org", **more: Any) -> str:
    """The address of the invitation's page, as the letter gives it."""
    given = {"name": "Noor", "role": EDITOR, "language": BY_CODE["en"], "by": None, **more}
    invitation = invitations.invite(organisation, email=email, **given)
    return f"/en/members/invitation/{invitations.token_for(invitation)}/"


def link_in(letter: Any) -> str:
    return re.findall(r"http://127\.0\.0\.1:8000(/\S+/invitation/\S+)", letter.body)[0]


def choose(link: str, client: Client | None = None, **more: str) -> Any:
    form = {"name": "Noor H.", "new_password1": PASSWORD, "new_password2": PASSWORD, **more}
    return (client or Client()).post(link, form)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation("Riverside Music")


@pytest.fixture
def owner(organisation: Organisation) -> User:
    return make_member(organisation, name="Amina")


# Invitations


def test_an_owner_invites_and_the_invited_person_comes_in(
    client: Client, organisation: Organisation, owner: User, mailoutbox: list[Any]
) -> None:
    client.force_login(owner)
    asked = {"email": "Noor@Example.org", "name": "Noor", "role": "editor", "language": "fr"}
    answer = client.post(people_of(organisation) + "invite/", asked, follow=True)
    assert "An invitation has gone to noor@example.org." in answer.text
    [letter] = mailoutbox
    assert letter.to == ["noor@example.org"]
    assert "Riverside Music" in letter.subject
    link = link_in(letter)
    assert link.startswith("/fr/")
    newcomer = Client()
    page = newcomer.get(link).text
    assert "noor@example.org" in page
    assert "Amina" in page
    assert not User.objects.filter(email="noor@example.org").exists(), "looking changed something"
    assert choose(link, newcomer).url == "/fr/accounts/login/?next=/fr/members/mine/"
    noor = User.objects.get(email="noor@example.org")
    assert (noor.name, noor.language, noor.is_staff) == ("Noor H.", "fr", False)
    assert noor.memberships.get().role == EDITOR
    sign_in = {"login": "noor@example.org", "password": PASSWORD}
    landed = newcomer.post("/en/accounts/login/", sign_in, follow=True)
    assert landed.redirect_chain[-1][0] == "/en/members/mine/"
    assert "Riverside Music" in landed.text


def test_a_link_is_used_once(organisation: Organisation) -> None:
    link = invite(organisation)
    assert choose(link).status_code == 302
    second = choose(link, new_password1="Somebody else's", new_password2="Somebody else's")
    assert second.status_code == 410
    assert "ask whoever invited you" in second.text
    assert User.objects.get(email="noor@example.org").check_password(PASSWORD)


def test_a_link_is_good_for_fourteen_days(organisation: Organisation) -> None:
    link = invite(organisation)
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert Client().get(link).status_code == 410
        assert choose(link).status_code == 410
        invite(organisation)  # an expired one is in nobody's way
    assert not User.objects.filter(email="noor@example.org").exists()


def test_a_newer_invitation_ends_the_older(organisation: Organisation) -> None:
    older, newer = invite(organisation), invite(organisation, "NOOR@example.org")
    assert Client().get(older).status_code == 410
    assert Client().get(newer).status_code == 200
    assert organisation.invitations.pending().count() == 1


def test_a_link_is_for_this_purpose_alone(organisation: Organisation) -> None:
    invite(organisation)
    invitation = MembershipInvitation.objects.get()
    token = invitations.token_for(invitation)
    assert invitations.invited(token) == invitation
    for forged in (
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        signing.dumps([invitation.pk, "2026"], salt=invitations.PURPOSE),
        signing.dumps(["\x00", None], salt=invitations.PURPOSE),
        signing.dumps({"pk": 1}, salt=invitations.PURPOSE),
        signing.dumps(signing.loads(token, salt=invitations.PURPOSE), salt="another"),
        "\x00",
    ):
        assert invitations.invited(forged) is None


def test_an_address_with_an_account_has_to_sign_in_as_it(organisation: Organisation) -> None:
    noor = make_user(email="noor@example.org")
    link, client = invite(organisation), Client()
    page = client.get(link)
    assert "Sign in with noor@example.org" in page.text
    assert "new_password1" not in page.text
    assert choose(link, client).url.startswith("/en/accounts/login/?next=")
    assert not noor.memberships.exists()
    assert noor.check_password(PASSWORD)
    client.force_login(noor)
    assert "Accept the invitation" in client.get(link).text
    assert not noor.memberships.exists(), "looking changed something"
    assert client.post(link).url == "/en/members/mine/"
    assert noor.memberships.get().organisation == organisation


def test_a_forwarded_invitation_gives_nothing_to_another_account(
    client: Client, organisation: Organisation
) -> None:
    stranger = make_user()
    client.force_login(stranger)
    link = invite(organisation)
    for answer in (client.get(link), choose(link, client)):
        assert answer.status_code == 403
        assert "Nothing has been changed" in answer.text
        assert "noor@example.org" not in answer.text
    assert not stranger.memberships.exists()
    out = client.post("/en/accounts/logout/", {"next": link})
    assert out.url == link, "the way out leads back to the invitation"
    assert choose(link, client).status_code == 302


def test_a_weak_password_is_told_beside_its_field_and_the_name_is_kept(
    organisation: Organisation,
) -> None:
    page = choose(invite(organisation), new_password1="short", name="Noor the Great")
    assert page.status_code == 400
    assert 'value="Noor the Great"' in page.text
    assert not User.objects.filter(email="noor@example.org").exists()


def test_a_colleague_is_not_invited_again(
    client: Client, organisation: Organisation, owner: User, mailoutbox: list[Any]
) -> None:
    make_member(organisation, READER, email="noor@example.org")
    client.force_login(owner)
    asked = {"email": "NOOR@example.org", "name": "Kept", "role": "editor", "language": "en"}
    answer = client.post(people_of(organisation) + "invite/", asked)
    assert answer.status_code == 400
    assert "belongs to the organisation already" in answer.text
    assert 'value="Kept"' in answer.text
    assert not mailoutbox


def test_an_organisation_cannot_flood_others_with_letters(
    client: Client, organisation: Organisation, owner: User, mailoutbox: list[Any]
) -> None:
    client.force_login(owner)
    answers = [
        client.post(
            people_of(organisation) + "invite/",
            {"email": f"n{number}@example.org", "role": "reader", "language": "en"},
        )
        for number in range(21)
    ]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert "n20@example.org" in answers[-1].text, "what was typed is kept"
    assert len(mailoutbox) == 20


@pytest.mark.parametrize("name", ["See http://bad.example", "www.bad.example"])
def test_no_letter_of_ours_carries_somebodys_link(
    client: Client, organisation: Organisation, owner: User, mailoutbox: list[Any], name: str
) -> None:
    client.force_login(owner)
    asked = {"email": "n@example.org", "name": name, "role": "reader", "language": "en"}
    answer = client.post(people_of(organisation) + "invite/", asked)
    assert answer.status_code == 400
    assert "A name holds no web address" in answer.text
    assert not mailoutbox


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_letter_and_page_speak_the_language_that_was_chosen(
    organisation: Organisation, mailoutbox: list[Any], language: Any
) -> None:
    invite(organisation, language=language)
    link = link_in(mailoutbox[0])
    assert link.startswith(f"/{language.code}/")
    assert f'<html lang="{language.tag}"' in Client().get(link).text


def test_an_invitation_is_sent_again_and_withdrawn(
    client: Client, organisation: Organisation, owner: User, mailoutbox: list[Any]
) -> None:
    client.force_login(owner)
    first = invite(organisation)
    pk = MembershipInvitation.objects.get().pk
    again = f"{people_of(organisation)}invitations/{pk}/again/"
    assert client.get(again).status_code == 200
    assert len(mailoutbox) == 1, "looking at the page sent a letter"
    client.post(again)
    assert Client().get(first).status_code == 410
    second = link_in(mailoutbox[1])
    assert Client().get(second).status_code == 200
    assert client.post(again).status_code == 409, "sent again once only"
    newest = organisation.invitations.pending().get().pk
    client.post(f"{people_of(organisation)}invitations/{newest}/revoke/")
    assert Client().get(second).status_code == 410
    other = make_organisation()
    foreign = f"{people_of(other)}invitations/{newest}/revoke/"
    assert client.post(foreign).status_code == 404


# Roles, and leaving


def test_an_owner_changes_a_role(client: Client, organisation: Organisation, owner: User) -> None:
    noor = make_member(organisation, READER)
    client.force_login(owner)
    client.post(f"{people_of(organisation)}{noor.memberships.get().pk}/role/", {"role": "owner"})
    assert noor.memberships.get().role == OWNER
    answer = client.post(
        f"{people_of(organisation)}{noor.memberships.get().pk}/role/", {"role": "king"}
    )
    assert answer.status_code == 400


def test_the_last_owner_neither_leaves_nor_steps_down(
    client: Client, organisation: Organisation, owner: User
) -> None:
    make_member(organisation, EDITOR)
    former = make_member(organisation)
    former.is_active = False
    former.save()  # who cannot sign in can look after nobody
    client.force_login(owner)
    mine = owner.memberships.get()
    leaving = client.post(people_of(organisation) + "leave/")
    stepping_down = client.post(f"{people_of(organisation)}{mine.pk}/role/", {"role": "editor"})
    for answer, status in ((leaving, 409), (stepping_down, 400)):
        assert answer.status_code == status
        assert "make somebody else an owner first" in answer.text
    assert owner.memberships.get().role == OWNER
    colleagues.change_role(make_member(organisation, READER).memberships.get(), OWNER, by=owner)
    assert client.post(people_of(organisation) + "leave/").status_code == 302
    assert not owner.memberships.exists()


def test_a_removed_colleague_is_out_at_once_and_is_told(
    client: Client, organisation: Organisation, owner: User, mailoutbox: list[Any]
) -> None:
    noor = make_member(organisation, EDITOR, email="noor@example.org")
    open_tab = Client()
    open_tab.force_login(noor)
    assert open_tab.get(people_of(organisation)).status_code == 200
    client.force_login(owner)
    client.post(f"{people_of(organisation)}{noor.memberships.get().pk}/remove/")
    for page in ("", "leave/"):
        assert open_tab.get(people_of(organisation) + page).status_code == 404
        assert open_tab.post(people_of(organisation) + page).status_code == 404
    assert open_tab.get("/en/members/mine/").status_code == 200, "the account stays"
    [letter] = mailoutbox
    assert letter.to == ["noor@example.org"]
    assert "Riverside Music" in letter.body


@pytest.mark.once
def test_the_list_costs_the_same_for_one_and_for_fifty(
    client: Client, organisation: Organisation, owner: User
) -> None:
    client.force_login(owner)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(people_of(organisation)).status_code == 200
        return len(queries)

    invite(organisation, by=owner)
    cost()
    few = cost()
    for number in range(49):
        make_member(organisation, READER)
        invite(organisation, f"n{number}@example.org", by=owner)
    assert cost() == few


# At once


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_is_accepted() -> None:
    organisation = make_organisation()
    link = invite(organisation)
    token = link.rstrip("/").rpartition("/")[2]
    answers = at_once(
        *(
            lambda name=name: invitations.accept_anew(
                token, name=name, password=PASSWORD, language=BY_CODE["en"]
            )
            for name in ("One", "Two")
        )
    )
    [refused] = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refused, refusals.InvitationOver), repr(refused)
    assert organisation.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_of_one_newcomer_make_one_account() -> None:
    tokens = [invite(make_organisation()).rstrip("/").rpartition("/")[2] for _ in range(2)]
    answers = at_once(
        *(
            lambda token=token: invitations.accept_anew(
                token, name="Noor", password=PASSWORD, language=BY_CODE["en"]
            )
            for token in tokens
        )
    )
    [refused] = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refused, refusals.SignInFirst), repr(refused)
    assert User.objects.filter(email="noor@example.org").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays() -> None:
    organisation = make_organisation()
    owners = [make_member(organisation).memberships.get() for _ in range(2)]
    answers = at_once(*(lambda one=one: colleagues.leave(one) for one in owners))
    [refused] = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refused, refusals.LastOwner), repr(refused)
    assert Membership.objects.get().role == OWNER


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_remove_each_other_at_once_one_stays() -> None:
    organisation = make_organisation()
    first, second = (make_member(organisation) for _ in range(2))
    at_once(
        lambda: colleagues.remove(second.memberships.get(), by=first),
        lambda: colleagues.remove(first.memberships.get(), by=second),
    )
    assert Membership.objects.get().role == OWNER
