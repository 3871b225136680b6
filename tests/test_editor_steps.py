"""Each step of a text is a page that asks, calls one verb, and says no in a sentence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, notices, publishing, urgency
from cultural_alliance.editions.models import Document, Edition, Notice, State
from tests.support.record import events_of

from .support.cast import administrator, publisher, writer
from .support.desk import page_of, step_of
from .support.record import (
    approved,
    make_draft,
    make_statement,
    removed,
    submitted,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LastWeek = timedelta(days=7)
As = Callable[[User], Client]


@pytest.fixture
def as_(client: Client) -> As:
    def enter(person: User) -> Client:
        client.force_login(person)
        return client

    return enter


def state_of(edition: Edition) -> str:
    return Edition.objects.get(pk=edition.pk).state


def public_statement() -> Document:
    return make_statement(published_on=timezone.now() - LastWeek)


def test_asking_changes_nothing_and_answering_submits(as_: As) -> None:
    author = writer()
    draft = make_draft(by=author)
    desk = as_(author)
    assert desk.get(step_of(draft, "submit")).status_code == 200
    assert state_of(draft) == State.DRAFT
    answer = desk.post(
        step_of(draft, "submit"), {"revision": draft.revision, "comment": "Ready to read."}
    )
    assert answer["Location"] == page_of(draft)
    assert state_of(draft) == State.SUBMITTED
    assert events_of(draft)[-1].comment == "Ready to read."


def test_an_unfinished_text_is_not_submitted_and_is_told_what_is_missing(as_: As) -> None:
    author = writer()
    draft = drafting.start_document(
        make_statement()._meta.model(original_language="en"), by=author, title="Only a title"
    )
    answer = as_(author).post(step_of(draft, "submit"), {"revision": draft.revision})
    assert answer.status_code == 422
    assert b"Write the text." in answer.content
    assert state_of(draft) == State.DRAFT


def test_a_text_that_somebody_saved_meanwhile_is_not_submitted_unseen(as_: As) -> None:
    draft = make_draft()
    seen = draft.revision
    drafting.save_draft(draft, by=writer(), revision=seen, title="Changed meanwhile")
    answer = as_(writer()).post(step_of(draft, "submit"), {"revision": seen})
    assert answer.status_code == 409
    assert b"Somebody else saved this text" in answer.content
    assert state_of(draft) == State.DRAFT


def test_the_one_who_submitted_takes_it_back_and_others_may_not(as_: As) -> None:
    author = writer()
    text = submitted(make_draft(by=author))
    assert as_(writer()).post(step_of(text, "recall")).status_code == 403
    assert state_of(text) == State.SUBMITTED
    as_(author).post(step_of(text, "recall"))
    assert state_of(text) == State.DRAFT


def test_a_publisher_sends_back_with_a_comment_and_never_without(as_: As) -> None:
    text = submitted()
    desk = as_(publisher())
    answer = desk.post(step_of(text, "send_back"), {"comment": ""})
    assert answer.status_code == 422
    assert answer.content.count(b"Say what to change.") == 2
    desk.post(step_of(text, "send_back"), {"comment": "Name the year."})
    assert state_of(text) == State.DRAFT


def test_a_different_person_approves_for_now(as_: As) -> None:
    text = submitted()
    sent = {"when": "now", "revision": text.revision}
    as_(publisher()).post(step_of(text, "approve"), sent)
    assert Edition.objects.public().filter(pk=text.pk).exists()


def test_whoever_wrote_it_is_refused_in_a_sentence(as_: As) -> None:
    author = publisher()
    text = submitted(make_draft(by=author))
    answer = as_(author).post(step_of(text, "approve"), {"when": "now", "revision": text.revision})
    assert answer.status_code == 403
    assert b"a different person has to approve it" in answer.content
    assert state_of(text) == State.SUBMITTED


def test_a_writer_may_not_approve_and_is_told_who_can(as_: As) -> None:
    text = submitted()
    desk = as_(writer())
    assert desk.get(step_of(text, "approve")).status_code == 403
    assert b"A publisher can do this." in desk.get(page_of(text)).content


def test_a_second_decision_is_refused_and_what_was_typed_is_shown(as_: As) -> None:
    text = submitted()
    publishing.approve(text, by=publisher(), revision=text.revision)
    answer = as_(publisher()).post(step_of(text, "send_back"), {"comment": "Too late, I fear."})
    assert answer.status_code == 409
    assert b"the text is public now" in answer.content
    assert b"Too late, I fear." in answer.content
    assert page_of(text).encode() in answer.content


def test_set_aside_and_started_again(as_: As) -> None:
    author = writer()
    draft = make_draft(by=author)
    desk = as_(author)
    desk.post(step_of(draft, "set_aside"), {"comment": "Not this year."})
    assert state_of(draft) == State.SET_ASIDE
    answer = desk.post(step_of(draft, "start_again"))
    again = Edition.objects.exclude(pk=draft.pk).get(document=draft.document_id)
    assert answer["Location"] == page_of(again)
    assert (again.body, again.state) == (draft.body, State.DRAFT)


def test_a_draft_begun_by_mistake_is_deleted_by_its_writer_only(as_: As) -> None:
    author = writer()
    draft = make_draft(by=author)
    assert as_(writer()).post(step_of(draft, "delete")).status_code == 403
    assert as_(author).post(step_of(draft, "delete"), follow=True).status_code == 200
    assert not Edition.objects.filter(pk=draft.pk).exists()
    assert not Document.objects.filter(pk=draft.document_id).exists()


def test_urgent_publication_needs_a_reason_and_then_a_second_person(as_: As) -> None:
    hasty = publisher()
    draft = make_draft()
    desk = as_(hasty)
    sent = {"revision": draft.revision, "reason": ""}
    assert desk.post(step_of(draft, "publish_urgently"), sent).status_code == 422
    desk.post(step_of(draft, "publish_urgently"), sent | {"reason": "A disaster."})
    assert Edition.objects.public().filter(pk=draft.pk).exists()
    assert desk.post(step_of(draft, "countersign")).status_code == 403
    assert urgency.waiting().count() == 1
    as_(publisher()).post(step_of(draft, "countersign"))
    assert urgency.waiting().count() == 0


def test_an_urgent_publication_is_reversed_with_a_reason(as_: As) -> None:
    draft = make_draft()
    urgency.publish_urgently(draft, by=publisher(), revision=draft.revision, reason="A disaster.")
    as_(publisher()).post(step_of(draft, "reverse"), {"reason": "It was a rumour."})
    assert Notice.objects.standing().filter(document=draft.document_id).exists()


def test_a_public_text_is_corrected_by_a_new_draft_and_only_one_at_a_time(as_: As) -> None:
    statement = public_statement()
    edition = statement.editions.get()
    desk = as_(writer())
    answer = desk.post(step_of(edition, "correct"))
    draft = Edition.objects.get(state=State.DRAFT, document=statement)
    assert answer["Location"] == page_of(draft)
    assert draft.body == edition.body
    assert desk.post(step_of(edition, "correct")).status_code == 409
    assert Edition.objects.public().get(document=statement) == edition


def test_a_change_note_is_corrected_beside_the_original(as_: As) -> None:
    statement = public_statement()
    second = approved(make_draft(statement, change_note="Figure."))
    as_(publisher()).post(step_of(second, "amend_note"), {"note": "The figure of 2004."})
    assert events_of(second)[-1].public_note == "The figure of 2004."
    second.refresh_from_db()
    assert second.change_note == "Figure."


def test_a_document_is_withdrawn_with_a_reason_and_restored(as_: As) -> None:
    statement = public_statement()
    desk = as_(publisher())
    empty = desk.post(step_of(statement, "withdraw"), {"reason": "", "reason_language": "en"})
    assert (empty.status_code, Notice.objects.count()) == (422, 0)
    desk.post(
        step_of(statement, "withdraw"),
        {"reason": "A wrong figure.", "reason_language": "en", "language": "all"},
    )
    notice = Notice.objects.standing().get(document=statement)
    assert notice.reason == "A wrong figure."
    desk.post(step_of(statement, "restore"), {"notice": notice.pk})
    assert not Notice.objects.standing().exists()
    assert desk.post(step_of(statement, "restore"), {"notice": notice.pk}).status_code == 409


def test_a_withdrawal_names_what_replaces_it_by_its_address(as_: As) -> None:
    statement, better = public_statement(), public_statement()
    sent = {"reason": "Superseded.", "reason_language": "en", "language": "all"}
    desk = as_(publisher())
    nowhere = sent | {"replaced_by": "/en/no/such/page/"}
    assert desk.post(step_of(statement, "withdraw"), nowhere).status_code == 422
    address = "https://example.org" + Document.objects.get(pk=better.pk).get_absolute_url()
    desk.post(step_of(statement, "withdraw"), sent | {"replaced_by": address})
    assert Notice.objects.get(document=statement).replaced_by_id == better.pk


def test_a_removal_takes_two_administrators(as_: As) -> None:
    statement = public_statement()
    first = administrator()
    sent = {"reason": "A court.", "reason_language": "en", "language": "all"}
    assert as_(publisher()).post(step_of(statement, "propose_removal"), sent).status_code == 403
    desk = as_(first)
    desk.post(step_of(statement, "propose_removal"), sent)
    notice = Notice.objects.proposed().get(document=statement)
    confirm = step_of(statement, "confirm_removal")
    assert desk.post(confirm, {"notice": notice.pk}).status_code == 403
    as_(administrator()).post(confirm, {"notice": notice.pk})
    assert statement.editions.get().erased


def test_a_proposed_removal_is_dropped(as_: As) -> None:
    statement = public_statement()
    notice = notices.propose_removal(statement, by=administrator(), reason="A court.")
    as_(administrator()).post(step_of(statement, "drop_removal"), {"notice": notice.pk})
    assert not Notice.objects.proposed().exists()
    assert not statement.editions.get().erased


def test_a_removed_text_offers_no_step(as_: As) -> None:
    statement = public_statement()
    removed(statement)
    edition = statement.editions.get()
    desk = as_(administrator())
    steps = desk.get(page_of(edition)).context["steps"]
    assert steps.first is None and not steps.more
    assert desk.post(step_of(edition, "correct")).status_code == 409


@pytest.mark.slow
def test_a_translation_is_started_from_the_document_and_follows_the_original(as_: As) -> None:
    statement = public_statement()
    desk = as_(writer())
    page = desk.get(step_of(statement, "start") + "?language=fr")
    assert page.context["form"]["language"].value() == "fr"
    desk.post(step_of(statement, "start"), {"language": "fr"})
    draft = Edition.objects.get(document=statement, language="fr")
    assert draft.follows == statement.editions.get(language="en")
    refused = desk.post(step_of(statement, "start"), {"language": "fr"})
    assert refused.status_code == 409
    assert page_of(draft).encode() in refused.content


def test_several_languages_are_approved_together(as_: As) -> None:
    original = submitted()
    translation = submitted(make_draft(original.document, "fr"))
    desk = as_(publisher())
    url = step_of(original.document, "approve_together")
    chosen = [key for key, _ in desk.get(url).context["form"].fields["texts"].choices]
    assert len(chosen) == 2
    assert desk.post(url, {"when": "now", "texts": []}).status_code == 422
    desk.post(url, {"when": "now", "texts": chosen})
    texts = Edition.objects.filter(pk__in=[original.pk, translation.pk])
    assert len({each.release for each in texts}) == 1
    assert {each.state for each in texts} == {State.APPROVED}


def test_one_language_alone_is_not_approved_together(as_: As) -> None:
    text = submitted()
    answer = as_(publisher()).get(step_of(text.document, "approve_together"))
    assert answer.status_code == 409


def test_an_unscheduled_text_is_a_draft_again(as_: As) -> None:
    text = approved(make_draft(), at=timezone.now() + timedelta(days=2))
    as_(publisher()).post(step_of(text, "unschedule"), {"comment": "Too early."})
    assert state_of(text) == State.DRAFT


def test_an_unknown_step_is_not_found(as_: As) -> None:
    desk = as_(publisher())
    assert desk.get(step_of(make_draft(), "applaud")).status_code == 404
    assert desk.get(step_of(public_statement(), "applaud")).status_code == 404


@pytest.mark.parametrize(
    ("who", "stage", "first"),
    [
        (writer, lambda: make_draft(), "submit"),
        (publisher, lambda: submitted(), "approve"),
        (writer, lambda: submitted(), None),
        (publisher, lambda: approved(make_draft(), at=timezone.now() + LastWeek), "reschedule"),
        (writer, lambda: approved(make_draft()), "correct"),
        (publisher, lambda: approved(make_draft()), "correct"),
    ],
)
def test_the_strip_shows_the_next_step_of_this_person(
    as_: As, who: Callable[[], User], stage: Callable[[], Edition], first: str | None
) -> None:
    steps = as_(who()).get(page_of(stage())).context["steps"]
    assert (steps.first.verb if steps.first else None) == first
    assert steps.first or steps.sentence


def test_over_a_withdrawn_text_the_next_step_is_to_restore_it(as_: As) -> None:
    statement = public_statement()
    withdrawn(statement)
    steps = as_(publisher()).get(page_of(statement.editions.get())).context["steps"]
    assert steps.first.verb == "restore"
    assert (
        as_(writer()).get(page_of(statement.editions.get())).context["steps"].first.verb
        == "correct"
    )


@pytest.mark.slow
def test_every_step_that_is_offered_answers(as_: As) -> None:
    """No button of the strip leads to a refusal: each is asked for."""
    statement = public_statement()
    texts = [
        make_draft(),
        submitted(),
        approved(make_draft(), at=timezone.now() + LastWeek),
        statement.editions.get(),
        drafting.set_aside(make_draft(), by=writer()),
    ]
    desk = as_(administrator())
    asked = 0
    for text in texts:
        steps = desk.get(page_of(text)).context["steps"]
        for step in [steps.first, *steps.more]:
            assert desk.get(step.url).status_code == 200, step
            asked += 1
    assert asked > 12
