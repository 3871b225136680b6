"""A text may have a day from which the desk asks whether it still holds."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cultural_alliance.editions import amending
from cultural_alliance.editions.models import Document, Event
from cultural_alliance.editions.refusals import NotAllowed
from tests.support.cast import make_user, writer
from tests.support.desk import step_of
from tests.support.front import desk, part
from tests.support.record import make_page, make_statement, withdrawn

pytestmark = pytest.mark.django_db


def due() -> str:
    return part(desk(writer()), "To be reviewed")


def test_a_writer_sets_the_day_on_the_documents_page_and_the_desk_asks_from_then_on(
    client: Client,
) -> None:
    page = make_page("funding", "Where funds come from")
    day = timezone.localdate() + timedelta(days=30)
    client.force_login(writer())
    own = client.get(f"/admin/pages/page/{page.pk}/change/").content.decode()
    assert f'href="{step_of(page, "review")}"' in own
    answer = client.post(step_of(page, "review"), {"on": day.isoformat()}, follow=True)
    assert f"To be reviewed on {day:%-d %B %Y}." in answer.content.decode()
    assert due() == ""
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=True):
        assert "Where funds come from" in due() and step_of(page, "review") in due()
    form = client.get(step_of(page, "review")).content.decode()
    assert f'value="{day.isoformat()}"' in form
    client.post(step_of(page, "review"), {"on": ""})
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=True):
        assert due() == ""


def test_what_is_no_day_is_refused_and_nothing_changes(client: Client) -> None:
    page = make_page("funding")
    client.force_login(writer())
    answer = client.post(step_of(page, "review"), {"on": "2027-02-30"})
    assert "Write the day as year, month and day" in answer.content.decode()
    assert Document.objects.get(pk=page.pk).review_on is None


def test_only_those_who_write_set_it_and_the_record_is_not_touched() -> None:
    page, today = make_page("funding"), timezone.localdate()
    with pytest.raises(NotAllowed):
        amending.set_review_date(page, by=make_user(), on=today)
    events = Event.objects.count()
    amending.set_review_date(page, by=writer(), on=today)
    assert Document.objects.get(pk=page.pk).review_on == today
    assert Event.objects.count() == events


def test_a_removed_text_is_reviewed_by_nobody_and_a_withdrawn_one_still_is(client: Any) -> None:
    from tests.support.record import removed

    for title, act in (("Taken back", withdrawn), ("Erased", removed)):
        statement = make_statement(title, published_on=timezone.now())
        amending.set_review_date(statement, by=writer(), on=timezone.localdate())
        act(statement)
    assert "Taken back" in due()
    assert "Erased" not in due()


def test_a_draft_that_was_never_public_is_offered_no_review(client: Client) -> None:
    statement = make_statement("Never public")
    client.force_login(writer())
    own = client.get(f"/admin/statements/statement/{statement.pk}/change/").content.decode()
    assert step_of(statement, "review") not in own
    assert client.get(step_of(statement, "review")).status_code in (403, 409)
