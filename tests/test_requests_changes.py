"""A change after opening shows at once, and waits with its difference until the desk has looked."""

from typing import Any

import pytest

from cultural_alliance import search
from cultural_alliance.accounts.roles import Role
from members.models import MembershipRole, PartnerRequest, RequestEvent, RequestState, RequestVerb
from members.requests import deciding
from members.requests.panels import changed_panel, submitted_panel
from members.requests.refusals import AlreadyDecided
from tests.support.cast import make_user
from tests.support.members import make_member, make_organisation, make_request
from tests.support.requests import edit_url, typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
QUEUE = "/admin/members/partnerrequest/changed/"
LIST = "/admin/members/partnerrequest/"


@pytest.fixture
def opened() -> PartnerRequest:
    return make_request(make_organisation("River House"))


@pytest.fixture
def editor(opened, client):
    person = make_member(opened.organisation, MembershipRole.EDITOR, name="Edi Editor")
    client.force_login(person)
    return person


@pytest.fixture
def desk(django_user_model, settings):
    return make_user(Role.MEMBERSHIP_DESK, name="Dana Desk")


def changes(request: PartnerRequest) -> list[RequestEvent]:
    return list(request.events.filter(verb=RequestVerb.CHANGED))


def test_a_change_shows_at_once_and_is_kept_with_its_difference(client, editor, opened) -> None:
    sent = typed(
        client,
        opened,
        title="A partner for two festivals",
        sectors=["music", "publishing"],
        need_funding=None,
        need_rights="on",
        need_rights_sentence="For the songs.",
        offer_venue_sentence="Now with a roof.",
    )
    assert client.post(edit_url(opened), sent).status_code == 302
    page = client.get(opened.get_absolute_url()).content.decode()
    assert "A partner for two festivals" in page and "For the songs." in page
    [change] = changes(opened)
    assert change.by == editor and change.looked_at is None
    assert change.difference == {
        "title.en": ["A partner for a travelling festival", "A partner for two festivals"],
        "sectors": [["music"], ["music", "publishing"]],
        "need.funding": [{"en": "About funding."}, None],
        "need.rights": [None, {"en": "For the songs."}],
        "offer.venue": [{"en": "About venue."}, {"en": "Now with a roof."}],
    }


def test_an_unchanged_save_writes_nothing(client, editor, opened) -> None:
    sent = typed(client, opened)
    sent["description"] = sent["description"].replace("\n", "\r\n") + "\r\n"
    assert client.post(edit_url(opened), sent).status_code == 302
    assert changes(opened) == []
    opened.refresh_from_db()
    assert opened.revision == sent["revision"]


def test_another_language_is_a_change_too(client, editor, opened) -> None:
    sent = typed(client, opened, "fr", title="Un partenaire", offer_venue_sentence="Une scène.")
    client.post(edit_url(opened, "fr"), sent)
    [change] = changes(opened)
    assert change.difference == {
        "title.fr": [None, "Un partenaire"],
        "offer.venue": [
            {"en": "About venue."},
            {"en": "About venue.", "fr": "Une scène."},
        ],
    }
    assert (
        "Un partenaire" in client.get(f"/fr/partners/{opened.pk}-{opened.slug}/").content.decode()
    )


def test_what_is_open_stays_complete_and_right(client, editor, opened) -> None:
    for wrong in (
        {"title": ""},
        {"sectors": []},
        {"deadline": "2001-01-01"},
        {"summary": "x" * 400},
    ):
        answer = client.post(edit_url(opened), typed(client, opened, **wrong))
        assert answer.status_code == 400
    assert changes(opened) == []
    assert opened.texts.get().title == "A partner for a travelling festival"


def test_search_knows_of_each_change_of_what_is_public(client, editor, opened, desk) -> None:
    def is_found() -> bool:
        found = search.matching("request", "Zanzibar")
        return PartnerRequest.objects.public().filter(pk__in=found).exists()

    assert not is_found()
    client.post(edit_url(opened), typed(client, opened, title="Zanzibar festival"))
    assert is_found()
    deciding.close_for_reason(opened, by=desk, reason="A test.")
    assert not is_found()


def test_the_desk_sees_each_change_before_and_after(client, editor, opened, desk) -> None:
    sent = typed(client, opened, title="A partner for two festivals", partner_kinds=["public"])
    client.post(edit_url(opened), sent)
    [change] = changes(opened)
    client.force_login(desk)
    queue = client.get(QUEUE).content.decode()
    assert "River House" in queue and "Title (English)" in queue and "Edi Editor" in queue
    page = client.get(f"{QUEUE}{change.pk}/").content.decode()
    assert "<del>" in page and "<ins>" in page  # told by more than colour
    assert "deleted:" in page and "inserted:" in page
    assert "Public sector" in page
    change.refresh_from_db()
    assert change.looked_at is None  # looking at the page is not yet to have looked


def test_a_change_leaves_the_queue_once_and_one_is_told_who_was_faster(
    client, editor, opened, desk, rf
) -> None:
    client.post(edit_url(opened), typed(client, opened, title="Another title"))
    [change] = changes(opened)
    client.force_login(desk)
    assert client.post(f"{QUEUE}{change.pk}/").status_code == 302
    change.refresh_from_db()
    assert change.looked_by == desk
    assert "No change waits" in client.get(QUEUE).content.decode()
    answer = client.post(f"{QUEUE}{change.pk}/")
    assert answer.status_code == 409 and "Dana Desk" in answer.content.decode()
    with pytest.raises(AlreadyDecided):
        deciding.look_at(change, by=desk)


def asked_by(person: Any, rf: Any) -> Any:
    request = rf.get("/admin/")
    request.user = person
    return request


def test_the_desks_panels_have_a_number_and_the_oldest(client, editor, opened, desk, rf) -> None:
    for title in ("First", "Second"):
        client.post(edit_url(opened), typed(client, opened, title=title))
    waiting = make_request(opened.organisation, state=RequestState.SUBMITTED)
    PartnerRequest.objects.filter(pk=waiting.pk).update(submitted_at=opened.created_at)
    panel = changed_panel(asked_by(desk, rf))
    assert (panel.number, len(panel.rows), panel.oldest) == (2, 2, changes(opened)[0].at)
    panel = submitted_panel(asked_by(desk, rf))
    assert (panel.number, panel.oldest) == (1, opened.created_at)
    for stranger in (editor, make_user(Role.PUBLISHER)):
        assert (
            changed_panel(asked_by(stranger, rf)) is submitted_panel(asked_by(stranger, rf)) is None
        )


def test_the_desks_list_shows_what_waits_and_what_it_lacks(client, opened, desk) -> None:
    waiting = make_request(opened.organisation, state=RequestState.SUBMITTED, title="It waits")
    waiting.sectors.clear()
    draft = make_request(make_organisation("Hill House"), state=RequestState.DRAFT, title="A draft")
    client.force_login(desk)
    page = client.get(LIST).content.decode()
    assert "It waits" in page and "Choose at least one sector." in page and "A draft" not in page
    for query, shown in {
        "?standing=all": {"It waits", "A draft", "A partner for"},
        "?standing=opened": {"A partner for"},
        "?q=hill": {"A draft"},
        f"?organisation__id__exact={draft.organisation_id}": {"A draft"},
        "?direction__exact=both&standing=waiting": {"It waits"},
        "?expiring=60": {"A partner for"},
        "?expiring=14&standing=all": set(),
        "?standing=changed": set(),
    }.items():
        page = client.get(LIST + query).content.decode()
        assert {word for word in ("It waits", "A draft", "A partner for") if word in page} == shown


def test_the_desk_opens_returns_and_closes_on_pages_that_ask_first(
    client, opened, desk, mailoutbox
) -> None:
    make_member(opened.organisation)
    waiting = make_request(opened.organisation, state=RequestState.SUBMITTED)
    second = make_request(opened.organisation, state=RequestState.SUBMITTED)
    client.force_login(desk)
    page = client.get(f"{LIST}{waiting.pk}/change/").content.decode()
    assert "The festival goes from town to town." in page and "About venue." in page
    assert client.get(f"{LIST}{waiting.pk}/open/").status_code == 200
    assert mailoutbox == []
    assert client.post(f"{LIST}{waiting.pk}/open/", {"revision": 1}).status_code == 302
    again = client.post(f"{LIST}{waiting.pk}/return/", {"revision": 1, "comment": "Too late"})
    assert again.status_code == 409
    assert "Opened by Dana Desk" in again.content.decode() and "Too late" in again.content.decode()
    assert client.post(f"{LIST}{second.pk}/return/", {"revision": 1}).status_code == 422
    comment = {"revision": 1, "comment": "Shorter."}
    assert client.post(f"{LIST}{second.pk}/return/", comment).status_code == 302
    reason = {"revision": 1, "reason": "It names a third party."}
    assert client.post(f"{LIST}{opened.pk}/close/", reason).status_code == 302
    states = [PartnerRequest.objects.get(pk=each.pk).state for each in (waiting, second, opened)]
    assert states == [RequestState.OPENED, RequestState.RETURNED, RequestState.CLOSED]
    assert len(mailoutbox) == 3


def test_the_desks_pages_are_the_desks_alone(client, opened) -> None:
    pages = [LIST, QUEUE, f"{LIST}{opened.pk}/change/", f"{LIST}{opened.pk}/close/"]
    client.force_login(make_user(Role.PUBLISHER))
    assert {client.get(page).status_code for page in pages} == {403}


@pytest.mark.parametrize("page", [f"{LIST}?standing=all", QUEUE])
@pytest.mark.once
def test_the_desks_lists_cost_as_much_for_one_as_for_many(
    client, opened, desk, page, django_assert_max_num_queries
) -> None:
    def one_more() -> None:
        request = make_request(make_organisation(), state=RequestState.SUBMITTED)
        request.events.create(
            verb=RequestVerb.CHANGED,
            difference={
                "title.en": ["a", "b"],
                "sectors": [["music"], []],
                "need.venue": [None, {}],
            },
        )

    def cost() -> int:
        with django_assert_max_num_queries(100) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    client.force_login(desk)
    one_more()
    cost()
    with_one = cost()
    for _number in range(12):
        one_more()
    assert cost() == with_one
