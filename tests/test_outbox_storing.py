"""Mail is stored with the change that caused it: once, whole, and never with a smuggled header."""

import threading
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.db import connection, transaction
from django.test import Client

from cultural_alliance import languages, letters, outbox
from cultural_alliance.accounts.models import User
from cultural_alliance.outbox.models import Message
from tests.support.cast import make_user

FRENCH = languages.get("fr")


@pytest.fixture(autouse=True)
def _stores(settings: Any, db: None) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"


def letter(to: str = "rania@example.org", **more: Any) -> letters.Letter:
    return letters.compose("A subject", "Words.", to=to, language=FRENCH, **more)


def read(message: Message) -> Any:
    return message_from_bytes(bytes(message.mime), policy=policy.default)


def test_a_change_that_is_undone_stores_no_mail() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        make_user(email="undone@example.org")
        letter().send()
        assert Message.objects.exists()
        raise RuntimeError
    assert not Message.objects.exists()
    with transaction.atomic():
        make_user(email="done@example.org")
        letter().send()
    assert Message.objects.count() == 1


def test_what_is_stored_is_the_finished_mail() -> None:
    letter().send()
    [message] = Message.objects.all()
    assert (message.subject, message.recipients) == ("A subject", ["rania@example.org"])
    mail = read(message)
    assert mail["Message-ID"] == message.message_id
    assert message.message_id.endswith("@127.0.0.1>"), "it names this machine"
    assert mail["Date"]
    assert mail["Content-Language"] == "fr"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_djangos_own_mail_is_stored_as_well_and_a_blind_copy_stays_blind() -> None:
    send_mail("Plain", "Words", None, ["a@example.org"])
    EmailMessage("Copies", "Words", to=["a@example.org"], bcc=["b@example.org"]).send()
    EmailMessage("To nobody", "Words").send()
    plain, copies = Message.objects.order_by("pk")
    assert plain.recipients == ["a@example.org"]
    assert copies.recipients == ["a@example.org", "b@example.org"]
    assert b"b@example.org" not in bytes(copies.mime)


def test_a_letter_under_one_key_is_stored_once_and_the_transaction_goes_on() -> None:
    key = outbox.once("request 7 expires on 2026-01-31")
    with transaction.atomic():
        letter(headers={"Message-ID": key}).send()
        letter(headers={"Message-ID": key}).send()
        made = make_user()
    assert User.objects.filter(pk=made.pk).exists()
    assert Message.objects.get().message_id == key
    letter(headers={"Message-ID": outbox.once("request 8")}).send()
    twice = letter()
    twice.send()
    twice.send()
    assert Message.objects.count() == 4, "letters that have no key are each their own"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_under_one_key_store_it_once_and_neither_fails() -> None:
    both_have_changed, made = threading.Barrier(2, timeout=20), []

    def change() -> None:
        try:
            if connection.vendor == "sqlite":  # one writer at a time, by its own lock
                both_have_changed.wait()
            with transaction.atomic():
                user = make_user()
                if connection.vendor != "sqlite":
                    both_have_changed.wait()
                letter(headers={"Message-ID": outbox.once("the same")}).send()
                made.append(user.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert User.objects.filter(pk__in=made).count() == 2
    assert Message.objects.count() == 1


SMUGGLED = "A subject\nBcc: victim@example.org"


@pytest.mark.parametrize(
    "mail",
    [
        EmailMessage(SMUGGLED, "Words", to=["a@example.org"]),
        EmailMessage("Subject", "Words", to=["a@example.org\nBcc: victim@example.org"]),
        EmailMessage(
            "Subject", "Words", to=["a@example.org"], reply_to=["b@c.org\r\nBcc: v@c.org"]
        ),
        EmailMessage("Subject", "Words", "x@c.org\nBcc: v@c.org", ["a@example.org"]),
        EmailMessage(
            "Subject", "Words", to=["a@example.org"], headers={"X-About": "a\nBcc: v@c.org"}
        ),
    ],
    ids=["subject", "to", "reply-to", "from", "header"],
)
def test_no_header_can_be_smuggled_in(mail: EmailMessage) -> None:
    with pytest.raises((BadHeaderError, ValueError)):
        mail.send()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "typed", [SMUGGLED, "A\r\nBcc: v@c.org", "A\0\x0bB\u2028Bcc: v@c.org", "=?no?q?=0ABcc: v?="]
)
def test_a_letters_subject_is_one_line_whatever_was_typed(typed: str) -> None:
    letters.compose(typed, "Words\0 and\r\nmore", to="a@example.org", language=FRENCH).send()
    [message] = Message.objects.all()
    mail = read(message)
    assert mail["Bcc"] is None
    assert len(str(mail["Subject"]).splitlines()) == 1
    assert "Bcc: v" in message.subject, "the words themselves are lost"
    assert b"\0" not in bytes(message.mime)


def test_a_new_password_is_asked_for_in_text_and_html_in_the_language_of_the_page(
    client: Client,
) -> None:
    person = make_user()
    client.post("/fr/accounts/password/reset/", {"email": person.email})
    [message] = Message.objects.all()
    mail = read(message)
    assert mail["Content-Language"] == "fr"
    assert message.purpose == "account/email/password_reset_key"
    for kind in ("plain", "html"):
        text = mail.get_body((kind,)).get_content()
        assert "/fr/accounts/password/reset/key/" in text
    assert '<html lang="fr" dir="ltr">' in text
