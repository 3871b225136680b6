"""Nothing that is typed is lost: saved in pauses, after the sign-in ran out, with an old token."""

from html import unescape
from re import findall

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cultural_alliance.accounts import sessions
from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, limiting, publishing
from cultural_alliance.editions.models import Address, Edition, Event, Verb

from .support.cast import make_user, publisher, writer
from .support.desk import page_of, words
from .support.record import approved, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATE = "<p>A late thought.</p>"


def beside(edition: Edition) -> str:
    return reverse("admin:editions_edition_autosave", args=[edition.pk])


@pytest.fixture
def author() -> User:
    return writer(name="Ana")


@pytest.fixture
def draft(author: User) -> Edition:
    return make_draft(by=author)


@pytest.fixture
def desk(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def body_of(edition: Edition) -> str:
    edition.refresh_from_db()
    return edition.body


# In pauses


def test_a_pause_saves_the_words_and_leaves_no_event_address_or_edition(
    desk: Client, draft: Edition
) -> None:
    def record() -> tuple[int, int, int]:
        return Event.objects.count(), Address.objects.count(), Edition.objects.count()

    before = record()
    answer = desk.post(beside(draft), words(draft, body=LATE))
    assert answer.status_code == 200
    assert body_of(draft) == LATE
    assert answer.json()["fields"]["revision"] == draft.revision
    assert record() == before
    assert (draft.number, draft.digest, draft.document.path) == (None, "", "")
    desk.post(beside(draft), words(draft, title="By Ctrl+S", asked="yes"))  # the control
    assert record() == (before[0] + 1, *before[1:])


def test_whoever_was_saved_in_a_pause_wrote_at_the_text_and_cannot_approve_it(
    client: Client, draft: Edition
) -> None:
    chief = publisher()
    assert not draft.contributions.filter(person=chief).exists()
    client.force_login(chief)
    client.post(beside(draft), words(draft, body=LATE))
    assert draft.contributions.filter(person=chief).exists()


def test_pauses_follow_each_other_without_a_conflict(desk: Client, draft: Edition) -> None:
    sent = words(draft)
    for number in range(3):
        sent |= {"body": f"<p>{number}</p>"}
        sent |= desk.post(beside(draft), sent).json()["fields"]
    assert body_of(draft) == "<p>2</p>"


@pytest.mark.parametrize(
    ("title", "told"), [("", "Give the text a title."), ("x" * 301, "at most 300 characters")]
)
def test_a_title_that_cannot_be_kept_holds_nothing_else_back(
    desk: Client, draft: Edition, title: str, told: str
) -> None:
    before = draft.title
    answer = desk.post(beside(draft), words(draft, title=title, body=LATE)).json()
    assert body_of(draft) == LATE
    assert draft.title == before
    assert told in " ".join(answer["waits"])


def test_the_words_of_somebody_who_saved_meanwhile_are_not_written_over(
    desk: Client, draft: Edition
) -> None:
    sent = words(draft, body=LATE)
    drafting.save_draft(draft, by=writer(), revision=draft.revision, body="<p>Theirs.</p>")
    answer = desk.post(beside(draft), sent)
    assert (answer.status_code, answer.json()["stale"]) == (409, True)
    assert "Somebody else saved this text" in answer.json()["told"]
    assert body_of(draft) == "<p>Theirs.</p>"
    conflict = desk.post(page_of(draft), sent).content.decode()  # what “See both texts” sends
    assert "A late thought." in conflict and "Theirs." in conflict


def test_a_save_whose_answer_was_lost_is_known_again(desk: Client, draft: Edition) -> None:
    sent = words(draft, body=LATE)
    first, second = (desk.post(beside(draft), sent) for _ in range(2))
    assert second.json()["fields"] == first.json()["fields"]


@pytest.mark.parametrize("fate", ["submitted", "deleted", "limited to others"])
def test_a_text_that_is_no_draft_of_mine_any_more_is_refused_in_a_sentence(
    desk: Client, draft: Edition, author: User, fate: str
) -> None:
    sent, url, revision = words(draft, body=LATE), beside(draft), draft.revision
    if fate == "submitted":
        publishing.submit(draft, by=author, revision=revision)
    elif fate == "deleted":
        drafting.delete_unpublished(draft, by=author)
    else:
        other = writer()
        limiting.limit(draft, by=other, readers=[other])
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    assert answer.json()["told"].endswith((".", "?"))
    assert not Edition.objects.filter(body__contains="late thought").exists()


def test_a_public_text_is_not_altered_in_a_pause(desk: Client) -> None:
    edition = approved(make_draft())
    assert desk.post(beside(edition), words(edition, body=LATE)).status_code == 409
    assert body_of(edition) != LATE


@pytest.mark.parametrize("revision", ["", "x"])
def test_a_save_that_does_not_say_over_what_is_refused(
    desk: Client, draft: Edition, revision: str
) -> None:
    answer = desk.post(beside(draft), words(draft, body=LATE, revision=revision))
    assert answer.status_code == 422
    assert body_of(draft) != LATE


def test_of_hostile_html_no_script_survives_a_pause(desk: Client, draft: Edition) -> None:
    hostile = "<p onclick=alert(1)>Peace<script>alert(1)</script></p>"
    desk.post(beside(draft), words(draft, body=hostile))
    assert body_of(draft) == "<p>Peace</p>"


# When the sign-in has run out


def test_who_is_signed_in_is_told_to_them_alone(client: Client, draft: Edition) -> None:
    assert client.get(beside(draft)).status_code == 302
    client.force_login(make_user())
    assert client.get(beside(draft)).status_code == 302
    person = writer()
    client.force_login(person)
    answer = client.get(beside(draft)).json()
    assert (answer["person"], answer["name"]) == (person.pk, person.name)
    assert answer["token"]


def typed_in(page: str) -> dict[str, str]:
    """What the form of a page would send."""
    hidden = findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    areas = findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', page.replace("\r", ""))
    return {name: unescape(value) for name, value in [*hidden, *areas]}


def test_words_that_are_sent_signed_out_come_back_on_the_page_and_are_saved_from_it(
    draft: Edition, author: User
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(author)
    token = browser.get(beside(draft)).json()["token"]
    late = {"body": "<p>“Late” & <em>kept</em></p>", "then": "submit"}
    sent = words(draft, csrfmiddlewaretoken=token, **late)
    sessions.end(author)
    answer = browser.post(page_of(draft), sent)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You are no longer signed in" in page
    assert "no-store" in answer["Cache-Control"]
    assert draft.saved_by and draft.saved_by.name not in page
    assert typed_in(page)["then"] == "submit"

    # In another window, which makes the token of the first page too old: its button asks again.
    browser.force_login(author)
    browser.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    again = browser.post(page_of(draft), typed_in(page))
    page = again.content.decode()
    assert again.status_code == 403
    assert "You are signed in again" in page
    answer = browser.post(page_of(draft), typed_in(page))
    assert answer["Location"].endswith("/submit/")
    assert body_of(draft) == "<p>“Late” &amp; <em>kept</em></p>"


def test_a_page_for_the_signed_out_tells_nothing_of_the_text_itself(
    client: Client, draft: Edition
) -> None:
    client.force_login(make_user())  # signed in, and not at the desk
    for person in ("a member", "a stranger"):
        page = client.post(page_of(draft), {"body": LATE}).content.decode()
        assert "A late thought." in page, person
        assert draft.title not in page and "Culture is what we share" not in page
        client.logout()
    assert client.get(page_of(draft)).status_code == 302


def test_no_token_and_no_cookie_lose_no_words_either(draft: Edition, author: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(author)
    answer = browser.post(page_of(draft), words(draft, body=LATE))
    assert (answer.status_code, "A late thought." in answer.content.decode()) == (403, True)
    assert body_of(draft) != LATE


def test_what_another_site_sends_is_not_shown_to_be_saved(draft: Edition, author: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(author)
    sent = words(draft, body=LATE)
    answer = browser.post(page_of(draft), sent, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert b"A late thought." not in answer.content


def test_other_forms_with_an_old_token_are_answered_as_ever(author: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("account_login"), {"login": "words"})
    assert answer.status_code == 403
    assert b"This form has been open too long" in answer.content


def test_saving_by_the_button_leaves_its_event(desk: Client, draft: Edition) -> None:
    desk.post(page_of(draft), words(draft, body=LATE))
    assert Event.objects.filter(edition=draft.pk, verb=Verb.SAVED).exists()
