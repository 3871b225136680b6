"""A text that is published before it is given says so; afterwards the spoken words are asked
for."""

from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.editions import drafting
from cultural_alliance.editions.amending import amend_facts
from cultural_alliance.editions.models import Edition
from cultural_alliance.editions.publishing import submit
from cultural_alliance.editions.scheduling import reschedule, unschedule
from messages.models import Statement

from .support.cast import publisher, writer
from .support.desk import page_of, step_of
from .support.record import approved, correct, make_draft, make_statement, make_translation
from .support.wording import said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOTICE = "Check against delivery"
BODY = "<p>We begin.</p><p>We meet in Doha.</p><p>We thank you.</p>"
SPOKEN = "<p>We begin.</p><p>We meet here in Doha.</p><p>We thank you.</p><p>Thank you all.</p>"
MORNING = datetime(2026, 9, 12, 7, 0, tzinfo=UTC)  # nine o'clock in Paris
GIVEN_AT = "2026-09-12T15:00"  # 13:00 UTC


@pytest.fixture
def clock(time_machine: Any) -> Any:
    time_machine.move_to(MORNING, tick=True)
    return time_machine


def to_be_given(given: str = GIVEN_AT) -> Statement:
    draft = make_statement("Speech", BODY, delivered_on=given).editions.get()
    approved(draft)
    return Statement.objects.get(pk=draft.document_id)


def read(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


@pytest.mark.parametrize("below", ["", "print/", "editions/1/"])
def test_readers_are_told_on_every_page_of_the_text(clock: Any, client: Client, below: str) -> None:
    address = to_be_given().get_absolute_url()
    assert NOTICE in read(client, address + below)
    assert NOTICE not in read(client, to_be_given_before(clock).get_absolute_url() + below)


def to_be_given_before(clock: Any) -> Statement:
    """Published once it was given."""
    clock.move_to(datetime(2026, 9, 12, 14, tzinfo=UTC), tick=True)
    statement = make_statement("After", BODY, delivered_on=GIVEN_AT)
    approved(statement.editions.get())
    return Statement.objects.get(pk=statement.pk)


def test_lists_say_so_too_and_arabic_readers_in_arabic(clock: Any, client: Client) -> None:
    statement = to_be_given()
    assert NOTICE in read(client, "/en/info/messages/")
    assert said("ar", NOTICE) in read(client, f"/ar/{statement.path}/")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("2026-09-12T15:00", True),
        ("2026-09-12T09:30", True),  # half an hour later, as Paris counts it
        ("2026-09-12T08:59", False),
        ("2026-09-12", False),  # on the day, whoever knows at what time
        ("2026-09-13", True),
        (None, False),
    ],
)
def test_it_is_said_where_the_delivery_is_still_ahead(clock: Any, given: str, told: bool) -> None:
    assert to_be_given(given).editions.get().before_delivery is told


def test_it_follows_the_instant_of_the_publication() -> None:
    now = timezone.now()
    given = (now + timedelta(days=3)).date().isoformat()
    draft = make_statement("Speech", BODY, delivered_on=given).editions.get()
    later = approved(draft, at=now + timedelta(days=5))
    assert not later.before_delivery
    [sooner] = reschedule(later, by=publisher(), at=now + timedelta(days=1))
    assert sooner.before_delivery
    [draft] = unschedule(sooner, by=publisher())
    yesterday = (now - timedelta(days=1)).date().isoformat()
    amend_facts(draft.document, by=publisher(), facts={"delivered_on": yesterday})
    assert not approved(draft).before_delivery


def test_the_digest_covers_it_and_the_record_holds(clock: Any) -> None:
    statement = to_be_given()
    call_command("verify_record")
    clock.move_to(datetime(2026, 9, 12, 14, tzinfo=UTC), tick=True)
    correct(statement, body=SPOKEN)
    call_command("verify_record")
    first, second = statement.editions.order_by("number")
    assert (first.before_delivery, second.before_delivery) == (True, False)


def test_an_old_text_that_is_entered_after_its_delivery_is_none_of_them(clock: Any) -> None:
    statement = make_statement(published_on=date(2005, 12, 1), delivered_on="2005-12-19")
    assert not statement.editions.get().before_delivery


def test_a_translation_says_it_as_the_original_does(clock: Any) -> None:
    statement = to_be_given()
    assert make_translation(statement, "fr").before_delivery


def test_the_delivered_text_is_asked_for_once_it_is_given_until_it_is_public(clock: Any) -> None:
    statement = to_be_given()
    to_be_given("2026-09-13")
    waiting = Statement.objects.awaiting_delivered_text
    assert list(waiting()) == []
    assert list(waiting(datetime(2026, 9, 12, 13, tzinfo=UTC))) == [statement]
    clock.move_to(datetime(2026, 9, 12, 13, 1, tzinfo=UTC), tick=True)
    draft = make_draft(statement, body=SPOKEN)
    assert list(waiting()) == [statement]
    approved(draft)
    assert list(waiting()) == []


def test_where_only_the_day_is_known_the_day_has_to_be_over_in_paris(clock: Any) -> None:
    statement = to_be_given("2026-09-13")
    waiting = Statement.objects.awaiting_delivered_text
    assert list(waiting(datetime(2026, 9, 13, 21, 59, tzinfo=UTC))) == []
    assert list(waiting(datetime(2026, 9, 13, 22, 0, tzinfo=UTC))) == [statement]


def test_the_page_of_the_draft_tells_when_it_is_given_and_then_asks(
    clock: Any, client: Client
) -> None:
    client.force_login(writer())
    draft = make_statement("Speech", BODY, delivered_on=GIVEN_AT).editions.get()
    assert "It is to be given" in read(client, page_of(draft))
    assert "15:00 in Paris" in read(client, page_of(draft))
    public = approved(draft)
    assert "Enter the delivered text" not in read(client, page_of(public))
    clock.move_to(datetime(2026, 9, 12, 13, 1, tzinfo=UTC), tick=True)
    client.force_login(writer())
    assert "Enter the delivered text" in read(client, page_of(public))
    correction = drafting.start_draft(public.document, "en", by=writer(), from_=public)
    assert 'value="propose_note"' in read(client, page_of(correction))
    assert "Enter the delivered text" not in read(client, page_of(public))


def test_the_change_note_is_proposed_and_the_writer_edits_it(clock: Any, client: Client) -> None:
    statement, author = to_be_given(), writer()
    clock.move_to(datetime(2026, 9, 12, 13, 1, tzinfo=UTC), tick=True)
    draft = make_draft(statement, body=SPOKEN, change_note="", by=author)
    client.force_login(author)
    step = step_of(draft, "propose_note")
    note = "This is the text as it was delivered. Paragraphs changed: 2. Paragraphs added: 4."
    assert note in read(client, step)
    edited = note.replace("Paragraphs added: 4.", "The speaker thanked all.")
    client.post(step, {"revision": draft.revision, "note": edited})
    draft.refresh_from_db()
    assert draft.change_note == edited
    submit(draft, by=author, revision=draft.revision)
    public = approved(Edition.objects.get(pk=draft.pk))
    page = read(client, statement.get_absolute_url())
    assert edited in page and NOTICE not in page
    assert NOTICE in read(client, f"{statement.get_absolute_url()}editions/1/")
    assert NOTICE in read(client, f"{statement.get_absolute_url()}editions/1..2/")  # as a fact
    assert public.number == 2


def test_the_note_is_in_the_language_of_the_text(clock: Any, client: Client) -> None:
    statement = make_statement("خطاب", "<p>نبدأ.</p>", language="ar", published_on=MORNING)
    draft = make_draft(statement, body="<p>نبدأ الآن.</p>")
    client.force_login(writer())
    page = read(client, step_of(draft, "propose_note"))
    assert said("ar", "Paragraphs changed: %(numbers)s.", numbers="1") in page
    assert 'lang="ar" dir="rtl"' in page


def test_a_note_over_words_that_somebody_saved_meanwhile_is_refused_and_not_lost(
    clock: Any, client: Client
) -> None:
    draft = make_draft(approved(make_draft()).document)
    client.force_login(writer())
    drafting.save_draft(draft, by=writer(), revision=draft.revision, title="Meanwhile")
    sent = {"revision": draft.revision, "note": "My own note."}
    answer = client.post(step_of(draft, "propose_note"), sent)
    assert answer.status_code == 409
    assert b"My own note." in answer.content


def test_a_first_text_has_no_change_note_to_propose(client: Client) -> None:
    client.force_login(writer())
    assert client.get(step_of(make_draft(), "propose_note")).status_code == 409


def facts_form(client: Client, statement: Statement, **given: str) -> Any:
    url = reverse("admin:statements_statement_change", args=[statement.pk])
    form = client.get(url).context["adminform"].form
    sent = {name: form.get_initial_for_field(each, name) for name, each in form.fields.items()}
    sent = {name: "" if value is None else value for name, value in sent.items()}
    return client.post(url, {**sent, "delivered_at_place": "", **given})


def test_a_time_is_typed_beside_its_day(client: Client) -> None:
    client.force_login(writer())
    statement = make_statement()
    facts_form(client, statement, delivered_on="2026-09-12", delivery_time="15:00")
    statement.refresh_from_db()
    assert statement.facts()["delivered_on"] == "2026-09-12T15:00"
    facts_form(client, statement, delivery_time="")
    statement.refresh_from_db()
    assert (statement.delivered_on, statement.delivery_time) == (date(2026, 9, 12), None)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"delivery_time": "15:00"}, "Give the day of the delivery too."),
        (
            {"delivered_on": "2026-03-29", "delivery_time": "02:30"},
            "The clocks in Paris go forward on that day, and there is no such time.",
        ),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_a_sentence(
    client: Client, wrong: dict[str, str], sentence: str
) -> None:
    client.force_login(writer())
    statement = make_statement()
    answer = facts_form(client, statement, **wrong)
    assert answer.content.decode().count(sentence) == 1
    statement.refresh_from_db()
    assert statement.delivery_time is None
    fits = {"delivered_on": "2026-03-29", "delivery_time": "03:30"}
    assert facts_form(client, statement, **fits).status_code == 302


def test_the_database_holds_no_time_without_a_day() -> None:
    statement = make_statement()
    statement.delivery_time = time(15)
    with pytest.raises(IntegrityError), transaction.atomic():
        statement.save()


def test_readers_see_the_time_of_the_delivery(clock: Any, client: Client) -> None:
    page = read(client, to_be_given().get_absolute_url())
    assert "12 September 2026, 15:00 (Paris)" in page
