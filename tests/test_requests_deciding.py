"""A partner request goes to the desk and back; each decision is made once, and told by letter."""

import pytest
from django.core.exceptions import PermissionDenied

from cultural_alliance.accounts.roles import Role
from cultural_alliance.languages import get
from cultural_alliance.outbox.models import Message
from members.models import MembershipRole, PartnerRequest, RequestState, RequestVerb
from members.requests import closing, deciding, renewing, submitting
from members.requests.refusals import AlreadyDecided, Incomplete, NotAllowed, Refused, Stale
from tests.support.cast import make_user
from tests.support.members import make_member, make_organisation, make_request
from tests.support.requests import edit_url, typed
from tests.test_record_concurrency import at_once, one_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_user(Role.MEMBERSHIP_DESK, name="Dana Desk")


@pytest.fixture
def organisation():
    return make_organisation("River House")


@pytest.fixture
def owner(organisation):
    return make_member(organisation, email="owner@example.org")


def submitted(organisation, **about) -> PartnerRequest:
    return make_request(organisation, state=RequestState.SUBMITTED, **about)


def verbs_of(request: PartnerRequest) -> list[str]:
    return [event.verb for event in request.events.all()]


def test_what_is_missing_is_listed_each_with_the_way_to_its_field(
    client, owner, organisation
) -> None:
    mine = make_request(
        organisation,
        state=RequestState.DRAFT,
        title="",
        summary="",
        direction="seeking",
        deadline=None,
        working_languages=[],
    )
    mine.sectors.clear()
    mine.lines.all().delete()
    mine.texts.create(language="fr", summary="Sans titre")
    with pytest.raises(Incomplete) as refusal:
        submitting.submit(mine, by=owner)
    fields = [(each.field, each.language) for each in refusal.value.about["missing"]]
    assert fields == [
        ("title", "en"),
        ("summary", "en"),
        ("title", "fr"),
        ("sectors", "en"),
        ("need", "en"),
        ("working_languages", "en"),
        ("deadline", "en"),
    ]
    client.force_login(owner)
    shown = client.get(f"/en/partners/{mine.pk}/submit/").content.decode()
    for field, language in fields:
        assert f'href="/en/partners/{mine.pk}/edit/?language={language}#id_{field}"' in shown
        page = client.get(f"/en/partners/{mine.pk}/edit/?language={language}").content.decode()
        assert f'id="id_{field}"' in page
    assert client.post(f"/en/partners/{mine.pk}/submit/", {"revision": 1}).status_code == 400
    assert verbs_of(mine) == []


def test_the_form_saves_and_says_what_is_missing_before_it_submits(
    client, owner, organisation
) -> None:
    mine = make_request(organisation, state=RequestState.DRAFT, summary="")
    client.force_login(owner)
    sent = typed(client, mine, title="A better title", submit="1")
    answer = client.post(edit_url(mine), sent)
    assert answer.status_code == 400
    assert 'href="#id_summary"' in answer.content.decode()
    assert mine.texts.get().title == "A better title"
    again = {**sent, "summary": "Now it is there.", "revision": 2}
    assert client.post(edit_url(mine), again).url == "/en/partners/mine/"
    mine.refresh_from_db()
    assert mine.state == RequestState.SUBMITTED and mine.submitted_at
    assert verbs_of(mine) == [RequestVerb.SUBMITTED]


def test_the_desk_opens_it_at_an_address_that_stays(owner, desk, organisation, client) -> None:
    waiting = submitted(organisation, title="Ярмарка книг")
    opened = deciding.open_request(waiting, by=desk, revision=waiting.revision)
    assert opened.state == RequestState.OPENED and opened.opened_at
    assert opened.slug == "yarmarka-knig"
    assert client.get(f"/en/partners/{opened.pk}-yarmarka-knig/").status_code == 200
    assert verbs_of(opened) == [RequestVerb.OPENED]


def test_letters_go_to_owners_and_author_each_in_their_language(
    desk, organisation, mailoutbox
) -> None:
    def told(role: MembershipRole, language: str):
        person = make_member(organisation, role)
        person.language = language
        person.save()
        return person

    french, author = told(MembershipRole.OWNER, "fr"), told(MembershipRole.EDITOR, "ar")
    told(MembershipRole.EDITOR, "en")
    left = make_user(email="left@example.org")
    first = submitted(organisation, author=author)
    deciding.open_request(first, by=desk)
    by_address = {letter.to[0]: letter for letter in mailoutbox}
    assert set(by_address) == {french.email, author.email}
    assert f"/fr/partners/{first.pk}-" in by_address[french.email].body
    assert f"/ar/partners/{first.pk}-" in by_address[author.email].body
    assert by_address[author.email].extra_headers["Content-Language"] == get("ar").tag
    mailoutbox.clear()
    deciding.open_request(submitted(organisation, author=left), by=desk)
    assert [letter.to[0] for letter in mailoutbox] == [french.email]


def test_it_is_returned_with_a_comment_and_submitted_again(
    client, owner, desk, organisation, mailoutbox
) -> None:
    waiting = submitted(organisation)
    with pytest.raises(Refused):
        deciding.send_back(waiting, by=desk, comment="  ")
    deciding.send_back(waiting, by=desk, comment="Say which years\nyou mean.")
    [letter] = mailoutbox
    assert letter.to == [owner.email] and "> Say which years\n> you mean." in letter.body
    client.force_login(owner)
    assert "Say which years" in client.get("/en/partners/mine/").content.decode()
    assert "Say which years" in client.get(f"/en/partners/{waiting.pk}/edit/").content.decode()
    answer = client.post(f"/en/partners/{waiting.pk}/submit/", {"revision": waiting.revision})
    assert answer.status_code == 302
    assert "Say which years" not in client.get("/en/partners/mine/").content.decode()
    assert verbs_of(waiting) == [RequestVerb.RETURNED, RequestVerb.SUBMITTED]


def test_a_second_decision_is_told_who_was_faster_and_when(
    owner, desk, organisation, mailoutbox
) -> None:
    waiting = submitted(organisation)
    deciding.open_request(waiting, by=desk)
    second = make_user(Role.MEMBERSHIP_DESK)
    for decide in (
        lambda: deciding.open_request(waiting, by=second),
        lambda: deciding.send_back(waiting, by=second, comment="Shorter."),
        lambda: submitting.recall(waiting, by=owner),
        lambda: submitting.submit(waiting, by=owner),
    ):
        with pytest.raises(AlreadyDecided, match="Opened by Dana Desk"):
            decide()
    assert len(mailoutbox) == 1


def test_what_was_taken_back_and_changed_is_not_opened_unread(owner, desk, organisation) -> None:
    waiting = submitted(organisation)
    PartnerRequest.objects.filter(pk=waiting.pk).update(revision=waiting.revision + 1)
    with pytest.raises(Stale):
        deciding.open_request(waiting, by=desk, revision=waiting.revision)


def test_it_is_taken_back_before_a_decision(client, owner, organisation) -> None:
    waiting = submitted(organisation)
    client.force_login(owner)
    assert client.get(f"/en/partners/{waiting.pk}/recall/").status_code == 200
    assert PartnerRequest.objects.get().state == RequestState.SUBMITTED  # looking changes nothing
    client.post(f"/en/partners/{waiting.pk}/recall/", {"revision": 1})
    assert PartnerRequest.objects.get().state == RequestState.DRAFT
    assert client.post(f"/en/partners/{waiting.pk}/recall/", {"revision": 1}).status_code == 409


def test_its_people_close_it_with_its_outcome(client, owner, organisation, mailoutbox) -> None:
    mine = make_request(organisation)
    page = mine.get_absolute_url()
    assert client.get(page).status_code == 200
    client.force_login(owner)
    close = f"/en/partners/{mine.pk}/close/"
    assert client.post(close, {"revision": 1, "outcome": " "}).status_code == 400
    assert client.post(close, {"revision": 1, "outcome": "We found one."}).status_code == 302
    mine.refresh_from_db()
    assert (mine.state, mine.outcome) == (RequestState.CLOSED, "We found one.")
    assert client.get(page).status_code == 410
    again = client.post(close, {"revision": 1, "outcome": "Another outcome."})
    assert again.status_code == 409 and "Another outcome." in again.content.decode()
    assert mailoutbox == []


def test_the_desk_closes_it_with_a_reason_that_is_told(
    owner, desk, organisation, mailoutbox
) -> None:
    mine = make_request(organisation)
    closed = deciding.close_for_reason(mine, by=desk, reason="It names a third party.")
    assert closed.state == RequestState.CLOSED and closed.outcome == ""
    assert "> It names a third party." in mailoutbox[0].body


def test_only_the_desk_decides_and_only_its_people_act(owner, organisation) -> None:
    waiting, public = submitted(organisation), make_request(organisation)
    with pytest.raises(NotAllowed):
        deciding.open_request(waiting, by=owner)
    with pytest.raises(NotAllowed):
        deciding.close_for_reason(public, by=owner, reason="Because.")
    reader = make_member(organisation, MembershipRole.READER)
    for verb in (
        lambda: submitting.recall(waiting, by=reader),
        lambda: closing.close(public, by=reader, outcome="Mine."),
        lambda: renewing.renew(public, by=reader, deadline=public.deadline),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_a_letter_is_kept_with_its_decision_or_not_at_all(
    owner, desk, organisation, settings
) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    waiting = submitted(organisation)
    deciding.send_back(waiting, by=desk, comment="Shorter.")
    with pytest.raises(AlreadyDecided):
        deciding.send_back(waiting, by=desk, comment="Longer.")
    [message] = Message.objects.all()
    assert message.recipients == [owner.email] and b"Longer" not in bytes(message.mime)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_refused() -> None:
    organisation = make_organisation()
    make_member(organisation)
    waiting = submitted(organisation)
    first, second = make_user(Role.MEMBERSHIP_DESK), make_user(Role.MEMBERSHIP_DESK)
    answers = at_once(
        lambda: deciding.open_request(waiting, by=first),
        lambda: deciding.send_back(waiting, by=second, comment="Shorter."),
    )
    assert "faster" in one_refused(answers, AlreadyDecided)
    assert len(verbs_of(waiting)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_on_submit_at_once_one_is_told() -> None:
    organisation = make_organisation()
    owner = make_member(organisation)
    mine = make_request(organisation, state=RequestState.DRAFT)
    answers = at_once(*[lambda: submitting.submit(mine, by=owner)] * 2)
    assert "Submitted" in one_refused(answers, AlreadyDecided)
    assert verbs_of(mine) == [RequestVerb.SUBMITTED]
