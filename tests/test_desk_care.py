"""Needs care: what was right once and is no longer, and the Days that come."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cultural_alliance.editions import drafting
from messages.models import Occasion, Statement
from tests.support.cast import writer
from tests.support.desk import step_of
from tests.support.front import desk, panel, part
from tests.support.record import (
    approved,
    correct,
    make_draft,
    make_statement,
    make_translation,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_translation_is_behind_until_somebody_begins_to_follow() -> None:
    statement = make_statement("Original", published_on=timezone.now() - timedelta(days=9))
    french = make_translation(statement, title="Traduction")
    assert part(desk(writer()), "Translations behind") == ""
    correct(statement, body="<p>Otherwise.</p>")
    behind = part(desk(writer()), "Translations behind")
    assert "Traduction" in behind and step_of(french, "correct") in behind
    drafting.start_draft(statement, "fr", by=writer(), from_=french)
    assert part(desk(writer()), "Translations behind") == ""


def test_a_withdrawn_translation_is_not_asked_for_what_no_list_shows() -> None:
    statement = make_statement("Original", published_on=timezone.now() - timedelta(days=9))
    make_translation(statement, title="Traduction")
    correct(statement, body="<p>Otherwise.</p>")
    assert "Traduction" in part(desk(writer()), "Translations behind")
    withdrawn(statement)
    assert part(desk(writer()), "Translations behind") == ""


def test_after_the_delivery_the_desk_asks_for_the_words_that_were_spoken() -> None:
    title = "Delivered, and still the text from before"
    tomorrow = timezone.localdate() + timedelta(days=1)
    text = approved(make_draft(title="To be given", delivered_on=tomorrow))
    assert part(desk(writer()), title) == ""
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        asked = part(desk(writer()), title)
        assert "To be given" in asked and step_of(text, "correct") in asked
        correct(text.document, body="<p>As it was spoken.</p>")
        assert part(desk(writer()), title) == ""


@pytest.fixture
def coming() -> Occasion:
    occasion = Occasion.objects.create(slug="day", names={"en": "The Day"})
    occasion.rules.create(month=9, day=12, first_year=2012)
    return occasion


def test_a_day_of_the_next_six_weeks_stands_on_the_desk_with_the_text_of_last_year(
    coming: Occasion, client: Client
) -> None:
    last = make_statement("Last year", published_on=date(2026, 9, 12), occasion="day")
    with time_machine.travel(datetime(2027, 7, 31, 12, tzinfo=UTC), tick=True):
        assert part(desk(writer()), "Occasions coming") == ""
    with time_machine.travel(datetime(2027, 8, 10, 12, tzinfo=UTC), tick=True):
        row = part(desk(writer()), "Occasions coming")
        assert "The Day" in row and "Sunday 12 September 2027, in 1\xa0month" in row
        assert "The text of 2026" in row and f"/admin/editions/document/{last.pk}/change/" in row
        begin = f"/admin/statements/statement/add/?occasion={coming.pk}"
        assert f'href="{begin}"' in row
        client.force_login(writer())
        form = client.get(begin).content.decode()
        assert f'<option value="{coming.pk}" selected>' in form


def test_a_day_for_which_somebody_writes_already_is_nobodys_care(coming: Occasion) -> None:
    with time_machine.travel(datetime(2027, 8, 10, 12, tzinfo=UTC), tick=True):
        assert part(desk(writer()), "Occasions coming")
        make_statement("For this year", occasion="day")
        assert part(desk(writer()), "Occasions coming") == ""
    assert Statement.objects.filter(occasion=coming).exists()


def test_where_nothing_needs_care_the_panel_says_so() -> None:
    assert "Nothing needs care now." in panel(desk(writer()), "Needs care")
