"""Deciding: a text is handed in, approved by somebody else, or sent back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cultural_alliance.editions import (
    approval,
    digests,
    drafting,
    entering,
    notices,
    publishing,
)
from cultural_alliance.editions.models import Edition, Event, State
from cultural_alliance.editions.refusals import (
    Incomplete,
    NotAllowed,
    NotYourOwn,
    Refused,
    Stale,
    WrongInstant,
    WrongState,
)
from messages.models import Statement
from tests.support import cast, record

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_an_incomplete_text_is_not_handed_in_and_all_that_is_missing_is_said() -> None:
    draft = drafting.start_document(Statement(), by=cast.writer())
    with pytest.raises(Incomplete, match=r"Give the text a title\. Write the text\.") as refusal:
        publishing.submit(draft, by=cast.writer(), revision=draft.revision)
    assert set(refusal.value.about["missing"]) == {"title", "body"}


def test_a_correction_tells_what_changes_or_is_minor() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    draft = record.make_draft(statement, change_note="")
    author = draft.saved_by
    assert set(publishing.missing(draft)) == {"change_note"}
    with pytest.raises(Incomplete, match="Tell readers what changes"):
        record.submitted(draft)
    draft = drafting.save_draft(draft, by=author, revision=draft.revision, minor=True)
    assert record.submitted(draft).state == State.SUBMITTED


def test_a_second_click_on_submit_is_told_where_the_text_stands() -> None:
    draft = record.make_draft()
    record.submitted(draft)
    with pytest.raises(WrongState, match="This text is submitted now"):
        record.submitted(draft)


def test_a_submission_is_taken_back_by_those_who_wrote_it() -> None:
    submission = record.submitted()
    with pytest.raises(NotAllowed, match="Only those who wrote or submitted"):
        publishing.recall(submission, by=cast.writer())
    assert publishing.recall(submission, by=submission.saved_by).state == State.DRAFT
    with pytest.raises(WrongState, match="draft now"):
        publishing.recall(submission, by=submission.saved_by)


def test_a_submission_is_sent_back_with_what_to_do() -> None:
    submission, publisher = record.submitted(), cast.publisher()
    with pytest.raises(Incomplete, match="Say what the writers should do"):
        publishing.send_back(submission, by=publisher, comment=" ")
    with pytest.raises(NotAllowed):
        publishing.send_back(submission, by=cast.writer(), comment="Shorter.")
    back = publishing.send_back(submission, by=publisher, comment="Shorter.")
    assert back.state == State.DRAFT
    assert Event.objects.latest("pk").comment == "Shorter."


def test_an_approval_numbers_dates_and_digests_the_text() -> None:
    submission, publisher = record.submitted(), cast.publisher()
    before = timezone.now()
    edition = publishing.approve(submission, by=publisher, revision=submission.revision)

    stored, document = Edition.objects.get(), Statement.objects.get()
    assert (stored.state, stored.number) == (State.APPROVED, 1)
    assert before <= stored.published_at == stored.recorded_at <= timezone.now()
    assert stored.digest == digests.of_edition(stored, document.facts()) == edition.digest
    assert document.first_published_at == stored.published_at
    assert document.path == f"info/messages/{timezone.localtime().year}/{document.slug}"
    event = Event.objects.latest("pk")
    assert (event.verb, event.actor, event.edition_digest) == ("approved", publisher, stored.digest)
    assert event.changed["facts"] == document.facts()
    assert list(Edition.objects.public()) == [stored]


def test_nobody_approves_what_they_wrote_or_handed_in() -> None:
    publisher = cast.publisher()
    own = record.submitted(record.make_draft(by=publisher))
    with pytest.raises(NotYourOwn, match="a different person has to approve it"):
        publishing.approve(own, by=publisher, revision=own.revision)

    handed_in = record.submitted(record.make_draft(), by=publisher)
    with pytest.raises(NotYourOwn):
        publishing.approve(handed_in, by=publisher, revision=handed_in.revision)

    with pytest.raises(NotAllowed, match="Your role does not allow this"):
        publishing.approve(own, by=cast.writer(), revision=own.revision)
    assert not Edition.objects.public().exists()
    publishing.approve(own, by=cast.publisher(), revision=own.revision)


def test_only_the_text_that_was_seen_is_approved() -> None:
    submission = record.submitted()
    seen = submission.revision
    author = submission.saved_by
    draft = publishing.recall(submission, by=author)
    draft = drafting.save_draft(draft, by=author, revision=draft.revision, body="<p>Other</p>")
    record.submitted(draft)
    with pytest.raises(Stale) as refusal:
        publishing.approve(submission, by=cast.publisher(), revision=seen)
    assert refusal.value.about["edition"].body == "<p>Other</p>"


def test_a_second_click_on_approve_is_told_where_the_text_stands() -> None:
    submission, publisher = record.submitted(), cast.publisher()
    publishing.approve(submission, by=publisher, revision=submission.revision)
    with pytest.raises(WrongState, match="This text is approved now"):
        publishing.approve(submission, by=publisher, revision=submission.revision)
    assert Edition.objects.get().number == 1


def test_a_draft_is_not_approved_before_it_is_handed_in() -> None:
    draft = record.make_draft()
    with pytest.raises(WrongState, match="This text is draft now"):
        publishing.approve(draft, by=cast.publisher(), revision=draft.revision)


def test_an_instant_that_has_passed_is_refused_with_the_nearest_right_one() -> None:
    submission = record.submitted()
    with pytest.raises(WrongInstant, match="That instant has passed") as refusal:
        record.approved(submission, at=timezone.now() - timedelta(seconds=1))
    assert refusal.value.about["nearest"] <= timezone.now()


def test_a_translation_is_not_public_before_what_it_follows() -> None:
    tomorrow = timezone.now() + DAY
    original = record.approved(at=tomorrow)
    french = record.submitted(record.make_draft(original.document, "fr"))
    with pytest.raises(WrongInstant, match="before the text that it follows") as refusal:
        record.approved(french, at=tomorrow - timedelta(hours=1))
    assert refusal.value.about["nearest"] == original.published_at
    assert record.approved(french, at=tomorrow).published_at == original.published_at


def test_a_translation_of_a_draft_is_not_approved_before_it() -> None:
    draft = record.make_draft()
    french = record.submitted(record.make_draft(draft.document, "fr"))
    with pytest.raises(WrongState, match="not approved yet"):
        record.approved(french)
    record.approved(record.submitted(draft))
    assert record.approved(french).number == 1


def test_languages_approved_together_are_public_in_one_instant() -> None:
    draft = record.make_draft()
    texts = [
        record.submitted(record.make_draft(draft.document, "fr")),
        record.submitted(record.make_draft(draft.document, "ar")),
        record.submitted(draft),
    ]
    revisions = {each.pk: each.revision for each in texts}
    done = publishing.approve_together(texts, by=cast.publisher(), revisions=revisions)
    assert len({each.published_at for each in done}) == 1
    assert len({each.release for each in done}) == 1 and done[0].release
    assert {each.language for each in Edition.objects.public()} == {"en", "fr", "ar"}
    assert Statement.objects.get().slug == "message-on-the-occasion-of-the-day"


def test_all_are_approved_together_or_none() -> None:
    publisher = cast.publisher()
    draft = record.make_draft()
    texts = [
        record.submitted(draft),
        record.submitted(record.make_draft(draft.document, "fr", by=publisher)),
    ]
    revisions = {each.pk: each.revision for each in texts}
    with pytest.raises(NotYourOwn):
        publishing.approve_together(texts, by=publisher, revisions=revisions)
    assert not Edition.objects.filter(state=State.APPROVED).exists()
    with pytest.raises(Refused, match="at least one"):
        publishing.approve_together([], by=publisher, revisions={})


def test_originals_come_first() -> None:
    draft = record.make_draft()
    french = record.make_draft(draft.document, "fr")
    spanish = drafting.start_draft(draft.document, "es", by=cast.writer(), from_=french)
    assert approval.originals_first([spanish, french, draft]) == [draft, french, spanish]


def test_a_removed_text_is_not_written_again() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    draft = record.make_draft(statement, "fr")
    record.removed(statement)
    with pytest.raises(Refused, match="removed on legal grounds, which is never undone"):
        drafting.start_draft(statement, "es", by=cast.writer())
    with pytest.raises(Stale):
        drafting.save_draft(draft, by=cast.writer(), revision=draft.revision, title="x")
    with pytest.raises(Refused, match="never undone"):
        entering.enter_in_record(
            statement, "en", by=None, published_on=date(2007, 1, 1), title="x", body="x", minor=True
        )


def test_notices_are_part_of_no_approval() -> None:
    """A correction of what is withdrawn stays withdrawn, until somebody restores it."""
    statement = record.make_statement(published_on=date(2006, 1, 11))
    notice = record.withdrawn(statement)
    record.correct(statement, body="<p>Right.</p>")
    assert not Statement.objects.listed().exists()
    notices.restore(notice, by=cast.publisher())
    assert Statement.objects.listed().get() == statement
