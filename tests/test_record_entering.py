"""What was published before the portal existed is entered with its date, and nothing else is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from cultural_alliance.editions import entering
from cultural_alliance.editions.refusals import NotAllowed, WrongInstant, WrongState
from messages.models import Statement
from tests.support import cast, record

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_text_from_before_the_portal_is_entered_with_its_date() -> None:
    publisher = cast.publisher()
    edition = entering.enter_in_record(
        Statement(),
        "en",
        by=publisher,
        published_on=date(2006, 1, 11),
        title="Message",
        body="One.\n\nTwo.",
    )
    assert edition.published_at == datetime(2006, 1, 10, 23, tzinfo=UTC)  # midnight in Paris
    assert timezone.now() - edition.recorded_at < timedelta(minutes=1)
    document = Statement.objects.get()
    assert document.path == "info/messages/2006/message"
    with pytest.raises(NotAllowed):
        entering.enter_in_record(
            Statement(), "en", by=cast.writer(), published_on=date(2006, 1, 11), title="x", body="x"
        )


def test_nobody_publishes_alone_by_entering_a_text() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    with pytest.raises(WrongInstant, match="submit it for approval"):
        entering.enter_in_record(
            statement,
            "en",
            by=cast.publisher(),
            published_on=timezone.now(),
            title="x",
            body="x",
            minor=True,
        )
    assert statement.editions.count() == 1


def test_a_text_is_not_entered_ahead_or_before_an_earlier_edition() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    texts = {"title": "x", "body": "x", "change_note": "x"}
    with pytest.raises(WrongInstant, match="a date that has come"):
        entering.enter_in_record(
            statement, "en", by=None, published_on=timezone.now() + DAY, **texts
        )
    with pytest.raises(WrongInstant, match="public from a later instant"):
        entering.enter_in_record(statement, "en", by=None, published_on=date(2005, 1, 1), **texts)
    record.correct(statement, at=timezone.now() + DAY)
    with pytest.raises(WrongState, match="Edition 2 is scheduled: unschedule it first"):
        entering.enter_in_record(statement, "en", by=None, published_on=date(2007, 1, 1), **texts)
