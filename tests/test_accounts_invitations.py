"""Administrators invite people: one mail, one link, seven days, one use."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client

from cultural_alliance.accounts import invitations, staffing
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from cultural_alliance.languages import BY_CODE, LANGUAGES
from tests.support.cast import PASSWORD, administrator, publisher
from tests.support.mail import Mailbox, work_once

pytestmark = pytest.mark.slow

ADD = "/admin/accounts/user/add/"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """An administrator at the desk."""
    client.force_login(administrator(name="Amina"))
    return client


def invite(desk: Client, email: str = "rania@example.org", **more: Any) -> Any:
    data = {"email": email, "name": "Rania", "roles": ["writer"], "language": "en"}
    return desk.post(ADD, {**data, "time_zone": "Africa/Cairo", **more}, follow=True)


def link_in(mail: Any) -> str:
    return re.findall(r"http://127\.0\.0\.1:8000(/\S+/invitation/\S+)", mail.body)[0]


def accept(link: str, password: str = PASSWORD, name: str = "Rania B.") -> Any:
    form = {"name": name, "new_password1": password, "new_password2": password}
    return Client().post(link, form, follow=True)


def test_the_mail_leads_to_a_page_where_the_invited_person_sets_a_password(
    desk: Client, mailoutbox: list[Any]
) -> None:
    invite(desk)
    [mail] = mailoutbox
    assert mail.to == ["rania@example.org"]
    assert "Amina invites you" in mail.body
    link = link_in(mail)
    assert "rania@example.org" in Client().get(link).text
    rania = User.objects.get(email="rania@example.org")
    assert not rania.has_usable_password(), "looking at the page changed something"
    assert "Sign in with it" in accept(link).text
    rania.refresh_from_db()
    assert rania.check_password(PASSWORD)
    assert (rania.name, rania.time_zone, rania.roles) == ("Rania B.", "Africa/Cairo", [Role.WRITER])


def test_a_link_is_used_once(desk: Client, mailoutbox: list[Any]) -> None:
    invite(desk)
    link = link_in(mailoutbox[0])
    accept(link)
    second = accept(link, "Somebody else's password")
    assert second.status_code == 410
    assert "ask the administrator who invited you" in second.text
    assert User.objects.get(email="rania@example.org").check_password(PASSWORD)


def test_a_link_is_good_for_seven_days(desk: Client, mailoutbox: list[Any]) -> None:
    now = datetime.now(UTC)
    invite(desk)
    link = link_in(mailoutbox[0])
    with time_machine.travel(now + timedelta(days=6, hours=23)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(now + timedelta(days=7, minutes=1)):
        assert Client().get(link).status_code == 410


def test_a_newer_invitation_makes_the_older_worthless(desk: Client, mailoutbox: list[Any]) -> None:
    invite(desk)
    rania = User.objects.get(email="rania@example.org")
    step = f"/admin/accounts/user/{rania.pk}/steps/invite/"
    assert "Links sent before stop working" in desk.get(step).text
    assert len(mailoutbox) == 1, "looking at the page sent a mail"
    desk.post(step, {"language": "fr"})
    older, newer = (link_in(mail) for mail in mailoutbox)
    assert Client().get(older).status_code == 410
    assert newer.startswith("/fr/")
    assert Client().get(newer).status_code == 200


def test_a_link_is_for_this_purpose_alone(db: None) -> None:
    person = User(email="x@example.org")
    person.set_unusable_password()
    person.save()
    token = invitations.token_for(person)
    assert invitations.invited(token) == person
    for forged in (
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        signing.dumps([person.pk, "state"], salt=invitations.PURPOSE),
        signing.dumps(signing.loads(token, salt=invitations.PURPOSE), salt="another purpose"),
    ):
        assert invitations.invited(forged) is None


def test_who_is_switched_off_cannot_accept(desk: Client, mailoutbox: list[Any]) -> None:
    invite(desk)
    staffing.switch_off(User.objects.get(email="rania@example.org"), by=administrator())
    assert accept(link_in(mailoutbox[0])).status_code == 410


def test_a_weak_password_is_told_beside_its_field_and_the_name_is_kept(
    desk: Client, mailoutbox: list[Any]
) -> None:
    invite(desk)
    page = accept(link_in(mailoutbox[0]), "short", name="Rania the Great")
    assert "at least 12 characters" in page.text
    assert 'value="Rania the Great"' in page.text
    assert not User.objects.get(email="rania@example.org").has_usable_password()


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_mail_and_page_speak_the_language_that_was_chosen(
    desk: Client, mailoutbox: list[Any], language: Any
) -> None:
    invite(desk, language=language.code)
    [mail] = mailoutbox
    assert link_in(mail).startswith(f"/{language.code}/")
    page = Client().get(link_in(mail)).text
    assert f'lang="{BY_CODE[language.code].tag}"' in page


def test_an_address_is_invited_once_whatever_its_case(desk: Client, mailoutbox: list[Any]) -> None:
    invite(desk)
    again = invite(desk, email="RANIA@example.org", name="Someone")
    assert "There is an account with this address" in again.text
    assert 'value="Someone"' in again.text
    assert len(mailoutbox) == 1


def test_an_invitation_without_a_role_is_refused(desk: Client, mailoutbox: list[Any]) -> None:
    page = desk.post(ADD, {"email": "r@example.org", "time_zone": "Europe/Paris", "language": "en"})
    assert "This field is required" in page.text
    assert not mailoutbox


def test_only_administrators_invite(client: Client, db: None) -> None:
    client.force_login(publisher())
    assert invite(client).status_code == 403
    assert not User.objects.filter(email="rania@example.org").exists()


def test_a_mail_server_that_is_away_delays_the_invitation_and_loses_nothing(
    desk: Client, smtp_server: Mailbox
) -> None:
    smtp_server.refusal = "451 try later"
    assert "An invitation goes to rania@example.org" in invite(desk).text
    work_once()
    assert not smtp_server.to("rania@example.org")
    smtp_server.refusal = None
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        work_once()
    assert len(smtp_server.to("rania@example.org")) == 1


def test_who_accepts_gets_mail_in_the_language_of_the_page_from_then_on(
    desk: Client, mailoutbox: list[Any]
) -> None:
    invite(desk)
    accept(link_in(mailoutbox[0]).replace("/en/", "/fr/"))
    assert User.objects.get(email="rania@example.org").language == "fr"
