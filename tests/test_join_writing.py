"""An application is written without an account, saved as it goes, and loses nothing typed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.limits.forms import TRAP
from members.models import JoinApplication
from tests.support.careful import careful
from tests.support.joining import JOIN, given, open_form, own_page, pdf, started

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_page_is_there_in_six_languages_and_is_never_kept(client: Client) -> None:
    for code in ("ar", "zh", "en", "fr", "ru", "es"):
        answer = client.get(f"/{code}/join/")
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_first_save_begins_a_draft_and_mails_its_link(client: Client, mailoutbox: Any) -> None:
    answer = client.post(JOIN, {**open_form(client), "first_email": "awa@river.example"})
    application = JoinApplication.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, own_page(application))
    [letter] = mailoutbox
    assert letter.to == ["awa@river.example"]
    link = re.search(r"http://127.0.0.1:8000(/en/join/\S+)", letter.body)
    assert link
    assert client.get(link[1]).status_code == 200


def test_no_word_of_the_writer_goes_to_an_address_before_the_desk_has_read_it(
    client: Client, mailoutbox: Any
) -> None:
    application = started(client, name="Buy at spam.example", first_name="Click here")
    again = given(name="Buy at spam.example", first_name="Click here")
    client.post(own_page(application), {**again, "revision": "2", "do": "send"})
    assert len(mailoutbox) == 2
    for letter in mailoutbox:
        assert "spam" not in letter.body + letter.subject
        assert "Click" not in letter.body


def test_what_is_valid_is_kept_and_what_is_not_is_shown_with_its_error(client: Client) -> None:
    wrong = given(website="not a site", founded="12", first_email="awa@", country="XX")
    answer = client.post(JOIN, {**open_form(client), **wrong, "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 400
    for typed in ('value="not a site"', 'value="12"', 'value="awa@"'):
        assert typed in page
    application = JoinApplication.objects.get()
    assert application.name == "House of the River"
    assert application.about == "We print books.\nAnd posters."
    assert [str(sector) for sector in application.sectors.all()] == ["Publishing"]
    assert (application.website, application.founded) == ("", None)
    assert f'action="{own_page(application)}"' in page, "the next save changes the same one"
    right = client.post(own_page(application), {**given(), "revision": "2"})
    assert right.status_code == 302
    application.refresh_from_db()
    assert (application.website, application.founded) == ("https://river.example/", 1999)


def test_the_trap_and_the_clock_turn_away_and_lose_no_word(client: Client) -> None:
    opened = open_form(client)
    for machine in ({TRAP: "x"}, careful(timedelta(0)), {"opened": "forged"}):
        answer = client.post(JOIN, {**opened, **given(), **machine})
        assert answer.status_code == 400
        assert "House of the River" in answer.content.decode()
    assert not JoinApplication.objects.exists()
    assert client.post(JOIN, {**opened, **given()}).status_code == 302


def test_files_that_no_browser_keeps_are_asked_for_again(client: Client) -> None:
    sent = {**open_form(client), **given(documents=[pdf()]), TRAP: "x"}
    assert "choose your documents once more" in client.post(JOIN, sent).content.decode()


def test_a_form_sent_five_times_begins_one_application(client: Client, mailoutbox: Any) -> None:
    sent = {**open_form(client), **given(), "do": "send"}
    answers = [client.post(JOIN, sent) for _ in range(5)]
    application = JoinApplication.objects.get()
    assert {answer["Location"] for answer in answers} == {own_page(application)}
    assert application.events.count() == len(mailoutbox) == 1


def test_a_key_that_we_did_not_make_opens_nobodys_draft(client: Client) -> None:
    application = started(client)
    forged = {**careful(), "form_key": application.form_key, "name": "Another"}
    client.post(JOIN, forged)
    application.refresh_from_db()
    assert application.name == "House of the River"
    assert JoinApplication.objects.count() == 2


def test_pauses_save_quietly_and_name_what_they_do_not_keep(
    client: Client, mailoutbox: Any
) -> None:
    application = started(client)
    mailoutbox.clear()
    typed = given(place="Dakar", founded="1", first_email="half@river.example")
    answer = client.post(own_page(application), {**typed, "revision": "2", "quiet": "1"})
    assert answer.json() == {"revision": 3, "not_kept": ["Founding year"]}
    application.refresh_from_db()
    assert (application.place, application.founded) == ("Dakar", 1999)
    assert not mailoutbox, "half an address may be somebody's"
    assert application.state == "draft"


def test_a_second_window_overwrites_nothing_unseen(client: Client) -> None:
    application = started(client)
    page = own_page(application)
    assert client.post(page, {**given(place="Dakar"), "revision": "2"}).status_code == 302
    stale = client.post(page, {**given(place="Thiès", seeks="A printer."), "revision": "2"})
    shown = stale.content.decode()
    assert stale.status_code == 409
    assert "Stored is: “Dakar”" in shown
    assert 'value="Thiès"' in shown
    assert "A printer." in shown
    application.refresh_from_db()
    assert application.place == "Dakar"
    again = client.post(page, {**given(place="Thiès"), "revision": "3"})
    assert again.status_code == 302
    application.refresh_from_db()
    assert application.place == "Thiès"


def test_the_same_save_sent_twice_is_no_conflict(client: Client) -> None:
    application = started(client)
    sent = {**given(place="Dakar"), "revision": "2"}
    assert [client.post(own_page(application), sent).status_code for _ in "ab"] == [302, 302]


def test_a_link_that_is_forged_opens_nothing(client: Client) -> None:
    application = started(client)
    page = own_page(application)
    assert client.get(page).status_code == 200
    token = page.split("/")[-2]
    payload, _, signature = token.partition(":")
    other = started(client, name="Another one")
    strange = [token[:-1], f"{payload}:{signature[::-1]}", "x", "a:b", "%00", token.swapcase()]
    strange.append(f"{own_page(other).split('/')[-2].partition(':')[0]}:{signature}")
    for each in strange:
        assert client.get(f"/en/join/{each}/").status_code == 404
    JoinApplication.objects.filter(pk=application.pk).update(link_nonce="another")
    assert client.get(page).status_code == 404


def test_the_applicants_pages_are_told_to_nobody(client: Client) -> None:
    answer = client.get(own_page(started(client)))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_get_changes_nothing(client: Client) -> None:
    application = started(client)
    before = JoinApplication.objects.values().get()
    for name in ("join_application", "join_claim"):
        client.get(own_page(application, name))
    assert client.get(own_page(application, "join_answer")).status_code == 405
    assert JoinApplication.objects.values().get() == before


def test_consent_can_be_taken_back_before_it_is_sent(client: Client) -> None:
    application = started(client)
    assert application.consented_at
    client.post(own_page(application), {**given(consent=None), "revision": "2"})
    application.refresh_from_db()
    assert application.consented_at is None


def test_too_many_from_one_address_are_told_and_lose_nothing(client: Client) -> None:
    for number in range(10):
        client.post(JOIN, {**open_form(client), **given(name=f"House {number}")})
    answer = client.post(JOIN, {**open_form(client), **given(name="House of the eleventh")})
    assert answer.status_code == 429
    assert "House of the eleventh" in answer.content.decode()
    assert JoinApplication.objects.count() == 10


@pytest.mark.parametrize("bad", ["\x00", "x" * 10_000, "\u202e\u200b", "' OR 1=1 --", "\ud7ff"])
def test_whatever_is_typed_is_no_fault(client: Client, bad: str) -> None:
    fields = [name for name in given() if name not in ("consent", "sectors")]
    wrong = {**dict.fromkeys(fields, bad), "revision": bad, "remove": bad, "do": bad}
    answer = client.post(JOIN, {**open_form(client), **wrong, "sectors": [bad, "999999999999"]})
    assert answer.status_code in (302, 400)
    page = own_page(started(client))
    assert client.post(page, {**wrong, "sectors": [bad]}).status_code in (302, 400, 409)


def test_the_link_is_sent_again_and_nobody_learns_whether_it_was(
    client: Client, mailoutbox: Any
) -> None:
    application = started(client)
    mailoutbox.clear()
    url = "/en/join/link/"
    answers = [
        client.post(url, {**careful(), "email": email})
        for email in ("stranger@river.example", "AWA@river.example")
    ]
    assert answers[0].content == answers[1].content
    [letter] = mailoutbox
    assert letter.to == ["awa@river.example"]
    assert own_page(application) in letter.body
    for _ in range(5):
        client.post(url, {**careful(), "email": "awa@river.example"})
    assert len(mailoutbox) < 5, "an address gets a few in a day"


def test_a_draft_says_when_it_was_saved_and_what_is_missing(client: Client) -> None:
    page = client.get(own_page(started(client, about="", second_email=None))).content.decode()
    assert "2 things are still missing" in page
    assert '<a href="#id_about">' in page
    assert timezone.localtime().strftime("%Y") in page
