"""A partner request is written: begun, saved however incomplete, and no word of it lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import MembershipRole, PartnerRequest, RequestState, RequestVerb
from members.requests import drafting
from tests.support.cast import make_user
from tests.support.members import make_member, make_organisation, make_request
from tests.support.requests import edit_url, typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def organisation():
    return make_organisation(working_languages=["en", "fr"])


@pytest.fixture
def editor(organisation, client):
    person = make_member(organisation, MembershipRole.EDITOR)
    client.force_login(person)
    return person


def draft(organisation: Any, **about: Any) -> PartnerRequest:
    return make_request(organisation, state=RequestState.DRAFT, **about)


def test_a_draft_is_begun_in_a_language_and_a_second_click_begins_no_second(
    client, editor, organisation
) -> None:
    assert client.get("/en/partners/new/").status_code == 200
    assert not PartnerRequest.objects.exists()
    for _click in range(2):
        answer = client.post(
            "/en/partners/new/", {"organisation": organisation.pk, "language": "fr"}
        )
    made = PartnerRequest.objects.get()
    assert answer.url == f"/en/partners/{made.pk}/edit/"
    assert (made.author, made.first_language, made.state) == (editor, "fr", RequestState.DRAFT)
    assert made.working_languages == ["en", "fr"]


def test_of_several_organisations_one_chooses_and_never_a_strangers(
    client, editor, organisation
) -> None:
    second, foreign = make_organisation("A second house"), make_organisation("A stranger’s")
    second.memberships.create(person=editor, role=MembershipRole.OWNER)
    reader_there = make_organisation("Only to read")
    reader_there.memberships.create(person=editor, role=MembershipRole.READER)
    shown = client.get("/en/partners/new/").content.decode()
    assert "A second house" in shown and "Only to read" not in shown
    for other in (foreign, reader_there):
        answer = client.post("/en/partners/new/", {"organisation": other.pk, "language": "en"})
        assert answer.status_code == 400
    client.post("/en/partners/new/", {"organisation": second.pk, "language": "en"})
    assert PartnerRequest.objects.get().organisation == second


def test_a_draft_may_be_as_incomplete_as_one_likes(client, editor, organisation) -> None:
    mine = draft(organisation, title="", summary="", description="", direction="")
    sent = typed(client, mine, title="Only a title")
    assert client.post(edit_url(mine), sent).status_code == 302
    assert mine.texts.get().title == "Only a title"


def test_everything_that_is_typed_is_saved_and_shown_again(client, editor, organisation) -> None:
    mine = drafting.start(organisation, by=editor)
    day = (timezone.localdate() + timedelta(days=90)).isoformat()
    sent = typed(
        client,
        mine,
        direction="both",
        title="A fair in the harbour",
        summary="Books by the water.",
        description="First.\r\n\r\nSecond.",
        sectors=["publishing"],
        regions=["africa"],
        countries=["FR", "SN"],
        partner_kinds=["public"],
        working_languages=["fr", "ar"],
        starts_on="2027-03-01",
        ends_on="2027-04-01",
        deadline=day,
        need_funding="on",
        need_funding_sentence="For the boats.",
        offer_venue="on",
        offer_venue_sentence="Three quays.",
    )
    assert client.post(edit_url(mine), sent).status_code == 302
    again = typed(client, mine)
    assert again.pop("revision") == mine.revision + 1
    sent["description"] = "First.\n\nSecond."
    sent["working_languages"] = ["ar", "fr"]
    shown = {name: str(value) for name, value in again.items()}
    wanted = {name: str(value) for name, value in sent.items() if name != "revision"}
    assert shown == wanted


def test_each_language_has_its_own_words_and_sentences(client, editor, organisation) -> None:
    mine = draft(organisation)
    sent = typed(client, mine, "ar", title="عنوان", need_funding_sentence="للقوارب")
    answer = client.post(edit_url(mine, "ar"), {**sent, "go": "fr"})
    assert answer.url.endswith("?language=fr")
    assert {text.language: text.title for text in mine.texts.all()} == {
        "en": "A partner for a travelling festival",
        "ar": "عنوان",
    }
    assert mine.lines.get(side="need").sentences == {"en": "About funding.", "ar": "للقوارب"}
    shown = client.get(edit_url(mine, "ar")).content.decode()
    assert re.search(r'<input[^>]*name="title"[^>]*lang="ar"[^>]*dir="rtl"', shown)


def test_a_text_that_is_emptied_is_gone(client, editor, organisation) -> None:
    mine = draft(organisation)
    mine.texts.create(language="fr", title="Un titre")
    client.post(edit_url(mine, "fr"), typed(client, mine, "fr", title=""))
    assert [text.language for text in mine.texts.all()] == ["en"]


def test_what_is_wrong_is_kept_as_typed_and_all_else_is_saved(client, editor, organisation) -> None:
    mine = draft(organisation)
    sent = typed(client, mine, title="A new title", deadline="2001-01-01", summary="x" * 400)
    answer = client.post(edit_url(mine), sent)
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "2001-01-01" in shown and "x" * 400 in shown and "Everything else was saved." in shown
    text = mine.texts.get()
    assert text.title == "A new title" and text.summary == "We look for somebody to travel with."
    again = {**sent, "deadline": "", "summary": "", "revision": answer.context["own"].revision}
    assert client.post(edit_url(mine), again).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "nul\x00byte"},
        {"description": "x" * 10_000},
        {"direction": "sideways"},
        {"sectors": ["music", "astrology"]},
        {"countries": ["XX"]},
        {"working_languages": ["la"]},
        {"deadline": "tomorrow"},
        {"deadline": "2300-01-01"},
        {"starts_on": "2027-05-01", "ends_on": "2027-04-01"},
        {"need_rights_sentence": "A sentence beside an empty box."},
        {"first_language": "la"},
        {"revision": "many"},
    ],
)
def test_bad_input_is_told_in_the_form(client, editor, organisation, wrong: dict) -> None:
    mine = draft(organisation)
    answer = client.post(edit_url(mine), typed(client, mine, **wrong))
    assert answer.status_code in (400, 409)
    assert answer.context["form"].errors
    for value in wrong.values():
        if isinstance(value, str) and "\x00" not in value:
            assert value in answer.content.decode()


def test_a_resource_is_taken_away_with_its_tick(client, editor, organisation) -> None:
    mine = draft(organisation)
    sent = typed(client, mine, need_funding=None)
    assert sent["need_funding_sentence"] == "About funding."
    assert client.post(edit_url(mine), sent).status_code == 302
    assert [line.side for line in mine.lines.all()] == ["offer"]


def test_of_two_colleagues_the_second_loses_no_word(client, editor, organisation) -> None:
    mine = draft(organisation)
    sent = typed(client, mine, title="Mine", summary="Same")
    colleague = Client()
    colleague.force_login(make_member(organisation))
    theirs = typed(colleague, mine, title="Theirs", summary="Same")
    assert colleague.post(edit_url(mine), theirs).status_code == 302

    answer = client.post(edit_url(mine), sent)
    assert answer.status_code == 409
    [conflict] = answer.context["conflicts"]
    assert (conflict.label, conflict.old, conflict.new) == ("Title (English)", "Theirs", "Mine")
    assert answer.context["form"]["title"].value() == "Mine"
    assert mine.texts.get().title == "Theirs"
    sent["revision"] = answer.context["form"]["revision"].value()
    assert client.post(edit_url(mine), sent).status_code == 302
    assert mine.texts.get().title == "Mine"


def test_what_the_desk_reads_is_not_changed_and_what_was_typed_stays(
    client, editor, organisation
) -> None:
    mine = draft(organisation)
    sent = typed(client, mine, title="Typed too late")
    PartnerRequest.objects.filter(pk=mine.pk).update(state=RequestState.SUBMITTED)
    answer = client.post(edit_url(mine), sent)
    assert answer.status_code == 409 and "Typed too late" in answer.content.decode()
    assert mine.texts.get().title != "Typed too late"
    assert client.get(edit_url(mine)).status_code == 302


def test_a_draft_is_private_to_those_who_write_for_its_organisation(client, organisation) -> None:
    mine = draft(organisation)
    pages = [
        reverse(f"members:request_{name}", args=[mine.pk])
        for name in ("edit", "preview", "submit", "recall", "renew", "close", "delete")
    ]
    for page in pages:
        assert client.get(page).status_code == 302  # to sign in, whether or not there is one
        assert client.get(page.replace(str(mine.pk), "999999")).status_code == 302
    client.force_login(make_member(make_organisation()))
    assert {client.get(page).status_code for page in pages} == {404}
    assert {client.post(page).status_code for page in pages} <= {404, 405}
    client.force_login(make_member(organisation, MembershipRole.READER))
    statuses = {page: client.get(page).status_code for page in pages}
    assert statuses.pop(pages[1]) == 200
    assert set(statuses.values()) == {403}


def test_a_removed_colleagues_open_tab_saves_nothing(client, editor, organisation) -> None:
    mine = draft(organisation)
    sent = typed(client, mine, title="From an open tab")
    editor.memberships.all().delete()
    assert client.post(edit_url(mine), sent).status_code == 404
    with pytest.raises(Http404):
        drafting.delete_draft(mine, by=editor)
    assert mine.texts.get().title != "From an open tab"


def test_who_belongs_to_no_member_is_told_how_to_join(client) -> None:
    client.force_login(make_user())
    for page in ("/en/partners/new/", "/en/partners/mine/"):
        answer = client.get(page)
        assert answer.status_code == 403 and "/en/join/" in answer.content.decode()


def test_a_draft_is_thrown_away_but_nothing_that_was_public(client, editor, organisation) -> None:
    mine, public = draft(organisation), make_request(organisation)
    revision = {"revision": 1}
    assert client.post(f"/en/partners/{mine.pk}/delete/", revision).status_code == 302
    assert client.post(f"/en/partners/{public.pk}/delete/", revision).status_code == 409
    assert list(PartnerRequest.objects.all()) == [public]


def test_the_preview_shows_the_draft_as_its_page_will(client, editor, organisation) -> None:
    mine = draft(organisation)
    shown = client.get(f"/en/partners/{mine.pk}/preview/")
    page = shown.content.decode()
    assert "A partner for a travelling festival" in page and "About funding." in page
    assert "noindex" in page and "no-store" in shown.headers["Cache-Control"]


@pytest.mark.once
def test_my_requests_cost_as_much_for_one_as_for_fifty(
    client, editor, organisation, django_assert_max_num_queries
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(100) as queries:
            assert client.get("/en/partners/mine/").status_code == 200
        return len(queries)

    states = list(RequestState)
    make_request(organisation, state=states[0])
    client.get("/en/partners/mine/")
    with_one = cost()
    for number in range(15):
        mine = make_request(organisation, state=states[number % len(states)])
        mine.events.create(verb=RequestVerb.RETURNED, comment="Shorter, please.")
    assert cost() == with_one
    assert "Shorter, please." in client.get("/en/partners/mine/").content.decode()
