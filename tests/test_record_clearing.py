"""Examples are taken away whole; nothing else ever is."""

from datetime import date

import pytest

from cultural_alliance.editions import clearing
from cultural_alliance.editions.models import Edition
from cultural_alliance.editions.refusals import Refused
from cultural_alliance.editions.verifying import Verification
from messages.models import Statement
from tests.support import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> Edition:
    return record.make_statement(published_on=date(2006, 1, 11)).editions.get()


def test_an_example_is_taken_away_whole(public: Edition) -> None:
    example = record.make_statement(published_on=date(2006, 1, 11), is_example=True)
    record.correct(example, body="<p>Other.</p>")
    record.make_translation(example)
    record.withdrawn(example)
    pk = example.pk

    event = clearing.clear_example(example)

    assert not Statement.objects.filter(pk=pk).exists()
    assert not Edition.objects.filter(document=pk).exists()
    assert (event.document, event.verb, event.actor) == (pk, "cleared example", None)
    assert Edition.objects.get() == public


def test_what_is_no_example_is_never_taken_away(public: Edition) -> None:
    with pytest.raises(Refused, match="Only examples are taken away"):
        clearing.clear_example(public.document)
    assert Edition.objects.get() == public


def test_an_example_that_a_notice_points_at_stays_until_that_one_is_gone() -> None:
    new, old = (
        record.make_statement(published_on=date(2006, 1, 11), is_example=True) for _ in range(2)
    )
    record.withdrawn(old, replaced_by=new)
    with pytest.raises(Refused, match="Something still points at this example"):
        clearing.clear_example(new)
    clearing.clear_example(old)
    clearing.clear_example(new)
    assert not Edition.objects.exists()
    assert list(Verification().faults()) == []
