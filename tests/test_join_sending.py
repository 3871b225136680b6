"""An application is sent once, complete, and never for an organisation that is there already."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from members.joining import applying, deciding, duplicates, keeping, names
from members.joining.refusals import BeingRead
from members.models import ApplicationState, ApplicationVerb, JoinApplication
from tests.support.cast import make_user
from tests.support.joining import GIVEN, JOIN, given, open_form, own_page, pdf, started
from tests.support.members import make_application, make_organisation
from tests.support.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLAIN = ("short_name", "legal_form", "website", "founded", "brings", "seeks")
NEEDED = [*(name for name in GIVEN if name not in (*PLAIN, "language")), "sectors"]


@pytest.fixture
def membership_desk(db: None) -> User:
    return make_user(Role.MEMBERSHIP_DESK)


def send(client: Client, **changed: Any) -> Any:
    return client.post(JOIN, {**open_form(client), **given(**changed), "do": "send"})


def test_a_complete_one_is_sent_and_answered_with_its_reference(
    client: Client, mailoutbox: Any
) -> None:
    answer = send(client, **dict.fromkeys(PLAIN))
    application = JoinApplication.objects.get()
    assert (answer.status_code, application.state) == (302, ApplicationState.SUBMITTED)
    assert re.fullmatch(r"J-\w{4}-\w{4}", application.reference)
    page = client.get(answer["Location"]).content.decode()
    assert application.reference in page
    assert "Sent: the desk reads it" in page
    [letter] = mailoutbox
    assert letter.to == ["awa@river.example"]
    assert application.reference in letter.subject
    assert own_page(application) in letter.body


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_missing_is_said_and_linked_to_its_field(client: Client, name: str) -> None:
    answer = send(client, **{name: None})
    assert answer.status_code == 400
    assert f'<a href="#id_{name}' in answer.content.decode()
    assert JoinApplication.objects.get().state == ApplicationState.DRAFT


def test_two_people_have_two_addresses(client: Client) -> None:
    answer = send(client, second_email="AWA@river.example")
    assert answer.status_code == 400
    assert "e-mail address of their own" in answer.content.decode()


def test_a_document_takes_the_place_of_a_reason(client: Client) -> None:
    assert send(client, no_documents_reason=None, documents=[pdf()]).status_code == 302
    assert JoinApplication.objects.get().state == ApplicationState.SUBMITTED


def test_what_was_sent_is_changed_no_more(client: Client) -> None:
    page = send(client)["Location"]
    answer = client.post(page, {**given(name="Another name"), "revision": "2"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert JoinApplication.objects.get().name == "House of the River"
    quiet = client.post(page, {**given(name="Another name"), "quiet": "1"})
    assert (quiet.status_code, quiet["Content-Type"]) == (409, "application/json")


SAME = ("HOUSE OF THE RIVER", "House  of the-River Ltd.", "Hóuse of the River, S.A.R.L.")


@pytest.mark.parametrize("name", SAME)
def test_the_same_name_in_the_same_country_as_a_member_is_refused_with_a_way_on(
    client: Client, name: str
) -> None:
    make_organisation(name, country="SN")
    answer = send(client)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "already a member. Ask us for access." in page
    application = JoinApplication.objects.get()
    assert own_page(application, "join_claim") in page
    assert application.state == ApplicationState.DRAFT, "and nothing typed is lost"
    assert application.about == "We print books.\nAnd posters."


def test_the_control_another_country_or_a_former_member_is_in_nobodys_way(client: Client) -> None:
    make_organisation("House of the River", country="KE")
    make_organisation("House of the River", country="SN", left_at=timezone.now())
    assert send(client).status_code == 302


def test_the_same_site_or_a_similar_name_is_no_bar_and_is_not_told(client: Client) -> None:
    make_organisation("House of the Rivers", country="SN", website="http://www.river.example/x")
    answer = send(client)
    assert answer.status_code == 302
    assert "Rivers" not in client.get(answer["Location"]).content.decode()


def test_a_member_can_be_claimed_and_the_desk_reads_so(client: Client, mailoutbox: Any) -> None:
    member = make_organisation("House of the River", country="SN")
    send(client)
    application = JoinApplication.objects.get()
    url = own_page(application, "join_claim")
    assert 'value="awa@river.example"' in client.get(url).content.decode()
    mailoutbox.clear()
    claim = {
        "first_name": "Awa Diop",
        "first_position": "Editor",
        "first_email": "awa@river.example",
        "text": "I am new there.",
    }
    incomplete = client.post(url, claim)
    assert incomplete.status_code == 400
    assert "I am new there." in incomplete.content.decode()
    assert [client.post(url, {**claim, "consent": "on"}).status_code for _ in "ab"] == [302, 302]
    application.refresh_from_db()
    assert (application.state, application.claims) == (ApplicationState.SUBMITTED, member)
    [event] = application.events.all()
    assert (event.verb, event.text) == (ApplicationVerb.CLAIMED, "I am new there.")
    assert [letter.to for letter in mailoutbox] == [["awa@river.example"]]


def test_nothing_can_be_claimed_that_is_no_member(client: Client) -> None:
    application = started(client)
    claim = {"first_name": "A", "first_position": "B", "first_email": "a@b.example", "text": "c"}
    answer = client.post(own_page(application, "join_claim"), {**claim, "consent": "on"})
    assert answer["Location"] == own_page(application)
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT


def test_a_second_application_of_the_same_name_is_told_that_one_is_being_read(
    client: Client,
) -> None:
    make_application(name="House of the River", country="SN", first_email="secret@other.example")
    answer = send(client)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "is already being read" in page
    assert "secret" not in page
    assert "/en/join/link/" in page
    assert JoinApplication.objects.filter(state=ApplicationState.SUBMITTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_of_the_same_name_sent_at_once_one_is_sent(client: Client) -> None:
    drafts = [started(client, first_email=f"{each}@river.example") for each in "ab"]
    answers = at_once(*(lambda draft=draft: applying.submit(draft) for draft in drafts))
    assert {type(answer) for answer in answers} == {JoinApplication, BeingRead}
    assert JoinApplication.objects.filter(state=ApplicationState.SUBMITTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_begins_and_one_is_sent(client: Client, mailoutbox: Any) -> None:
    sent = {**open_form(client), **given(), "do": "send"}
    answers = at_once(*(lambda: Client().post(JOIN, sent) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {302}
    assert JoinApplication.objects.get().events.count() == len(mailoutbox) == 1


def asked(client: Client, desk: Any) -> JoinApplication:
    send(client)
    application = JoinApplication.objects.get()
    last = application.events.get()
    return deciding.ask(application, by=desk, text="What do you print?", after=last.pk)


def test_a_question_is_answered_in_a_thread(client: Client, membership_desk: Any) -> None:
    application = asked(client, membership_desk)
    page = client.get(own_page(application)).content.decode()
    assert "What do you print?" in page
    assert str(membership_desk.name) not in page, "the desk speaks, and no person"
    url = own_page(application, "join_answer")
    empty = client.post(url, {"answer": " "})
    assert empty.status_code == 400
    answers = [client.post(url, {"answer": "Books.", "documents": [pdf()]}) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [302, 302]
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert [event.text for event in application.events.filter(verb="answered")] == ["Books."]
    assert application.documents.count() == 1
    late = client.post(url, {"answer": "And posters."})
    assert late.status_code == 409
    assert "And posters." in late.content.decode()


def test_the_link_lives_ninety_days_after_the_decision(
    client: Client, membership_desk: Any, time_machine: Any
) -> None:
    send(client)
    application = JoinApplication.objects.get()
    page = own_page(application)
    time_machine.move_to(timezone.now() + timedelta(days=400))
    assert client.get(page).status_code == 200, "no end while nothing is decided"
    deciding.decline(application, by=membership_desk, reason="It is a shop.")
    assert "It is a shop." in client.get(page).content.decode()
    time_machine.move_to(timezone.now() + keeping.LINK_AFTER_DECISION - timedelta(minutes=1))
    assert client.get(page).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Éditions du Fleuve S.A.R.L.", "editions du fleuve"),
        ("ООО «Ромашка»", "ромашка"),
        ("北京出版有限公司", "北京出版"),
        ("مُؤَسَّسَة النهر", "مؤسسه النهر"),
        ("Arts & Crafts, Inc.", "Arts and Crafts"),
        ("Öresund  A/S", "oresund a s"),
    ],
)
def test_names_are_one_whatever_their_dress(one: str, other: str) -> None:
    assert names.key(one) == names.key(other) != ""


def test_names_that_differ_stay_two() -> None:
    different = ("River", "Rivers", "Ltd", "Co Ltd", "!!!", "???", "नदी", "नदि", "河", "江")
    assert len({names.key(each) for each in different}) == len(different)
    assert names.site("https://www.facebook.com/river/") == "facebook.com/river"
    assert names.site("http://[bad") == ""


def test_likenesses_are_found_with_their_reason() -> None:
    application = make_application(
        name="House of the River", country="SN", website="https://river.example"
    )
    make_organisation("Cinema of the South", country="SN")
    make_organisation("House of the Rivers", country="SN")
    make_organisation("Something else", country="KE", website="http://www.river.example/en/")
    found = {str(each.other): each.why for each in duplicates.likely(application)}
    assert found == {
        "House of the Rivers": duplicates.SIMILAR_NAME,
        "Something else": duplicates.SAME_SITE,
    }
