"""An instant means one thing to everybody, and whoever presses second is told who was first."""

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, notices, publishing, scheduling, urgency
from cultural_alliance.editions.models import Document, Edition, Notice, State

from .support.cast import administrator, publisher, writer
from .support.desk import page_of, step_of, words
from .support.record import (
    approved,
    make_draft,
    make_page,
    make_statement,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(answer: Any) -> str:
    return unescape(answer.content.decode())


def public() -> Document:
    return make_statement(published_on=timezone.now() - timedelta(days=7))


def typed(text: Edition, day: str, clock: str, zone: str = "Europe/Paris") -> dict[str, Any]:
    when = {"when": "later", "day": day, "clock": clock, "zone": zone}
    return {**when, "revision": text.revision}


@pytest.mark.parametrize(("place", "hour"), [(0, 0), (1, 1)])
def test_a_time_that_comes_twice_is_offered_twice_and_means_the_one_that_was_taken(
    place: int, hour: int
) -> None:
    text, desk = submitted(), as_(publisher())
    sent = typed(text, "2035-10-28", "02:30")
    answer = desk.post(step_of(text, "approve"), sent)
    assert answer.status_code == 422 and "comes twice" in told(answer)
    assert told(answer).count('name="take"') == 2
    assert "UTC+0200" in told(answer) and "UTC+0100" in told(answer)
    taken = answer.context["form"].nearest[place].as_typed
    confirm = desk.post(step_of(text, "approve"), sent | {"take": taken})
    assert f"Sunday 28 October 2035, 0{hour}:30:00" in told(confirm)
    form = confirm.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    at = confirm.context["at"]
    desk.post(step_of(text, "approve"), again | {"confirmed": at.isoformat()})
    text.refresh_from_db()
    assert text.published_at == datetime(2035, 10, 28, hour, 30, tzinfo=UTC)


def test_an_instant_that_passed_while_it_was_confirmed_is_not_taken_for_now(
    time_machine: Any,
) -> None:
    text, person = submitted(), publisher()
    soon = timezone.now().astimezone(person.zone) + timedelta(seconds=50)
    sent = typed(text, f"{soon:%Y-%m-%d}", f"{soon:%H:%M:%S}", person.time_zone)
    confirm = as_(person).post(step_of(text, "approve"), sent)
    at = confirm.context["at"].isoformat()
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    answer = as_(person).post(step_of(text, "approve"), sent | {"confirmed": at})
    assert answer.status_code == 422 and "That instant has passed" in told(answer)
    assert answer.context["form"].nearest
    text.refresh_from_db()
    assert text.state == State.SUBMITTED


def sent_for(verb: str, subject: Edition) -> dict[str, Any]:
    scope = {"reason": "A wrong figure.", "reason_language": "en", "language": "all"}
    later = {"day": "2036-01-01", "clock": "10:00", "zone": "UTC"}
    return {
        "approve": {"when": "now", "revision": subject.revision},
        "submit": {"revision": subject.revision},
        "publish_urgently": {"revision": subject.revision, "reason": "A flood."},
        "reschedule": {**later, "confirmed": "2036-01-01T10:00:00+00:00"},
        "withdraw": scope,
    }.get(verb, {})


FIRST = {
    "approve": (
        lambda: submitted(),
        lambda e, by: publishing.approve(e, by=by, revision=e.revision),
        "approved it",
    ),
    "send_back": (
        lambda: submitted(),
        lambda e, by: publishing.send_back(e, by=by, comment="Shorter."),
        "sent it back",
    ),
    "submit": (
        lambda: make_draft(),
        lambda e, by: publishing.submit(e, by=by, revision=e.revision),
        "submitted it for approval",
    ),
    "publish_urgently": (
        lambda: make_draft(),
        lambda e, by: urgency.publish_urgently(e, by=by, revision=e.revision, reason="Fire"),
        "published it urgently",
    ),
    "unschedule": (
        lambda: approved(make_draft(), at=timezone.now() + timedelta(days=1)),
        lambda e, by: scheduling.unschedule(e, by=by),
        "unscheduled it",
    ),
    "reschedule": (
        lambda: approved(make_draft(), at=timezone.now() + timedelta(days=1)),
        lambda e, by: scheduling.unschedule(e, by=by),
        "unscheduled it",
    ),
    "withdraw": (
        lambda: approved(make_draft()),
        lambda e, by: notices.withdraw(e.document, by=by, reason="Wrong."),
        "withdrew it",
    ),
}


@pytest.mark.parametrize("verb", FIRST)
def test_of_two_people_on_one_button_the_second_is_told_who_and_when(verb: str) -> None:
    make, first_does, did = FIRST[verb]
    text, second = make(), publisher()
    sent = sent_for(verb, text)
    first_does(text, administrator(name="Ana"))
    subject = text.document if verb == "withdraw" else text
    answer = as_(second).post(step_of(subject, verb), sent)
    assert answer.status_code == 409
    now = timezone.localtime(timezone=second.zone)
    assert f"Ana {did} on {now:%A} {now.day} {now:%B %Y}, " in told(answer)
    assert f"({second.time_zone})" in told(answer)


def test_pressed_twice_by_one_person_it_says_that_it_was_you() -> None:
    text, person = submitted(), publisher()
    sent = {"when": "now", "revision": text.revision}
    as_(person).post(step_of(text, "approve"), sent)
    assert "You approved it on " in told(as_(person).post(step_of(text, "approve"), sent))


def test_a_correction_asks_for_a_note_unless_it_is_minor() -> None:
    author = writer()
    draft = make_draft(public(), by=author)
    desk = as_(author)
    desk.post(page_of(draft), words(draft, change_note=""))
    draft.refresh_from_db()
    refused = desk.post(step_of(draft, "submit"), {"revision": draft.revision})
    assert refused.status_code == 422 and "or mark the correction as minor" in told(refused)
    desk.post(page_of(draft), words(draft, change_note="", minor="on"))
    draft.refresh_from_db()
    desk.post(step_of(draft, "submit"), {"revision": draft.revision})
    draft.refresh_from_db()
    assert (draft.state, draft.minor) == (State.SUBMITTED, True)


def test_what_replaces_a_text_is_public_and_the_reason_survives_a_wrong_address() -> None:
    statement, draft = public(), make_draft(title="Not public yet")
    sent = {"reason": "Superseded.", "reason_language": "en", "language": "all"}
    desk, url = as_(publisher()), step_of(statement, "withdraw")
    for wrong, sentence in (
        (str(draft.document_id), "has to be public first"),
        (str(statement.pk), "cannot replace itself"),
        ("9" * 40, "No document has this address or number"),
        ("https://example.org/en/nowhere/", "No document has this address or number"),
    ):
        answer = desk.post(url, sent | {"replaced_by": wrong})
        assert answer.status_code == 422
        assert sentence in told(answer) and "Superseded." in told(answer) and wrong in told(answer)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_readers_are_led_to_what_replaces_a_text_in_their_own_language(language: str) -> None:
    statement, better = public(), make_page("better", "Better")
    notices.withdraw(statement, by=publisher(), reason="Superseded.", replaced_by=better)
    statement.refresh_from_db()
    page = told(Client().get(f"/{language}/{statement.path}/"))
    assert "Superseded." in page and f'href="/{language}/better/"' in page
    english = "Read the text that replaces it"
    assert (english in page) is (language == "en")


def test_a_removal_offered_to_the_one_who_proposed_it_says_why_not() -> None:
    statement, first = public(), administrator()
    notice = notices.propose_removal(statement, by=first, reason="A court.")
    answer = as_(first).post(step_of(statement, "confirm_removal"), {"notice": notice.pk})
    assert answer.status_code == 403 and "a different administrator" in told(answer)
    assert not statement.editions.get().erased


def test_a_draft_saved_meanwhile_tells_who_saved_it() -> None:
    draft, other = make_draft(), writer(name="Ana")
    drafting.save_draft(draft, by=other, revision=draft.revision, title="Changed")
    answer = as_(writer()).post(step_of(draft, "submit"), {"revision": draft.revision})
    assert answer.status_code == 409 and "Ana saved the draft on " in told(answer)
