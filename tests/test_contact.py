"""Contact Us: whoever writes is received once, gets a receipt with a reference, loses no word."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.contact import receiving, references, views
from cultural_alliance.contact.models import Enquiry
from cultural_alliance.limits.models import Count
from tests.support.careful import careful
from tests.support.enquiries import GIVEN, written
from tests.support.record import make_page
from tests.support.together import at_once

CONTACT = "/en/contact/"
REFERENCE = re.compile(r"E-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")


@pytest.fixture(autouse=True)
def _desk(settings: Any) -> None:
    settings.CONTACT_EMAIL = "desk@alliance.example"


def html_of(letter: Any) -> str:
    [(html, kind)] = [(part.content, part.mimetype) for part in letter.alternatives]
    assert kind == "text/html"
    return str(html)


# The page


@pytest.mark.django_db
def test_the_form_stands_under_the_text_of_the_page_and_is_never_kept(client: Client) -> None:
    make_page("contact", "Contact Us", body="<p>Questions about the Alliance.</p>")
    page = client.get(CONTACT)
    assert page.text.index("Questions about the Alliance.") < page.text.index('name="message"')
    assert "no-store" in page["Cache-Control"]
    assert "private" in page["Cache-Control"]
    assert "12 months" in page.text and "30 days" in page.text, "how long it is kept is not said"
    assert 'href="/en/privacy/"' in page.text
    assert 'href="mailto:desk@alliance.example"' in page.text


@pytest.mark.django_db
def test_the_form_is_there_before_its_page_is_written_and_in_each_language(client: Client) -> None:
    for language in languages.LANGUAGES:
        page = client.get(f"/{language.code}/contact/")
        assert page.status_code == 200
        assert 'name="message"' in page.text
        assert page.text.count("hreflang=") >= 6


@pytest.mark.django_db
def test_a_text_in_another_language_says_so_and_keeps_its_own(client: Client) -> None:
    make_page("contact", "Nous contacter", language="fr", body="<p>Posez vos questions.</p>")
    page = client.get("/ar/contact/").text
    assert '<div class="prose" lang="fr" dir="ltr"><p>Posez vos questions.' in page
    assert "is-fallback" in page
    assert "is-fallback" not in client.get("/fr/contact/").text


@pytest.mark.django_db
def test_looking_at_the_form_changes_nothing_and_a_link_may_choose_its_topic(
    client: Client,
) -> None:
    page = client.get(f"{CONTACT}?topic=accessibility")
    assert '<option value="accessibility" selected>' in page.text
    wrong = client.get(f"{CONTACT}?topic=%00nonsense").text
    assert '<option value="" selected>' in wrong
    assert not Enquiry.objects.exists()
    assert not Count.objects.exists()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post(CONTACT, written()).status_code == 403
    assert not Enquiry.objects.exists()


# What happens when it is sent


@pytest.mark.django_db
def test_an_enquiry_is_saved_and_its_receipt_page_can_be_loaded_again(client: Client) -> None:
    answer = client.post(CONTACT, written())
    assert answer.status_code == 302
    enquiry = Enquiry.objects.get()
    assert REFERENCE.fullmatch(enquiry.reference)
    assert (enquiry.state, enquiry.language, enquiry.email) == ("new", "en", GIVEN["email"])
    for _again in range(2):
        page = client.get(answer["Location"])
        assert enquiry.reference in page.text
        assert "no-store" in page["Cache-Control"]
        assert 'content="noindex"' in page.text
        assert GIVEN["email"] not in page.text and GIVEN["message"] not in page.text
    assert client.post(answer["Location"]).status_code == 405
    assert Enquiry.objects.count() == 1


@pytest.mark.django_db
def test_nobody_makes_up_a_receipt(client: Client) -> None:
    assert client.get(f"{CONTACT}sent/E-2222-2222/").status_code == 404
    assert client.get(f"{CONTACT}sent/E-2222-2222:forged/").status_code == 404
    assert client.get(f"{CONTACT}sent/%00:x/").status_code == 404


@pytest.mark.django_db
def test_the_writer_gets_a_receipt_in_the_language_of_the_page(
    client: Client, mailoutbox: list[Any]
) -> None:
    client.post("/ar/contact/", written(name="رانيا", message="هل يمكنني الاقتباس؟"))
    reference = Enquiry.objects.get().reference
    [receipt] = [letter for letter in mailoutbox if letter.to == [GIVEN["email"]]]
    assert reference in receipt.subject
    assert reference in receipt.body
    assert receipt.reply_to == ["desk@alliance.example"]
    assert receipt.extra_headers["Content-Language"] == "ar"
    html = html_of(receipt)
    assert '<html lang="ar" dir="rtl">' in html
    assert reference in html
    assert "/ar/" in receipt.body


@pytest.mark.django_db
def test_whoever_types_a_strangers_address_sends_them_no_word_of_their_own(
    client: Client, mailoutbox: list[Any]
) -> None:
    advert = {"name": "Visit spam.example", "message": "Buy at spam.example", "about": "spam"}
    client.post(CONTACT, written(email="victim@else.example", **advert))
    [receipt] = [letter for letter in mailoutbox if letter.to == ["victim@else.example"]]
    assert "spam" not in receipt.subject + receipt.body + html_of(receipt)


@pytest.mark.django_db
def test_the_desk_is_told_that_there_is_an_enquiry_and_nothing_of_its_text(
    client: Client, mailoutbox: list[Any], settings: Any
) -> None:
    client.post("/ar/contact/", written())
    enquiry = Enquiry.objects.get()
    [notice] = [letter for letter in mailoutbox if letter.to == ["desk@alliance.example"]]
    assert notice.subject == f"New enquiry {enquiry.reference}: Press"
    assert f"{settings.ALLIANCE_URL}/admin/contact/enquiry/{enquiry.pk}/change/" in notice.body
    for given in (GIVEN["message"], GIVEN["name"], GIVEN["email"]):
        assert given not in notice.body


@pytest.mark.django_db
def test_what_cannot_be_mailed_is_not_saved_either(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.no_such_backend"
    with pytest.raises(ImportError):
        client.post(CONTACT, written())
    assert not Enquiry.objects.exists()


# Twice


@pytest.mark.django_db
def test_the_same_enquiry_sent_twice_is_one_with_one_receipt(
    client: Client, mailoutbox: list[Any]
) -> None:
    first, second = client.post(CONTACT, written()), client.post(CONTACT, written())
    assert first["Location"] == second["Location"]
    assert Enquiry.objects.count() == 1
    assert len(mailoutbox) == 2  # a receipt and a notice
    client.post(CONTACT, written(message="And another question."))
    assert Enquiry.objects.count() == 2


@pytest.mark.django_db
def test_whoever_asks_the_same_again_a_day_later_is_received_again(client: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        client.post(CONTACT, written())
    client.post(CONTACT, written())
    client.post(CONTACT, written())
    assert Enquiry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_in_the_same_moment_is_one_enquiry(mailoutbox: list[Any]) -> None:
    english = languages.get("en")
    received = at_once(*[lambda: receiving.receive(language=english, **GIVEN) for _ in range(4)])
    assert {enquiry.reference for enquiry in received} == {Enquiry.objects.get().reference}
    assert len(mailoutbox) == 2


# What is refused loses nothing


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"topic": ""}, "Choose what comes nearest"),
        ({"topic": "nonsense"}, "Select a valid choice"),
        ({"message": "  "}, "Write what you would like to ask"),
        ({"message": "x" * 10_000}, "at most 5000 characters"),
        ({"message": "a\x00b"}, "Null characters are not allowed"),
        ({"name": ""}, "Tell us whom we answer"),
        ({"name": "n" * 10_000}, "at most 150 characters"),
        ({"email": "rania"}, "This is no e-mail address"),
        ({"email": "rania@reader.example\r\nBcc: all@reader.example"}, "no e-mail address"),
        ({"email": '"a\x01b"@reader.example'}, "no e-mail address"),
        ({"email": f"{'r' * 300}@reader.example"}, "no e-mail address|at most 254"),
        ({"about": "\x00"}, "Null characters are not allowed"),
        ({"subject_line": "on"}, "A field that readers do not see was filled in"),
        ({"opened": "forged"}, "This page was open for a long time"),
        (careful(ago=timedelta(0)), "quicker than anybody types"),
    ],
)
@pytest.mark.django_db
def test_bad_input_is_told_plainly_and_everything_typed_is_still_there(
    client: Client, changed: dict[str, str], told: str
) -> None:
    now = careful(ago=timedelta(0)) if "quicker" in told else changed
    answer = client.post(CONTACT, {**written(message="A long and careful question."), **now})
    assert answer.status_code == 400
    assert re.search(told, answer.text), answer.text
    kept = {"message": "A long and careful question.", "name": GIVEN["name"]}
    for name, text in kept.items():
        assert name in changed or text in answer.text
    assert not Enquiry.objects.exists()


@pytest.mark.django_db
def test_lines_in_a_name_reach_no_header(client: Client, mailoutbox: list[Any]) -> None:
    client.post(CONTACT, written(name="Rania\r\nBcc: all@reader.example", about="A\nB"))
    enquiry = Enquiry.objects.get()
    assert enquiry.name == "Rania Bcc: all@reader.example"
    for letter in mailoutbox:
        message = letter.message()
        assert message["Bcc"] is None
        assert "\n" not in message["Subject"]


@pytest.mark.django_db
def test_a_message_as_long_as_the_browser_lets_one_write_is_received(client: Client) -> None:
    """A browser counts the end of a line as one letter, and sends two."""
    message = "\r\n".join(["x" * 49] * 100)
    assert client.post(CONTACT, written(message=message)).status_code == 302
    assert "\r" not in Enquiry.objects.get().message


@pytest.mark.django_db
def test_what_looks_like_markup_stays_text(client: Client) -> None:
    answer = client.post(CONTACT, written(message="<script>alert(1)</script>", name=""))
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


# Limits


@pytest.mark.django_db
def test_too_many_from_one_address_are_told_to_wait_and_lose_nothing(client: Client) -> None:
    for number in range(views.BY_ADDRESS.most):
        sent = written(message=f"Question {number}", email=f"reader-{number}@reader.example")
        assert client.post(CONTACT, sent).status_code == 302
    answer = client.post(CONTACT, written(message="One more question"))
    assert answer.status_code == 429
    assert "send it again in an hour" in answer.text
    assert "One more question" in answer.text
    assert client.post(CONTACT, written(), REMOTE_ADDR="192.0.2.7").status_code == 302
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        later = client.post(CONTACT, written(message="One more question"))
    assert later.status_code == 302


@pytest.mark.django_db
def test_nobodys_mailbox_is_flooded_with_receipts_from_many_addresses(client: Client) -> None:
    def send(number: int, email: str = GIVEN["email"]) -> Any:
        sent = written(message=f"Question {number}", email=email)
        return client.post(CONTACT, sent, REMOTE_ADDR=f"192.0.2.{number}")

    statuses = [send(number).status_code for number in range(views.BY_EMAIL.most + 1)]
    assert statuses == [302] * views.BY_EMAIL.most + [429]
    flooded = send(50, GIVEN["email"].upper())
    assert flooded.status_code == 429, "the same mailbox in capitals"
    assert "send it again in an hour" in flooded.text


# The reference


def test_a_reference_can_be_read_out_and_says_nothing_of_the_others() -> None:
    drawn = {references.mint() for _ in range(500)}
    assert len(drawn) == 500
    assert all(REFERENCE.fullmatch(each) for each in drawn)
    assert not set("01ILO") & set(references.ALPHABET)


@pytest.mark.django_db
@pytest.mark.once
def test_receiving_costs_the_same_however_many_were_received(client: Client) -> None:
    from django.test.utils import CaptureQueriesContext

    def cost(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.post(
                CONTACT, written(message=f"Question {number}", email=f"r{number}@reader.example")
            )
        return len(queries)

    cost(0)
    assert cost(1) == cost(2)


@pytest.mark.django_db
def test_an_address_that_no_mail_could_carry_is_refused_and_nothing_is_lost(client: Client) -> None:
    unsendable = "a@" + "ä" * 60 + ".example"
    response = client.post(CONTACT, written(email=unsendable, message="A long question."))
    assert response.status_code == 400
    assert "no e-mail address" in response.content.decode()
    assert "A long question." in response.content.decode()
