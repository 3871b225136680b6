"""Time decides what is public: no worker, no flag, only the question and its instant."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from cultural_alliance.editions import drafting, notices, publishing, scheduling
from cultural_alliance.editions.models import Edition, Event, State
from cultural_alliance.editions.refusals import NotAllowed, Refused, WrongInstant, WrongState
from messages.models import Statement
from tests.support import cast, record

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


def release_of(*languages: str, at: datetime | None = None) -> list[Edition]:
    """An original and its translations, approved together."""
    draft = record.make_draft()
    texts = [record.make_draft(draft.document, code) for code in languages]
    texts = [record.submitted(each) for each in (draft, *texts)]
    revisions = {each.pk: each.revision for each in texts}
    return publishing.approve_together(texts, by=cast.publisher(), revisions=revisions, at=at)


def test_a_scheduled_text_is_public_from_its_instant_on() -> None:
    tomorrow = timezone.now() + DAY
    edition = record.approved(at=tomorrow)
    for at, expected in (
        (None, []),
        (tomorrow - timedelta(microseconds=1), []),
        (tomorrow, [edition]),
        (tomorrow + DAY, [edition]),
    ):
        assert list(Edition.objects.public(at)) == expected
        assert [each.pk for each in Statement.objects.public(at)] == [
            each.document_id for each in expected
        ]
    assert list(Edition.objects.scheduled()) == list(Edition.objects.not_yet_public()) == [edition]
    with time_machine.travel(tomorrow):
        assert list(Edition.objects.public()) == [edition]
        assert not Edition.objects.scheduled().exists()


def test_the_edition_before_is_public_until_the_next_ones_instant() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    tomorrow = timezone.now() + DAY
    second = record.correct(statement, body="<p>Other.</p>", at=tomorrow)
    first = statement.editions.get(number=1)
    assert list(Edition.objects.public()) == [first]
    assert list(Edition.objects.public(tomorrow - SECOND)) == [first]
    assert list(Edition.objects.public(tomorrow)) == [second]
    assert list(Edition.objects.published(tomorrow).order_by("number")) == [first, second]
    assert Statement.objects.get().first_published_at == first.published_at


def test_a_scheduled_text_gets_another_instant() -> None:
    tomorrow, publisher = timezone.now() + DAY, cast.publisher()
    edition = record.approved(at=tomorrow)
    [moved] = scheduling.reschedule(edition, by=publisher, at=tomorrow + HOUR)
    assert (moved.state, moved.number) == (State.APPROVED, 1)
    assert moved.published_at == tomorrow + HOUR
    assert moved.recorded_at == edition.recorded_at
    assert moved.digest != edition.digest
    assert not Edition.objects.public(tomorrow).exists()
    assert Statement.objects.get().first_published_at == tomorrow + HOUR
    with pytest.raises(WrongInstant, match="That instant has passed"):
        scheduling.reschedule(edition, by=publisher, at=timezone.now() - SECOND)
    with pytest.raises(NotAllowed):
        scheduling.reschedule(edition, by=cast.writer(), at=tomorrow)


def test_what_is_public_is_not_unscheduled_or_rescheduled() -> None:
    tomorrow = timezone.now() + DAY
    edition = record.approved(at=tomorrow)
    with time_machine.travel(tomorrow):
        for attempt in (
            lambda: scheduling.unschedule(edition, by=cast.publisher()),
            lambda: scheduling.reschedule(edition, by=cast.publisher(), at=tomorrow + DAY),
        ):
            with pytest.raises(WrongState, match="not scheduled any more"):
                attempt()
    with pytest.raises(NotAllowed):
        scheduling.unschedule(edition, by=cast.writer())
    scheduling.unschedule(edition, by=cast.publisher())
    with pytest.raises(WrongState, match="not scheduled any more"):
        scheduling.unschedule(edition, by=cast.publisher())


def test_unscheduling_takes_number_address_and_date_back() -> None:
    edition = record.approved(at=timezone.now() + DAY)
    assert Statement.objects.get().path
    scheduling.unschedule(edition, by=cast.publisher())
    statement = Statement.objects.get()
    assert (statement.path, statement.slug, statement.first_published_at) == ("", "", None)
    assert not statement.addresses.exists()
    draft = statement.editions.get()
    draft = drafting.save_draft(
        draft, by=cast.writer(), revision=draft.revision, title="A better title"
    )
    assert record.approved(draft).number == 1
    assert Statement.objects.get().slug == "a-better-title"


def test_unscheduling_a_correction_leaves_what_is_public() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    second = record.correct(statement, at=timezone.now() + DAY)
    scheduling.unschedule(second, by=cast.publisher())
    after = Statement.objects.get()
    assert (after.path, after.first_published_at) == (
        statement.path,
        statement.first_published_at,
    )
    assert record.approved(record.submitted(statement.editions.get(state="draft"))).number == 2


def test_those_released_together_are_moved_together() -> None:
    tomorrow = timezone.now() + DAY
    _original, french = release_of("fr", at=tomorrow)
    moved = scheduling.reschedule(french, by=cast.publisher(), at=tomorrow + DAY)
    assert {each.language for each in moved} == {"en", "fr"}
    assert {each.published_at for each in Edition.objects.all()} == {tomorrow + DAY}
    back = scheduling.unschedule(moved[0], by=cast.publisher())
    assert {each.state for each in back} == {State.DRAFT}
    assert Event.objects.filter(verb="unscheduled").count() == 2


def test_what_a_removal_erased_does_not_hold_up_the_rest_of_its_release() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    record.make_translation(statement)
    texts = [record.submitted(record.make_draft(statement, code)) for code in ("en", "fr")]
    tomorrow = timezone.now() + DAY
    second, french = publishing.approve_together(
        texts, by=cast.publisher(), revisions={e.pk: e.revision for e in texts}, at=tomorrow
    )
    record.removed(statement, language="fr")
    with pytest.raises(WrongState):
        scheduling.unschedule(french, by=cast.publisher())
    assert scheduling.unschedule(second, by=cast.publisher()) == [second]


def test_an_original_is_not_moved_behind_its_translation() -> None:
    tomorrow = timezone.now() + DAY
    original = record.approved(at=tomorrow)
    french = record.approved(record.make_draft(original.document, "fr"), at=tomorrow + HOUR)
    for attempt in (
        lambda: scheduling.reschedule(original, by=cast.publisher(), at=tomorrow + DAY),
        lambda: scheduling.unschedule(original, by=cast.publisher()),
    ):
        with pytest.raises(WrongInstant, match="translation is scheduled to follow") as refusal:
            attempt()
        assert refusal.value.about["nearest"] == french.published_at
    with pytest.raises(WrongInstant, match="before the text that it follows"):
        scheduling.reschedule(french, by=cast.publisher(), at=tomorrow - HOUR)
    scheduling.reschedule(original, by=cast.publisher(), at=tomorrow + HOUR)


def test_lists_are_of_documents_by_first_publication_in_any_language() -> None:
    old = record.make_statement("Old", published_on=date(2005, 1, 1))
    new = record.make_statement("New", published_on=date(2006, 1, 1))
    record.correct(old, body="<p>Corrected now.</p>")
    record.make_translation(old)
    listed = Statement.objects.public().newest_first()
    assert [each.pk for each in listed] == [new.pk, old.pk]


def test_as_it_stood_is_the_same_question_with_another_instant() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    first = statement.editions.get()
    second = record.correct(statement, body="<p>Other.</p>")
    notice = record.withdrawn(statement)
    notices.restore(notice, by=cast.publisher())
    between = first.published_at + DAY
    assert list(Edition.objects.public(between)) == [first]
    assert list(Edition.objects.public()) == [second]
    assert not Edition.objects.public(first.published_at - SECOND).exists()
    assert not Statement.objects.listed(notice.starts_at).exists()
    assert Statement.objects.listed().exists()


def test_a_scheduled_address_is_free_again_and_a_wished_one_is_kept() -> None:
    statement = record.make_statement(slug="my-own-word")
    edition = record.approved(statement.editions.get(), at=timezone.now() + DAY)
    assert Statement.objects.get().path.endswith("/my-own-word")
    scheduling.unschedule(edition, by=cast.publisher())
    after = Statement.objects.get()
    assert (after.slug, after.path) == ("my-own-word", "")


def test_pages_above_approved_ones_are_not_unscheduled() -> None:
    tomorrow = timezone.now() + DAY
    above = record.make_page("above")
    assert above.path == "above"
    draft = drafting.start_document(type(above)(slug="early"), by=cast.writer(), title="Early")
    draft = drafting.save_draft(draft, by=cast.writer(), revision=draft.revision, body="<p>x</p>")
    early = record.approved(draft, at=tomorrow)
    child = drafting.start_document(
        type(above)(slug="child", parent=early.document.specific), by=cast.writer(), title="Child"
    )
    child = drafting.save_draft(child, by=cast.writer(), revision=child.revision, body="<p>x</p>")
    child = record.approved(child, at=tomorrow + DAY)
    assert child.document.path == "early/child"
    with pytest.raises(Refused, match="Pages below this one are approved"):
        scheduling.unschedule(early, by=cast.publisher())
    scheduling.unschedule(child, by=cast.publisher())
    scheduling.unschedule(early, by=cast.publisher())
