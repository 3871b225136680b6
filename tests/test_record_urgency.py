"""One person publishes urgently; another countersigns or reverses it."""

from datetime import date

import pytest

from cultural_alliance.editions import urgency
from cultural_alliance.editions.models import Edition, Notice
from cultural_alliance.editions.refusals import Incomplete, NotAllowed, NotYourOwn, WrongState
from tests.support import cast, record

pytestmark = pytest.mark.django_db


def test_one_person_publishes_urgently_for_a_reason_and_another_countersigns() -> None:
    draft, publisher = record.make_draft(), cast.publisher()
    with pytest.raises(Incomplete, match="Give the reason"):
        urgency.publish_urgently(draft, by=publisher, revision=draft.revision, reason="")
    with pytest.raises(NotAllowed):
        urgency.publish_urgently(draft, by=cast.writer(), revision=draft.revision, reason="x")
    edition = urgency.publish_urgently(
        draft, by=publisher, revision=draft.revision, reason="A flood."
    )
    assert list(Edition.objects.public()) == [edition]
    assert list(urgency.waiting()) == [edition]
    with pytest.raises(NotYourOwn):
        urgency.countersign(edition, by=publisher)
    urgency.countersign(edition, by=cast.publisher())
    assert not urgency.waiting().exists()
    with pytest.raises(WrongState, match="not waiting for a second person"):
        urgency.countersign(edition, by=cast.publisher())


def test_reversed_the_text_before_is_the_next_edition() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    draft = record.make_draft(statement, body="<p>Wrong.</p>")
    urgent = urgency.publish_urgently(
        draft, by=cast.publisher(), revision=draft.revision, reason="A hurry."
    )
    with pytest.raises(Incomplete, match="Give the reason"):
        urgency.reverse(urgent, by=cast.publisher(), reason=" ")
    again = urgency.reverse(urgent, by=cast.publisher(), reason="It was wrong.")
    assert again is not None and again.number == 3
    first = statement.editions.get(number=1)
    assert (again.body, again.change_note) == (first.body, "It was wrong.")
    assert list(Edition.objects.public()) == [again]
    assert not urgency.waiting().exists()


def test_reversed_a_text_without_one_before_is_withdrawn() -> None:
    draft = record.make_draft()
    urgent = urgency.publish_urgently(
        draft, by=cast.publisher(), revision=draft.revision, reason="A hurry."
    )
    assert urgency.reverse(urgent, by=cast.publisher(), reason="It was wrong.") is None
    notice = Notice.objects.get()
    assert (notice.kind, notice.language, notice.reason) == ("withdrawn", "", "It was wrong.")


def test_reversed_a_text_that_is_withdrawn_already_stays_so() -> None:
    draft = record.make_draft()
    urgent = urgency.publish_urgently(
        draft, by=cast.publisher(), revision=draft.revision, reason="A hurry."
    )
    notice = record.withdrawn(draft.document)
    assert urgency.reverse(urgent, by=cast.publisher(), reason="It was wrong.") is None
    assert Notice.objects.get() == notice
    assert not urgency.waiting().exists()


def test_an_urgent_text_with_a_newer_one_is_not_reversed() -> None:
    draft = record.make_draft()
    urgent = urgency.publish_urgently(
        draft, by=cast.publisher(), revision=draft.revision, reason="A hurry."
    )
    record.correct(draft.document, body="<p>Right.</p>")
    with pytest.raises(WrongState, match="A newer edition is approved"):
        urgency.reverse(urgent, by=cast.publisher(), reason="It was wrong.")
