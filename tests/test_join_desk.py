"""The membership desk's queue: what waits is seen, decided once, recorded, and written about."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from members.joining import deciding
from members.joining.refusals import Faster, MemberMeanwhile, NotAllowed
from members.models import (
    ApplicationEvent,
    ApplicationState,
    JoinApplication,
    MembershipInvitation,
    Organisation,
)
from tests.support.cast import administrator, make_user, publisher
from tests.support.joining import desk_page_of, own_page, pdf, started, step_of
from tests.support.members import make_application, make_organisation
from tests.support.together import at_once

LIST = reverse("admin:members_joinapplication_changelist")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def decider(name: str = "Amina") -> User:
    return make_user(Role.MEMBERSHIP_DESK, name=name)


@pytest.fixture
def me(db: None) -> User:
    return decider()


@pytest.fixture
def desk(client: Client, me: User) -> Client:
    client.force_login(me)
    return client


def sent(**about: Any) -> JoinApplication:
    application = make_application(**about)
    ApplicationEvent.objects.create(application=application, verb="submitted")
    return application


def last_event(application: JoinApplication) -> int:
    return application.events.last().pk


def test_accepting_makes_the_member_and_invites_its_people(
    desk: Client, me: User, mailoutbox: Any
) -> None:
    application = sent(name="Maison du Livre", language="fr", brings="Une presse.")
    assert desk.get(step_of(application, "accept")).status_code == 200
    assert not Organisation.objects.exists(), "GET asks"
    answer = desk.post(step_of(application, "accept"))
    assert answer["Location"] == desk_page_of(application)
    organisation = Organisation.objects.get()
    application.refresh_from_db()
    assert (application.state, application.decided_by) == (ApplicationState.ACCEPTED, me)
    assert application.organisation == organisation
    assert organisation.member_since == timezone.localdate()
    assert (organisation.first_language, organisation.texts.get().language) == ("fr", "fr")
    assert organisation.texts.get().brings == "Une presse."
    assert [str(sector) for sector in organisation.sectors.all()] == ["Publishing"]
    invited = {each.email: each.role for each in MembershipInvitation.objects.all()}
    assert invited == {application.first_email: "owner", application.second_email: "editor"}
    assert {each.language for each in MembershipInvitation.objects.all()} == {"fr"}
    to = sorted(letter.to[0] for letter in mailoutbox)
    assert to == sorted([*[application.first_email] * 2, application.second_email])
    assert organisation.get_absolute_url() in desk.get(desk_page_of(application)).content.decode()
    assert desk.get(organisation.get_absolute_url()).status_code == 200


def test_asking_and_declining_write_to_the_applicant(
    desk: Client, me: User, mailoutbox: Any
) -> None:
    application = sent()
    question = {"text": "What do you print?", "after": last_event(application)}
    assert desk.post(step_of(application, "ask"), question).status_code == 302
    assert (
        desk.post(step_of(application, "decline"), {"reason": "It is a shop."}).status_code == 302
    )
    application.refresh_from_db()
    assert (application.state, application.reason) == ("declined", "It is a shop.")
    events = [(each.verb, each.by, each.text) for each in application.events.all()]
    assert events == [
        ("submitted", None, ""),
        ("asked", me, "What do you print?"),
        ("declined", me, "It is a shop."),
    ]
    assert [letter.to for letter in mailoutbox] == [[application.first_email]] * 2
    assert "What do you print?" in mailoutbox[0].body
    assert own_page(application) in mailoutbox[0].body
    assert "It is a shop." in mailoutbox[1].body
    assert mailoutbox[0].extra_headers["References"] == mailoutbox[1].extra_headers["References"]


@pytest.mark.parametrize("step", ["ask", "decline"])
def test_a_step_without_its_words_is_not_taken(desk: Client, step: str) -> None:
    application = sent()
    answer = desk.post(step_of(application, step), {"after": last_event(application), "text": " "})
    assert answer.status_code == 422
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_the_second_click_is_told_who_and_when_and_loses_no_word(
    desk: Client, mailoutbox: Any
) -> None:
    application = sent()
    deciding.accept(application, by=decider("Boris"))
    number = len(mailoutbox)
    for step, typed in [
        ("accept", {}),
        ("decline", {"reason": "A long reason."}),
        ("ask", {"text": "A long question?", "after": "1"}),
    ]:
        answer = desk.post(step_of(application, step), typed)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Boris accepted it on" in page
        assert all(word in page for name, word in typed.items() if name != "after")
    assert len(mailoutbox) == number
    assert Organisation.objects.count() == 1


def test_a_question_asked_twice_is_mailed_once(desk: Client, mailoutbox: Any) -> None:
    application = sent()
    question = {"text": "What do you print?", "after": last_event(application)}
    answers = [desk.post(step_of(application, "ask"), question).status_code for _ in "ab"]
    assert answers == [302, 409]
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins() -> None:
    application, people = sent(), [decider("Amina"), decider("Boris")]
    answers = at_once(
        lambda: deciding.accept(application, by=people[0]),
        lambda: deciding.decline(application, by=people[1], reason="A shop."),
    )
    [refusal] = [each for each in answers if isinstance(each, Exception)]
    assert isinstance(refusal, Faster)
    application.refresh_from_db()
    assert application.decided_by.name in str(refusal)
    assert application.events.exclude(verb="submitted").count() == 1
    assert Organisation.objects.count() == (application.state == "accepted")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_makes_the_member(mailoutbox: Any) -> None:
    application, people = sent(), [decider(), decider()]
    answers = at_once(*(lambda by=by: deciding.accept(application, by=by) for by in people))
    assert sorted(type(each).__name__ for each in answers) == ["Faster", "Organisation"]
    assert Organisation.objects.count() == 1
    assert len(mailoutbox) == 3


def test_a_name_that_became_a_members_meanwhile_is_not_accepted(desk: Client) -> None:
    application = sent(name="House of the River", country="SN")
    make_organisation("House of the River Ltd", country="SN")
    answer = desk.post(step_of(application, "accept"))
    assert answer.status_code == 409
    assert "is a member already" in answer.content.decode()
    with pytest.raises(MemberMeanwhile):
        deciding.accept(application, by=decider())


def test_a_claim_is_seen_and_leads_to_an_invitation(desk: Client, mailoutbox: Any) -> None:
    member = make_organisation("House of the River")
    application = sent(name="House of the River", claims=member)
    assert "Says it belongs to House of the River" in desk.get(LIST).content.decode()
    assert "Says it belongs to House of the River" in desk.get("/admin/").content.decode()
    assert desk.post(step_of(application, "accept")).status_code == 409
    assert desk.post(step_of(application, "access"), {"role": "king"}).status_code == 422
    assert desk.post(step_of(application, "access"), {"role": "reader"}).status_code == 302
    invitation = MembershipInvitation.objects.get()
    assert (invitation.organisation, invitation.role) == (member, "reader")
    assert invitation.email == application.first_email
    assert len(mailoutbox) == 2
    assert Organisation.objects.count() == 1


def test_the_queue_shows_age_country_doubles_and_what_is_missing(desk: Client) -> None:
    make_organisation("House of the River", country="SN")
    make_organisation("Else", country="KE", website="https://www.river.example")
    old = sent(
        name="House of the River",
        website="https://river.example/",
        submitted_at=timezone.now() - timedelta(days=9),
    )
    sent(name="Nobody’s double", country="GH")
    page = desk.get(LIST).content.decode()
    for shown in ("1 week, 2 days", "Senegal", "the same name in the same country"):
        assert shown in page.replace("\xa0", " ")
    assert "the same website" in page
    assert "No documents" in page
    only = desk.get(f"{LIST}?looks=double").content.decode()
    assert "House of the River" in only
    assert "Nobody’s double" not in only
    assert "It may be there already" in desk.get(desk_page_of(old)).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Waiting one", "Asked one"}),
        ("?state=asked", {"Asked one"}),
        ("?state=declined", {"Declined one"}),
        ("?state=all", {"Waiting one", "Asked one", "Declined one"}),
        ("?papers=yes", set()),
        ("?country=GH", {"Asked one"}),
        ("?country=%00", {"Waiting one", "Asked one"}),
        ("?looks=claim", set()),
        ("?q=Waiting", {"Waiting one"}),
        ("?state=nonsense&looks=x&papers=x&country=x", set()),
    ],
)
def test_the_queue_can_be_narrowed(desk: Client, query: str, found: set[str]) -> None:
    sent(name="Waiting one")
    sent(name="Asked one", country="GH", state=ApplicationState.ASKED)
    sent(name="Declined one", state=ApplicationState.DECLINED)
    make_application(name="Draft one", state=ApplicationState.DRAFT)
    answer = desk.get(f"{LIST}{query}")
    page = answer.content.decode()
    assert answer.status_code == 200
    every = ("Waiting one", "Asked one", "Declined one", "Draft one")
    assert {name for name in every if name in page} == found


@pytest.mark.once
def test_the_queue_costs_the_same_for_one_and_for_fifty(desk: Client) -> None:
    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        return len(queries)

    member = make_organisation(country="SN")
    sent(claims=member, website="https://site.example")
    before = [cost(url) for url in (LIST, "/admin/")]
    for number in range(49):
        make_organisation(country="SN")
        sent(website=f"https://site-{number}.example", claims=member if number % 2 else None)
    assert [cost(url) for url in (LIST, "/admin/")] == before


def test_the_desk_front_page_counts_what_waits(desk: Client) -> None:
    assert "No application waits for you." in desk.get("/admin/").content.decode()
    sent(name="House of the River")
    sent(name="Asked one", state=ApplicationState.ASKED)
    page = desk.get("/admin/").content.decode()
    assert "House of the River" in page
    assert "Asked one" not in page


def test_a_draft_is_its_writers_own(desk: Client, client: Client) -> None:
    draft = started(client)
    for url in (desk_page_of(draft), step_of(draft, "accept")):
        assert desk.get(url).status_code == 404
    assert desk.post(step_of(draft, "accept")).status_code == 404
    assert desk.get(desk_page_of(sent())).status_code == 200, "the control"


@pytest.mark.parametrize("make", [publisher, make_user, lambda: make_user(Role.ENQUIRY_DESK)])
def test_others_neither_see_nor_decide(client: Client, make: Any) -> None:
    application, person = sent(), make()
    client.force_login(person)
    for url in (LIST, desk_page_of(application), step_of(application, "decline")):
        assert client.get(url).status_code in (302, 403)
    assert client.post(step_of(application, "decline"), {"reason": "x"}).status_code in (302, 403)
    with pytest.raises(NotAllowed):
        deciding.decline(application, by=person, reason="x")
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_an_administrator_decides_only_with_the_right(client: Client) -> None:
    person, application = administrator(), sent()
    client.force_login(person)
    expected = 200 if person.has_perm("members.decide") else 403
    assert client.get(desk_page_of(application)).status_code == expected


def test_documents_are_read_by_the_desk_as_files(desk: Client, client: Client) -> None:
    application = started(client, documents=[pdf("Statutes of the house.pdf")])
    document = application.documents.get()
    url = reverse("admin:members_joinapplication_document", args=[document.pk])
    assert desk.get(url).status_code == 404, "of a draft they are its writer's own"
    JoinApplication.objects.update(state=ApplicationState.SUBMITTED, submitted_at=timezone.now())
    answer = desk.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert url in desk.get(desk_page_of(application)).content.decode()
    client.force_login(publisher())
    assert client.get(url).status_code == 403
