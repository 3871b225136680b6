"""Members write to each other about a request, through a form that shows nobody's address."""

import pytest

from cultural_alliance.outbox.models import Message
from members.models import MembershipRole, PartnerRequest, RequestState, RequestVerb
from members.requests import contacting
from members.requests.refusals import TooMany
from tests.support.cast import make_user
from tests.support.members import make_member, make_organisation, make_request
from tests.test_record_concurrency import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def opened() -> PartnerRequest:
    organisation = make_organisation("River House")
    make_member(organisation, email="owner@river.example", name="Olga Owner")
    author = make_member(organisation, MembershipRole.EDITOR, email="author@river.example")
    return make_request(organisation, author=author)


@pytest.fixture
def writer(client):
    person = make_member(make_organisation("Hill House"), name="Willa Writer")
    client.force_login(person)
    return person


def url_of(request: PartnerRequest) -> str:
    return f"/en/partners/{request.pk}-{request.slug}/contact/"


def words(writer, message: str = "We have two boats.") -> dict[str, object]:
    return {"organisation": writer.memberships.first().organisation_id, "message": message}


def test_the_letter_goes_to_owners_and_author_who_can_answer(
    client, writer, opened, mailoutbox
) -> None:
    page = client.get(url_of(opened)).content.decode()
    assert writer.email in page  # told before it is given away
    assert "river.example" not in page and "Olga Owner" not in page
    answer = client.post(url_of(opened), words(writer), follow=True)
    assert answer.redirect_chain == [(url_of(opened) + "sent/", 302)]
    assert "river.example" not in answer.content.decode()
    assert [letter.to for letter in mailoutbox] == [
        ["owner@river.example"],
        ["author@river.example"],
    ]
    for letter in mailoutbox:
        assert letter.reply_to == [writer.email]
        assert "> Willa Writer" in letter.body and "> Hill House" in letter.body
        assert "> We have two boats." in letter.body
    assert "river.example" not in mailoutbox[0].body.replace("owner@river.example", "")


def test_that_somebody_wrote_is_kept_and_no_word_of_it(client, writer, opened) -> None:
    client.post(url_of(opened), words(writer))
    event = opened.events.get()
    assert (event.verb, event.by) == (RequestVerb.CONTACTED, writer)
    assert event.comment == "" and event.difference == {}


def test_a_double_click_sends_once(client, writer, opened, mailoutbox) -> None:
    for _click in range(3):
        assert client.post(url_of(opened), words(writer)).status_code == 302
    assert len(mailoutbox) == 2  # one to each of the two
    client.post(url_of(opened), words(writer, "And a third boat."))
    assert len(mailoutbox) == 4


def test_who_is_not_signed_in_is_asked_to_first(client, opened) -> None:
    for address in (url_of(opened), "/en/partners/999999-nothing/contact/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url == f"/en/accounts/login/?next={address}"


def test_who_belongs_to_no_member_is_told_why_and_how_to_join(client, opened, mailoutbox) -> None:
    client.force_login(make_user())
    for answer in (client.get(url_of(opened)), client.post(url_of(opened), {"message": "Hello"})):
        assert answer.status_code == 403 and "/en/join/" in answer.content.decode()
    assert mailoutbox == []


def test_nobody_writes_to_their_own_request(client, opened, mailoutbox) -> None:
    client.force_login(opened.organisation.memberships.first().person)
    answer = client.post(
        url_of(opened), {"message": "Hello", "organisation": opened.organisation_id}
    )
    assert answer.status_code == 403 and "your own organisation" in answer.content.decode()
    assert mailoutbox == []


@pytest.mark.parametrize("state", [RequestState.CLOSED, RequestState.EXPIRED])
def test_of_what_is_over_one_is_told(client, writer, opened, state, mailoutbox) -> None:
    PartnerRequest.objects.filter(pk=opened.pk).update(state=state)
    for answer in (client.get(url_of(opened)), client.post(url_of(opened), words(writer))):
        assert answer.status_code == 409 and "no longer open" in answer.content.decode()
    assert mailoutbox == []


def test_of_what_was_never_public_nothing_is_told(client, writer, opened) -> None:
    draft = make_request(opened.organisation, state=RequestState.DRAFT)
    assert client.get(f"/en/partners/{draft.pk}-a-partner/contact/").status_code == 404
    opened.organisation.is_listed = False
    opened.organisation.save()
    assert client.get(url_of(opened)).status_code == 404


def test_another_slug_leads_to_the_right_one(client, writer, opened) -> None:
    assert client.get(f"/en/partners/{opened.pk}-wrong/contact/").url == url_of(opened)


@pytest.mark.parametrize("message", ["", "   ", "x" * 3001, "nul\x00"])
def test_a_message_that_cannot_be_sent_comes_back(
    client, writer, opened, message, mailoutbox
) -> None:
    answer = client.post(url_of(opened), words(writer, message))
    assert answer.status_code == 400 and answer.context["form"].errors
    assert answer.context["form"]["message"].value() == message
    assert mailoutbox == []


def test_one_writes_for_ones_own_organisations_alone(client, writer, opened, mailoutbox) -> None:
    second = make_organisation("Second house")
    second.memberships.create(person=writer, role=MembershipRole.READER)
    foreign = make_organisation("Foreign house")
    page = client.get(url_of(opened)).content.decode()
    assert "Hill House" in page and "Second house" in page and "Foreign house" not in page
    answer = client.post(url_of(opened), {"organisation": foreign.pk, "message": "Hello"})
    assert answer.status_code == 400
    client.post(url_of(opened), {"organisation": second.pk, "message": "Hello"})
    assert "> Second house" in mailoutbox[0].body


def test_too_many_are_refused_and_nothing_typed_is_lost(client, writer, opened, mailoutbox) -> None:
    for number in range(contacting.ABOUT_REQUEST.most):
        assert client.post(url_of(opened), words(writer, f"Letter {number}")).status_code == 302
    sent = len(mailoutbox)
    answer = client.post(url_of(opened), words(writer, "One more letter"))
    assert answer.status_code == 429 and "One more letter" in answer.content.decode()
    assert len(mailoutbox) == sent
    other = make_request(opened.organisation)
    assert client.post(url_of(other), words(writer, "About another")).status_code == 302


def test_one_person_writes_so_many_a_day(writer, opened) -> None:
    house = writer.memberships.first().organisation
    for _number in range(contacting.BY_SENDER.most):
        contacting.BY_SENDER.take(str(writer.pk))
    with pytest.raises(TooMany):
        contacting.contact(opened, by=writer, organisation=house, message="Hello")
    assert not opened.events.exists()


def test_no_name_and_no_title_adds_a_header(client, writer, opened, settings) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    writer.name = "Willa\r\nBcc: everybody@example.org"
    writer.save()
    house = writer.memberships.first().organisation
    house.name = "Hill\r\nBcc: everybody@example.org"
    house.save()
    assert client.post(url_of(opened), words(writer)).status_code == 302
    for message in Message.objects.all():
        head = bytes(message.mime).partition(b"\r\n\r\n")[0]
        assert b"\nBcc:" not in head and message.copies == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_send_once(settings) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    organisation = make_organisation()
    make_member(organisation)
    opened, house = make_request(organisation), make_organisation()
    writer = make_member(house)

    def click() -> bool:
        return contacting.contact(opened, by=writer, organisation=house, message="Hello")

    assert sorted(at_once(click, click)) == [False, True]
    assert Message.objects.count() == opened.events.count() == 1
