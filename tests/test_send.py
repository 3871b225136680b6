"""Send: a statement to one colleague, once, with nothing kept of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.limits.models import Count
from messages.models import Statement
from messages.sending import passing_on
from tests.support.careful import careful
from tests.support.record import make_statement, make_translation, removed, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SENT = {"to": "bo@example.org", "name": "Ada Example", "note": "Worth reading.\nAll of it."}


@pytest.fixture
def statement() -> Statement:
    return make_statement("Message on the Day", published_on=date(2006, 1, 11), slug="the-day")


def page(language: str = "en") -> str:
    return f"/{language}/info/messages/2006/the-day/send/"


def send(client: Client, *, at: str = page(), **given: Any) -> Any:
    return client.post(at, {**careful(), **SENT, **given})


def test_the_statement_page_leads_to_the_form(client, statement) -> None:
    assert f'href="{page()}"' in client.get(statement.get_absolute_url()).text
    form = client.get(page())
    assert form.status_code == 200 and "Message on the Day" in form.text
    assert "no-store" in form["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in form.text


def test_one_letter_goes_out_with_what_was_promised(client, statement, mailoutbox) -> None:
    answer = send(client)
    assert answer.status_code == 302
    assert "The statement is on its way" in client.get(answer.url).text
    [letter] = mailoutbox
    assert letter.recipients() == ["bo@example.org"]
    assert not letter.reply_to and "Reply-To" not in letter.message()
    assert letter.subject == "A message for you: Message on the Day"
    for words in (
        "Ada Example sends you this message from the portal",
        "> Worth reading.\n> All of it.",
        "Message on the Day",
        "11 January 2006",
        "Culture is what we share.",
        f"http://127.0.0.1:8000/m/{statement.pk}/",
    ):
        assert words in letter.body


def test_nothing_is_kept_but_counts_that_name_nobody(client, statement) -> None:
    send(client)
    counts = list(Count.objects.values_list("key", "number"))
    assert len(counts) == len(passing_on.BY_SENDER) + len(passing_on.BY_RECIPIENT)
    assert all(len(key) == 64 and int(key, 16) and number == 1 for key, number in counts)


def test_the_letter_is_in_the_language_of_the_page(client, statement, mailoutbox) -> None:
    make_translation(statement, "ar", title="رسالة", body="<p>الثقافة هي ما نتقاسمه.</p>")
    send(client, at=page("ar"))
    [letter] = mailoutbox
    html, kind = letter.alternatives[0]
    assert kind == "text/html" and '<html lang="ar" dir="rtl">' in html
    assert "رسالة" in letter.body and "الثقافة هي ما نتقاسمه." in letter.body
    assert ">Worth reading.<br>All of it.</blockquote>" in html
    send(client, at=page("ru"))
    assert "Culture is what we share." in mailoutbox[1].body, "no text in Russian: the original"


def test_what_was_typed_is_text_in_the_letter(client, statement, mailoutbox) -> None:
    send(client, name="<b>Ada</b>", note="<script>alert(1)</script> & more")
    html = mailoutbox[0].alternatives[0][0]
    assert "<b>" not in html and "<script>" not in html
    assert "&lt;script&gt;" in html and "<script>alert(1)</script> & more" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"to": ""}, "Say where the statement should go."),
        ({"to": "nobody"}, "This is no e-mail address."),
        ({"to": "a@example.org, b@example.org"}, "This is no e-mail address."),
        ({"to": "a@example.org;b@example.org"}, "This is no e-mail address."),
        ({"to": '"a@example.org, b"@example.org'}, "This is no e-mail address."),
        ({"to": "a@example.org\r\nBcc: b@example.org"}, "This is no e-mail address."),
        ({"to": "a@example.org\nX: y"}, "This is no e-mail address."),
        ({"to": f"a@{'ä' * 60}.example"}, "This is no e-mail address."),
        ({"to": "a@\u2024example.org"}, "This is no e-mail address."),
        ({"to": "a@[127.0.0.1]"}, "This is no e-mail address."),
        ({"to": "a" * 10_000 + "@example.org"}, "at most 254 characters"),
        ({"to": "a\0@example.org"}, "Null characters are not allowed."),
        ({"name": ""}, "Tell your colleague who you are."),
        ({"name": "\u202e\u200b"}, "Tell your colleague who you are."),
        ({"name": "Win at www.example.org"}, "Leave addresses of pages"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"note": "See https://spam.example"}, "Leave addresses of pages"),
        ({"note": "See spam.example/now"}, "Leave addresses of pages"),
        ({"note": "See SPAM．com"}, "Leave addresses of pages"),
        ({"note": "See sp\u200dam.c\u200dom"}, "Leave addresses of pages"),
        ({"note": "Write to me@spam"}, "Leave addresses of pages"),
        ({"note": "x" * 501}, "at most 500 characters"),
        ({"note": "x" * 10_000}, "at most 500 characters"),
        ({"note": "nul \0"}, "Null characters are not allowed."),
        ({"subject_line": "buy"}, "fill"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    client, statement, mailoutbox, given, told
) -> None:
    answer = send(client, **given)
    assert answer.status_code == 400
    assert told in answer.text
    for name, typed in SENT.items():
        if name not in given:
            assert typed.splitlines()[0] in answer.text
    assert not mailoutbox and not Count.objects.exists()


def test_line_breaks_in_a_name_become_no_header(client, statement, mailoutbox) -> None:
    send(client, name="Ada\r\nBcc: eve at example")
    [letter] = mailoutbox
    assert letter.recipients() == ["bo@example.org"]
    assert "Bcc" not in letter.message()
    assert "Ada Bcc: eve at example sends you" in letter.body


@pytest.mark.parametrize(
    "note", ["See A/RES/58/220, p. 3.", "e.g. the U.N. at 10.30", "т.е. и т.д.", "很好。请读。"]
)
def test_ordinary_notes_pass(client, statement, mailoutbox, note) -> None:
    assert send(client, note=note).status_code == 302
    assert f"> {note}" in mailoutbox[0].body


def test_a_sender_sends_so_many_letters(client, statement, mailoutbox, time_machine) -> None:
    time_machine.move_to(datetime.now(UTC).replace(minute=0))
    hour = passing_on.BY_SENDER[0].most
    for number in range(hour):
        assert send(client, to=f"n{number}@example.org").status_code == 302
    refused = send(client, to="one-more@example.org")
    assert refused.status_code == 429
    assert "Too many letters" in refused.text and "Worth reading." in refused.text
    assert len(mailoutbox) == hour
    assert send(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    assert send(client, to="one-more@example.org").status_code == 302


def test_nobody_is_flooded_and_the_answer_tells_no_more_than_of_a_busy_sender(
    client, statement, mailoutbox
) -> None:
    hour = passing_on.BY_RECIPIENT[0].most
    for number in range(hour):
        assert send(Client(REMOTE_ADDR=f"192.0.2.{number}")).status_code == 302
    flooded = send(Client(REMOTE_ADDR="192.0.2.99"), to="BO@ｅxample.org")  # the same mailbox
    assert flooded.status_code == 429 and len(mailoutbox) == hour
    for number in range(passing_on.BY_SENDER[0].most):
        send(client, to=f"n{number}@example.org")
    busy = send(client, to="new@example.org")
    told = [text.text.split('role="alert"')[1].split("</ul>")[0] for text in (flooded, busy)]
    assert told[0] == told[1]


def test_a_withdrawn_statement_is_sent_with_its_notice(client, statement, mailoutbox) -> None:
    withdrawn(statement, "It quoted a wrong figure.")
    assert "It quoted a wrong figure." in client.get(page()).text
    send(client)
    assert "This text was withdrawn on" in mailoutbox[0].body
    assert "> It quoted a wrong figure." in mailoutbox[0].body


def test_a_removed_statement_is_gone(client, statement, mailoutbox) -> None:
    removed(statement)
    assert client.get(page()).status_code == 410
    assert send(client).status_code == 410
    assert not mailoutbox


def test_what_is_not_public_is_not_sent(client, mailoutbox) -> None:
    assert client.get(page()).status_code == send(client).status_code == 404
    assert not mailoutbox


def test_the_form_needs_its_token_against_forgery(statement, mailoutbox) -> None:
    assert send(Client(enforce_csrf_checks=True)).status_code == 403
    assert not mailoutbox
