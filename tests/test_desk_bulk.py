"""Many texts at once: each is decided about on its own, and told by name."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, limiting, publishing
from cultural_alliance.editions.models import Edition, Event, Notice, State
from messages.models import Statement, Topic

from .support.cast import make_user, publisher, writer
from .support.desk import page_of
from .support.record import (
    events_of,
    make_draft,
    make_page,
    make_statement,
    make_translation,
    submitted,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EDITIONS = "/admin/editions/edition/"
STATEMENTS = "/admin/statements/statement/"
PAGES = "/admin/pages/page/"


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def choose(desk: Client, list_url: str, verb: str, *rows: Any) -> Any:
    """Ticks the rows of the list and presses the button; answers the page that asks."""
    offered = re.findall(r'name="action" value="(\w+)"', desk.get(list_url).content.decode())
    sent = {
        "_selected_action": [row.pk for row in rows],
        "action": offered,
        "index": offered.index(verb),
    }
    return desk.post(list_url, sent, follow=True)


def press(desk: Client, page: Any, **typed: Any) -> Any:
    """Its button, with what the page carries along; answers what comes after."""
    seen = re.findall(r'name="seen" value="([\d.]+)"', page.content.decode())
    url = page.redirect_chain[-1][0] if getattr(page, "redirect_chain", []) else page.url
    answer = desk.post(url, {"seen": seen, **typed}, follow=True)
    answer.url = url
    return answer


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def told(answer: Any, title: str) -> str:
    """What the report says of the text."""
    return words(answer).split(f" {title} ", 1)[1].split(". ", 1)[0]


def state_of(edition: Edition) -> str:
    return Edition.objects.get(pk=edition.pk).state


def test_drafts_are_submitted_together_with_one_note() -> None:
    author = writer()
    drafts = [make_draft(title=f"Draft {n}", by=author) for n in (1, 2)]
    desk = as_(author)
    page = choose(desk, EDITIONS, "submit", *drafts)
    assert "Draft 1" in words(page) and "Draft 2" in words(page)
    assert {state_of(each) for each in drafts} == {State.DRAFT}
    report = press(desk, page, comment="For the Day.")
    assert "2 of 2 done." in words(report)
    assert {state_of(each) for each in drafts} == {State.SUBMITTED}
    assert [events_of(each)[-1].comment for each in drafts] == ["For the Day."] * 2


def test_each_refusal_is_told_by_name_with_its_sentence_and_the_rest_is_done() -> None:
    person = publisher()
    own = submitted(make_draft(title="My own", by=person))
    others = submitted(make_draft(title="By another"))
    draft = make_draft(title="Still a draft")
    desk = as_(person)
    page = choose(desk, EDITIONS, "approve", own, others, draft)
    assert "3 texts, of which 2 will be refused" in words(page)
    report = press(desk, page, when="now")
    assert "1 of 3 done, 2 not done." in words(report)
    assert "a different person has to approve it" in told(report, "My own")
    assert "This text is draft now" in told(report, "Still a draft")
    assert "edition 1 is public" in told(report, "By another")
    assert page_of(own) in report.content.decode()
    assert [state_of(each) for each in (own, others, draft)] == [
        State.SUBMITTED,
        State.APPROVED,
        State.DRAFT,
    ]


def test_an_unexpected_fault_with_one_is_told_and_logged_and_stops_no_other(caplog: Any) -> None:
    author = writer()
    good, bad, last = (make_draft(title=name, by=author) for name in ("Good", "Bad", "Last"))
    with connection.cursor() as cursor:  # half a document: no verb expects that
        cursor.execute(
            "DELETE FROM statements_statement WHERE document_ptr_id = %s", [bad.document_id]
        )
    desk = as_(author)
    report = press(desk, choose(desk, EDITIONS, "submit", good, bad, last))
    assert "2 of 3 done, 1 not done." in words(report)
    assert "Something went wrong" in told(report, "Bad")
    assert f"submit failed for edition {bad.pk}" in caplog.text
    assert [state_of(each) for each in (good, bad, last)] == [
        State.SUBMITTED,
        State.DRAFT,
        State.SUBMITTED,
    ]


def test_the_filters_of_the_list_are_kept_to_the_end() -> None:
    text = submitted(make_draft(title="Chosen"))
    narrowed = f"{EDITIONS}?place=submitted&q=Chosen"
    desk = as_(publisher())
    page = choose(desk, narrowed, "approve", text)
    back = 'href="/admin/editions/edition/?place=submitted&amp;q=Chosen"'
    assert back in page.content.decode()
    report = press(desk, page, when="now")
    assert f"{back}>Back to the list" in report.content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/admin/", "/en/", ""])
def test_the_way_back_leads_nowhere_else(back: str) -> None:
    text = submitted()
    url = reverse("admin:editions_edition_bulk", args=["approve"])
    page = as_(publisher()).get(url, {"in": "editions", "of": text.pk, "back": back})
    assert page.context["back_url"] == EDITIONS


def test_reloading_the_report_does_nothing_again_and_nobody_stores_it() -> None:
    author = writer()
    draft = make_draft(title="Once", by=author)
    desk = as_(author)
    report = press(desk, choose(desk, EDITIONS, "submit", draft))
    events = Event.objects.count()
    again = desk.get(report.redirect_chain[-1][0])
    assert "1 of 1 done." in words(again) and "Once" in words(again)
    assert Event.objects.count() == events
    assert "no-store" in again["Cache-Control"]
    assert as_(author).get(report.redirect_chain[-1][0]).status_code == 404


def test_pressed_twice_each_tells_who_was_faster_and_when() -> None:
    first, second = publisher(name="Ana"), publisher(name="Boris")
    text = submitted(make_draft(title="Wanted"))
    pages = {person: choose(as_(person), EDITIONS, "approve", text) for person in (first, second)}
    press(as_(first), pages[first], when="now")
    report = press(as_(second), pages[second], when="now")
    assert "0 of 1 done, 1 not done." in words(report)
    assert f"Ana approved it on {timezone.localtime():%A}" in words(report)


def test_a_text_that_changed_after_the_page_was_shown_is_not_approved_unseen() -> None:
    author = writer()
    text = submitted(make_draft(title="Seen", by=author))
    desk = as_(publisher())
    page = choose(desk, EDITIONS, "approve", text)
    publishing.recall(text, by=author)
    text.refresh_from_db()
    changed = drafting.save_draft(text, by=author, revision=text.revision, title="Otherwise")
    submitted(changed, by=author)
    report = press(desk, page, when="now")
    assert "Somebody else saved this text" in told(report, "Otherwise")
    assert state_of(text) == State.SUBMITTED


def test_what_was_typed_survives_what_is_missing() -> None:
    text = submitted()
    desk = as_(publisher())
    page = choose(desk, EDITIONS, "approve", text)
    answer = press(desk, page, when="later", day="2035-02-30", clock="10:00", comment="My note")
    assert answer.status_code == 422
    assert "My note" in words(answer) and "There is no day 2035-02-30" in words(answer)
    assert f'value="{text.pk}.{text.revision}"' in answer.content.decode()


def test_an_instant_for_many_is_confirmed_in_paris_and_utc_with_their_names() -> None:
    texts = [submitted(make_draft(title=name)) for name in ("One", "Two")]
    desk = as_(publisher())
    page = choose(desk, EDITIONS, "approve", *texts)
    sent = {"when": "later", "day": "2035-09-12", "clock": "10:00", "zone": "Asia/Beirut"}
    confirm = press(desk, page, **sent)
    for told_there in ("One", "Two", "Wednesday 12 September 2035, 09:00:00", "07:00:00"):
        assert told_there in words(confirm)
    assert {state_of(each) for each in texts} == {State.SUBMITTED}
    report = press(desk, confirm, **sent, confirmed=confirm.context["at"].isoformat())
    assert "2 of 2 done." in words(report)
    instants = {Edition.objects.get(pk=each.pk).published_at for each in texts}
    assert instants == {datetime(2035, 9, 12, 7, tzinfo=UTC)}


def test_a_row_of_statements_stands_for_its_texts_and_originals_come_first() -> None:
    original = submitted(make_draft(title="The original"))
    french = submitted(make_draft(original.document, "fr", title="La traduction"))
    nothing = make_statement("Nothing waits")
    desk = as_(publisher())
    page = choose(desk, STATEMENTS, "approve", nothing, original.document)
    assert "3 texts, of which 1 will be refused" in words(page)
    report = press(desk, page, when="now")
    assert "2 of 3 done, 1 not done." in words(report)
    assert "Nothing waits" in words(report)
    assert {state_of(each) for each in (original, french)} == {State.APPROVED}


def test_statements_are_withdrawn_with_one_public_reason_and_what_replaces_them() -> None:
    old = [make_statement(f"Old {n}", published_on=timezone.now()) for n in (1, 2)]
    make_translation(old[0])
    better = make_statement("Better", published_on=timezone.now())
    draft = make_statement("Never public")
    gone = make_statement("Gone already", published_on=timezone.now())
    withdrawn(gone)
    desk = as_(publisher())
    page = choose(desk, STATEMENTS, "withdraw", *old, better, draft, gone)
    missing = press(desk, page, reason="", reason_language="en")
    assert missing.status_code == 422
    report = press(
        desk,
        missing,
        reason="A wrong figure.",
        reason_language="en",
        replaced_by=f"https://example.org{better.get_absolute_url()}",
    )
    assert "2 of 5 done, 3 not done." in words(report)
    assert "cannot replace itself" in told(report, "Better")
    assert "Nothing of this was ever public" in told(report, "Never public")
    assert "withdrawn or removed already" in told(report, "Gone already")
    notices = Notice.objects.standing().filter(document__in=old)
    assert {(each.language, each.reason, each.replaced_by_id) for each in notices} == {
        ("", "A wrong figure.", better.pk)
    }


def test_a_translation_chosen_among_the_editions_is_withdrawn_alone() -> None:
    statement = make_statement(published_on=timezone.now())
    french = make_translation(statement)
    desk = as_(publisher())
    page = choose(desk, EDITIONS, "withdraw", french)
    report = press(desk, page, reason="Badly translated.", reason_language="fr")
    assert "Withdrawn, in Français." in words(report)
    assert Notice.objects.get(document=statement).language == "fr"


def test_a_topic_is_set_with_one_public_note_where_something_is_public() -> None:
    culture = Topic.objects.create(slug="culture", names={"en": "Culture"})
    public = make_statement("Public", published_on=timezone.now(), topics=["peace"])
    draft = make_statement("Draft")
    desk = as_(publisher())
    page = choose(desk, STATEMENTS, "topic", public, draft)
    asked = press(desk, page, topic=culture.pk, how="add", note="")
    assert asked.status_code == 422 and "tell readers what changes" in words(asked)
    report = press(desk, asked, topic=culture.pk, how="add", note="Filed under Culture.")
    assert "2 of 2 done." in words(report)
    assert Statement.objects.get(pk=public.pk).facts()["topics"] == ["culture", "peace"]
    assert Statement.objects.get(pk=draft.pk).facts()["topics"] == ["culture"]
    event = Event.objects.get(document=public.pk, verb="amended facts")
    assert event.public_note == "Filed under Culture."
    again = press(desk, page, topic=culture.pk, how="add", note="Again.")
    assert "Nothing to change" in told(again, "Public")
    assert Event.objects.filter(document=public.pk, verb="amended facts").count() == 1


@pytest.mark.parametrize(("how", "left"), [("only", ["culture"]), ("take", ["peace"])])
def test_a_topic_replaces_the_others_or_is_taken_away(how: str, left: list[str]) -> None:
    statement = make_statement(topics=["culture", "peace"])
    desk, culture = as_(writer()), Topic.objects.get(slug="culture")
    press(desk, choose(desk, STATEMENTS, "topic", statement), topic=culture.pk, how=how)
    assert Statement.objects.get(pk=statement.pk).facts()["topics"] == left


def test_among_many_topics_one_is_found_by_its_words() -> None:
    for number in range(60):
        Topic.objects.create(slug=f"topic-{number}", names={"en": f"Topic {number}"})
    statement, desk = make_statement(), as_(writer())
    page = choose(desk, STATEMENTS, "topic", statement)
    assert "Topic 33" not in words(page)
    found = press(desk, page, **{"topic-words": "Topic 33", "how": "add"})
    assert found.status_code == 422 and "Topic 33" in words(found)
    press(desk, found, topic=Topic.objects.get(slug="topic-33").pk, how="add")
    assert Statement.objects.get(pk=statement.pk).facts()["topics"] == ["topic-33"]


def test_pages_have_no_topic_and_a_page_among_the_editions_is_refused_by_name() -> None:
    page = make_page("about", "About us")
    desk = as_(publisher())
    assert 'value="topic"' not in desk.get(PAGES).content.decode()
    culture = Topic.objects.create(slug="culture", names={"en": "Culture"})
    asked = choose(desk, EDITIONS, "topic", page.editions.get())
    report = press(desk, asked, topic=culture.pk, how="add", note="Filed.")
    assert "Only statements have topics" in told(report, "About us")


def test_a_page_and_the_page_below_it_are_approved_whichever_stands_first() -> None:
    from cultural_alliance.pages.models import Page

    author = writer()
    above = drafting.start_document(Page(slug="above"), by=author, title="Above")
    below = drafting.start_document(
        Page(slug="below", parent=above.document.specific), by=author, title="Below"
    )
    texts = [
        submitted(drafting.save_draft(e, by=author, revision=e.revision, body="<p>Words.</p>"))
        for e in (below, above)
    ]
    desk = as_(publisher())
    report = press(desk, choose(desk, EDITIONS, "approve", *texts), when="now")
    assert "2 of 2 done." in words(report)


def test_what_is_limited_to_others_is_never_named_here() -> None:
    author = writer()
    limited, open_one = (
        submitted(make_draft(title=name, by=author)) for name in ("Secret", "Open")
    )
    desk = as_(publisher())
    page = choose(desk, EDITIONS, "approve", limited, open_one)
    limiting.limit(limited, by=author, readers=[author, publisher()])
    fresh = desk.get(page.redirect_chain[-1][0])
    assert "Secret" not in words(fresh) and "Open" in words(fresh)
    report = press(desk, page, when="now")
    assert "Secret" not in words(report)
    assert "This text is gone" in told(report, f"Text {limited.pk}")
    assert state_of(limited) == State.SUBMITTED


def test_a_report_names_no_text_that_was_limited_after_it() -> None:
    author = writer()
    text = submitted(make_draft(title="Secret", by=author))
    desk = as_(writer())
    report = press(desk, choose(desk, EDITIONS, "submit", text))
    assert "Secret" in words(report)
    limiting.limit(text, by=author, readers=[])
    assert "Secret" not in words(desk.get(report.redirect_chain[-1][0]))


def test_each_sees_the_steps_of_their_role_and_others_are_turned_away() -> None:
    text = submitted()
    offered = as_(writer()).get(EDITIONS).content.decode()
    assert 'value="submit"' in offered and 'name="action" value="approve"' not in offered
    for verb, person, status in (
        ("approve", writer(), 403),
        ("withdraw", writer(), 403),
        ("submit", writer(), 200),
        ("applaud", publisher(), 404),
        ("submit", make_user(), 302),
    ):
        url = reverse("admin:editions_edition_bulk", args=[verb])
        assert as_(person).get(url, {"of": text.pk}).status_code == status
        if status != 200:
            assert (
                as_(person).post(url, {"seen": f"{text.pk}.{text.revision}"}).status_code == status
            )
    assert state_of(text) == State.SUBMITTED


@pytest.mark.parametrize("sent", [{}, {"of": ["0", "x", "9" * 30, "-1"]}, {"of": "999999"}])
def test_nothing_chosen_is_said_so(sent: dict[str, Any]) -> None:
    url = reverse("admin:editions_edition_bulk", args=["submit"])
    answer = as_(writer()).get(url, sent)
    assert answer.status_code == 422 and "Choose at least one" in words(answer)
    assert as_(writer()).post(url, {"seen": ["x.y", "."]}).status_code == 422


def test_more_than_a_hundred_are_refused_on_the_list() -> None:
    sent = {"_selected_action": list(range(1, 102)), "action": ["submit"], "index": 0}
    answer = as_(writer()).post(EDITIONS, sent, follow=True)
    assert "101 are too many: choose 100 at most." in words(answer)


@pytest.mark.once
def test_the_page_and_the_report_cost_the_same_for_one_text_and_for_fifty() -> None:
    person = publisher()
    desk = as_(person)
    texts = [submitted(make_draft(title=f"Text {n}")) for n in range(12)]

    def cost(url: str) -> int:
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        return len(queries)

    one, many = (choose(desk, EDITIONS, "approve", *texts[:n]) for n in (1, 11))
    assert cost(one.redirect_chain[-1][0]) == cost(many.redirect_chain[-1][0])
    reports = [press(desk, page, when="now") for page in (one, many)]
    assert cost(reports[0].redirect_chain[-1][0]) == cost(reports[1].redirect_chain[-1][0])
