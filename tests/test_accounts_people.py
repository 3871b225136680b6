"""Administrators let people in and out; nobody can lock everybody out; nobody is deleted."""

import threading
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cultural_alliance.accounts import staffing
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.refusals import LastAdministrator, Refused
from cultural_alliance.accounts.roles import Role
from tests.support.cast import PASSWORD, administrator, make_user, publisher, writer

pytestmark = pytest.mark.slow

PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def me(db: None) -> User:
    return administrator(name="Amina")


@pytest.fixture
def desk(client: Client, me: User) -> Client:
    client.force_login(me)
    return client


def save(desk: Client, person: User, **changes: Any) -> Any:
    data = {
        "email": person.email,
        "name": person.name,
        "time_zone": person.time_zone,
        "language": person.language,
        "roles": [role.value for role in person.roles],
    }
    return desk.post(f"{PEOPLE}{person.pk}/change/", {**data, **changes}, follow=True)


def take(desk: Client, person: User, step: str) -> Any:
    return desk.post(f"{PEOPLE}{person.pk}/steps/{step}/", follow=True)


def reread(person: User) -> User:
    return User.objects.get(pk=person.pk)


# Roles


def test_roles_are_given_and_taken_and_decide_who_enters_the_admin(desk: Client) -> None:
    person = writer()
    save(desk, person, roles=["publisher", "enquiry-desk"])
    assert reread(person).roles == [Role.PUBLISHER, Role.ENQUIRY_DESK]
    assert reread(person).has_perm("editions.publish")
    save(desk, person, roles=[])
    assert reread(person).roles == []
    assert not reread(person).is_staff
    assert not reread(person).has_perm("editions.write")


def test_nobody_takes_their_own_administrator_role(desk: Client, me: User) -> None:
    administrator()
    page = save(desk, me, roles=["writer"], name="Amina N.")
    assert "Nobody takes their own administrator role" in page.text
    assert 'value="Amina N."' in page.text, "what was typed is lost"
    assert Role.ADMINISTRATOR in reread(me).roles
    save(desk, me, roles=["writer", "administrator"], name="Amina N.")
    assert reread(me).roles == [Role.WRITER, Role.ADMINISTRATOR]
    assert reread(me).name == "Amina N."


def test_one_administrator_who_can_sign_in_always_remains(me: User) -> None:
    other = administrator()
    outsider = make_user()
    staffing.give_roles(me, [], by=outsider)
    for attempt in (
        lambda: staffing.give_roles(other, [Role.WRITER], by=outsider),
        lambda: staffing.switch_off(other, by=outsider),
        lambda: staffing.empty(other, by=outsider),
    ):
        with pytest.raises(LastAdministrator):
            attempt()
    invited = User(email="invited@example.org")
    staffing.invite(invited, [Role.ADMINISTRATOR])
    with pytest.raises(LastAdministrator):  # an invitation may never be accepted
        staffing.switch_off(other, by=outsider)
    administrator()
    staffing.switch_off(other, by=outsider)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_switch_each_other_off_at_once_do_not_both_succeed() -> None:
    pair = [administrator(), administrator()]
    barrier = threading.Barrier(2)
    refused: list[Refused] = []

    def switch_off(person: User, by: User) -> None:
        barrier.wait()
        try:
            staffing.switch_off(person, by=by)
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=switch_off, args=(a, b)) for a, b in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert len(staffing.administrators()) == 1


# On and off


def test_switching_off_asks_first_then_ends_every_session(desk: Client) -> None:
    person = writer()
    theirs = Client()
    theirs.force_login(person)
    assert theirs.get("/admin/").status_code == 200
    page = desk.get(f"{PEOPLE}{person.pk}/steps/switch-off/")
    assert "signed out everywhere at once" in page.text
    assert reread(person).is_active, "looking at the page switched the person off"
    assert "was switched off" in take(desk, person, "switch-off").text
    assert theirs.get("/admin/").status_code == 302
    assert reread(person).roles == [Role.WRITER], "the roles are lost"
    take(desk, person, "switch-on")
    assert reread(person).is_active
    assert theirs.get("/admin/").status_code == 302, "an old session came back"


def test_nobody_switches_off_or_empties_themselves(desk: Client, me: User) -> None:
    administrator()
    assert "/steps/" not in desk.get(f"{PEOPLE}{me.pk}/change/").text
    for step in ("switch-off", "empty"):
        assert "Nobody switches off or empties their own account" in take(desk, me, step).text
    assert reread(me).is_active


def test_several_are_switched_off_together_and_each_refusal_is_told(desk: Client, me: User) -> None:
    people = [writer(), publisher()]
    data = {"action": "switch_off", "_selected_action": [me.pk, *(one.pk for one in people)]}
    page = desk.post(PEOPLE, data, follow=True)
    assert page.text.count("was switched off") == 2
    assert "Amina: Nobody switches off" in page.text
    assert list(User.objects.filter(is_active=True)) == [me]


# Leaving


def test_who_leaves_is_emptied_and_never_deleted(desk: Client, me: User) -> None:
    person = writer(name="Rania Haddad", email="rania@example.org")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    save(desk, person, name="Rania el Haddad")
    assert "Rania" in "".join(LogEntry.objects.values_list("object_repr", flat=True))
    assert "for good" in desk.get(f"{PEOPLE}{person.pk}/steps/empty/").text
    assert "was emptied" in take(desk, person, "empty").text
    left = reread(person)
    assert (left.is_active, left.is_staff, left.roles) == (False, False, [])
    assert left.email.endswith(".invalid")
    assert not left.has_usable_password()
    assert not Authenticator.objects.filter(user=person).exists()
    known = str([*User.objects.values_list(), *LogEntry.objects.values_list()])
    assert "Rania" not in known
    assert "rania@" not in known
    for step in ("switch-on", "invite"):
        take(desk, person, step)
    assert not reread(person).is_active
    assert save(desk, person, name="Rania").status_code == 403
    assert desk.post(f"{PEOPLE}{me.pk}/delete/").status_code == 403


# What is shown


def test_the_list_tells_role_standing_and_second_step_and_is_narrowed_by_them(
    desk: Client,
) -> None:
    on, off = writer(name="Wanda"), publisher(name="Pavel")
    staffing.switch_off(off, by=on)
    staffing.invite(User(email="ines@example.org", name="Ines"), [Role.ENQUIRY_DESK])
    Authenticator.objects.create(user=on, type="totp", data={"secret": "x"})

    def names(query: str) -> set[str]:
        page = desk.get(f"{PEOPLE}?{query}").text
        return {name for name in ("Amina", "Wanda", "Pavel", "Ines") if f">{name}</a>" in page}

    assert names("") == {"Amina", "Wanda", "Pavel", "Ines"}
    assert names("role=publisher") == {"Pavel"}
    assert names("standing=off") == {"Pavel"}
    assert names("standing=invited") == {"Ines"}
    assert names("standing=on") == {"Amina", "Wanda"}
    assert names("second_step=yes") == {"Wanda"}
    assert names("q=ines%40exam") == {"Ines"}


@pytest.mark.once
def test_a_list_of_fifty_costs_what_a_list_of_one_costs(desk: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(PEOPLE).status_code == 200
        return len(queries)

    writer()
    cost()  # warms what is kept per process
    few = cost()
    for _ in range(50):
        writer()
    assert cost() == few


def test_neither_password_nor_superuser_nor_group_is_shown(desk: Client) -> None:
    person = writer()
    for address in (PEOPLE, f"{PEOPLE}{person.pk}/change/", f"{PEOPLE}add/"):
        page = desk.get(address).text
        assert "superuser" not in page.lower()
        assert "argon2" not in page
        assert 'name="password"' not in page
    registered = {model._meta.label for model in admin.site._registry}
    assert "accounts.User" in registered
    assert not {"auth.Group", "account.EmailAddress", "mfa.Authenticator"} & registered


@pytest.mark.parametrize("who", [writer, publisher])
def test_others_see_nothing_of_it(client: Client, db: None, who: Any) -> None:
    client.force_login(who())
    person = writer()
    for address in ("", "add/", f"{person.pk}/change/", f"{person.pk}/steps/switch-off/"):
        assert client.get(PEOPLE + address).status_code == 403
    assert client.post(f"{PEOPLE}{person.pk}/steps/switch-off/").status_code == 403
    assert reread(person).is_active


# One's own


@pytest.mark.slow
def test_everybody_changes_their_own_name_and_time_zone_and_nothing_else(
    client: Client, db: None
) -> None:
    person = writer()
    client.force_login(person)
    assert person.email in client.get(f"{PEOPLE}me/").text
    data = {"name": "Wanda K.", "time_zone": "Asia/Kathmandu", "language": "fr"}
    data |= {"roles": ["administrator"]}
    client.post(f"{PEOPLE}me/", {**data, "email": "other@example.org"})
    after = reread(person)
    assert (after.name, after.time_zone) == ("Wanda K.", "Asia/Kathmandu")
    assert after.language == "fr"
    assert (after.email, after.roles) == (person.email, [Role.WRITER])
    page = client.post(
        f"{PEOPLE}me/", {"name": "W.", "language": "en", "time_zone": "Mars/Olympus"}
    )
    assert "Select a valid choice" in page.text
    assert 'value="W."' in page.text
    assert client.login(email=person.email, password=PASSWORD)
