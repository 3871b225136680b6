"""What applicants give is kept as long as the form says, and no longer."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from members.joining import deciding, emptying, examples, keeping
from members.models import ApplicationState, JoinApplication, Organisation
from tests.support.cast import make_user
from tests.support.joining import given, own_page, pdf, started

pytestmark = pytest.mark.django_db
MOMENT = timedelta(minutes=1)


@pytest.fixture
def application(client: Client) -> JoinApplication:
    return started(client, documents=[pdf()])


def sent(client: Client, application: JoinApplication) -> JoinApplication:
    client.post(own_page(application), {**given(), "revision": "2", "do": "send"})
    return JoinApplication.objects.get(pk=application.pk)


def decider() -> User:
    return make_user(Role.MEMBERSHIP_DESK)


def test_a_forgotten_draft_is_reminded_of_once_and_then_deleted_with_its_files(
    application: JoinApplication, mailoutbox: Any, time_machine: Any
) -> None:
    mailoutbox.clear()
    path = Path(application.documents.get().file.path)
    saved_at = application.saved_at
    time_machine.move_to(saved_at + keeping.DRAFT_KEPT - keeping.REMINDED_BEFORE - MOMENT)
    assert emptying.empty_what_is_over() == 0
    time_machine.move_to(saved_at + keeping.DRAFT_KEPT - keeping.REMINDED_BEFORE + MOMENT)
    assert [emptying.empty_what_is_over() for _ in range(3)] == [1, 0, 0]
    [letter] = mailoutbox
    assert own_page(application) in letter.body
    time_machine.move_to(saved_at + keeping.DRAFT_KEPT - MOMENT)
    assert emptying.empty_what_is_over() == 0
    assert path.exists()
    time_machine.move_to(saved_at + keeping.DRAFT_KEPT + MOMENT)
    assert emptying.empty_what_is_over() == 1
    assert not JoinApplication.objects.exists()
    assert not path.exists()


def test_a_worker_that_slept_deletes_and_sends_no_reminder(
    application: JoinApplication, mailoutbox: Any, time_machine: Any
) -> None:
    mailoutbox.clear()
    time_machine.move_to(application.saved_at + keeping.DRAFT_KEPT * 3)
    assert emptying.empty_what_is_over() == 1
    assert not mailoutbox


def test_a_draft_that_is_saved_again_lives_on(
    client: Client, application: JoinApplication, time_machine: Any
) -> None:
    time_machine.move_to(application.saved_at + keeping.DRAFT_KEPT - MOMENT)
    emptying.empty_what_is_over()
    client.post(own_page(application), {**given(place="Dakar"), "revision": "2"})
    time_machine.move_to(timezone.now() + 2 * MOMENT)
    assert emptying.empty_what_is_over() == 0
    assert JoinApplication.objects.get().reminded_at is None


def test_what_waits_is_never_taken(
    client: Client, application: JoinApplication, time_machine: Any
) -> None:
    sent(client, application)
    time_machine.move_to(timezone.now() + timedelta(days=2000))
    assert emptying.empty_what_is_over() == 0


def test_a_declined_one_is_emptied_of_all_that_was_given(
    client: Client, application: JoinApplication, time_machine: Any
) -> None:
    path = Path(application.documents.get().file.path)
    deciding.decline(sent(client, application), by=decider(), reason="A shop of Awa Diop.")
    time_machine.move_to(timezone.now() + keeping.DECLINED_KEPT - MOMENT)
    assert emptying.empty_what_is_over() == 0
    time_machine.move_to(timezone.now() + 2 * MOMENT)
    assert [emptying.empty_what_is_over() for _ in "ab"] == [1, 0]
    row = JoinApplication.objects.values().get()
    everything = " ".join(str(value) for value in row.values())
    for word in ("River", "river", "Awa", "Ben", "Treasurer", "books", "founded", "Louis", "shop"):
        assert word not in everything
    assert not path.exists()
    assert set(application.events.values_list("text", flat=True)) == {""}
    assert row["state"] == ApplicationState.DECLINED
    assert row["decided_by_id"]
    assert client.get(own_page(application)).status_code == 404


def test_of_an_accepted_one_the_documents_and_the_people_go(
    client: Client, application: JoinApplication, time_machine: Any
) -> None:
    path = Path(application.documents.get().file.path)
    deciding.accept(sent(client, application), by=decider())
    time_machine.move_to(timezone.now() + keeping.ACCEPTED_KEPT - MOMENT)
    assert emptying.empty_what_is_over() == 0
    time_machine.move_to(timezone.now() + 2 * MOMENT)
    assert [emptying.empty_what_is_over() for _ in "ab"] == [1, 0]
    application.refresh_from_db()
    assert (application.first_email, application.second_name) == ("", "")
    assert application.name == "House of the River"
    assert not path.exists()
    assert Organisation.objects.get().name == "House of the River"


def test_the_worker_does_it() -> None:
    assert emptying.empty_what_is_over in list(surfaces.due)


def test_examples_come_once_and_go_alone(client: Client) -> None:
    mine = started(client)
    assert "3 examples made" in examples.load()
    assert "already" in examples.load()
    names = JoinApplication.objects.waiting().values_list("name", flat=True)
    assert all(name.startswith(("Example", "Exemple", "Ejemplo")) for name in names)
    assert "3 examples" in examples.clear()
    assert JoinApplication.objects.get() == mine
