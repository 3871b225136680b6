"""Addresses: minted at the first approval; once public they lead to the text for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from cultural_alliance.editions import addresses, scheduling
from cultural_alliance.editions.entering import enter_in_record
from cultural_alliance.editions.models import Address, Event
from cultural_alliance.editions.refusals import AddressTaken, NotAllowed, Refused
from cultural_alliance.pages.models import Page
from messages.models import Statement
from tests.support import cast, record

pytestmark = pytest.mark.django_db


def paths_of(document: Statement | Page) -> set[str]:
    return set(document.addresses.values_list("path", flat=True))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Message of the Director-General", "message-of-the-director-general"),
        ("Послание", "poslanie"),
        ("文化多样性", "wenhuaduoyangxing"),
        ("…", "statement-"),
        ("word " * 60, "word-" * 19 + "word"),
    ],
)
def test_the_slug_is_latin_and_made_from_the_title(title: str, slug: str) -> None:
    statement = record.make_statement(title, language="zh", published_on=date(2006, 1, 11))
    assert statement.slug.replace("-", "").startswith(slug.replace("-", ""))
    assert statement.slug.isascii() and len(statement.slug) <= 100


def test_a_slug_is_unique_within_the_year_of_first_publication() -> None:
    paths = [
        record.make_statement("Message", published_on=day).path
        for day in (date(2006, 1, 1), date(2006, 12, 31), date(2007, 1, 1))
    ]
    assert paths == [
        "info/messages/2006/message",
        "info/messages/2006/message-2",
        "info/messages/2007/message",
    ]


def test_the_year_is_one_in_paris() -> None:
    new_year = datetime(2006, 12, 31, 23, tzinfo=UTC)
    statement = record.make_statement(published_on=new_year)
    assert statement.path.startswith("info/messages/2007/")


def test_a_wished_slug_that_is_taken_is_refused() -> None:
    record.make_statement(slug="message", published_on=date(2006, 1, 1))
    with pytest.raises(AddressTaken, match="Choose another slug") as refusal:
        record.make_statement(slug="message", published_on=date(2006, 1, 2))
    assert refusal.value.about["path"] == "info/messages/2006/message"
    assert record.make_statement(slug="message", published_on=date(2007, 1, 2)).path


def test_a_correction_or_translation_leaves_the_address() -> None:
    statement = record.make_statement("One", published_on=date(2006, 1, 11))
    record.correct(statement, title="Two")
    record.make_translation(statement, title="Trois")
    assert Statement.objects.get().path == "info/messages/2006/one"


def test_a_scheduled_statement_takes_the_year_of_its_instant() -> None:
    this_year = timezone.localtime().year
    edition = record.approved(at=timezone.now().replace(year=this_year + 2, month=6, day=1))
    assert f"/{this_year + 2}/" in Statement.objects.get().path
    scheduling.reschedule(
        edition, by=cast.publisher(), at=timezone.now().replace(year=this_year + 3, month=6, day=1)
    )
    after = Statement.objects.get()
    assert f"/{this_year + 3}/" in after.path
    assert paths_of(after) == {after.path}


def test_a_moved_document_keeps_its_former_address() -> None:
    statement = record.make_statement("One", published_on=date(2006, 1, 11))
    with pytest.raises(NotAllowed):
        addresses.move(statement, by=cast.writer(), slug="two")
    for wrong in ("Two", "deux-é", "a/b", "", "-"):
        with pytest.raises(Refused, match="small Latin letters"):
            addresses.move(statement, by=cast.publisher(), slug=wrong)
    moved = addresses.move(statement, by=cast.publisher(), slug="two")
    assert moved.path == "info/messages/2006/two"
    assert paths_of(moved) == {"info/messages/2006/one", "info/messages/2006/two"}
    event = Event.objects.latest("pk")
    assert event.changed == {"from": "info/messages/2006/one", "to": moved.path}
    back = addresses.move(moved, by=cast.publisher(), slug="one")
    assert back.path == "info/messages/2006/one"


def test_nobody_takes_a_former_address() -> None:
    statement = record.make_statement("One", published_on=date(2006, 1, 11))
    addresses.move(statement, by=cast.publisher(), slug="two")
    assert record.make_statement("One", published_on=date(2006, 2, 1)).slug == "one-2"
    third = record.make_statement("Three", published_on=date(2006, 2, 1))
    with pytest.raises(AddressTaken):
        addresses.move(third, by=cast.publisher(), slug="one")
    assert Statement.objects.get(pk=third.pk).slug == "three"


def test_what_was_never_public_leaves_no_former_address() -> None:
    draft = record.make_statement("One")
    addresses.move(draft, by=cast.publisher(), slug="wished")
    assert Statement.objects.get().slug == "wished"
    record.approved(draft.editions.get(), at=timezone.now() + timedelta(days=1))
    moved = addresses.move(draft, by=cast.publisher(), slug="other")
    assert paths_of(moved) == {moved.path}


def test_pages_below_move_with_the_page_above() -> None:
    """Whatever the order in which they were made."""
    late = Page.objects.create(kind="page", slug="grandchild")
    history = record.make_page("history")
    child = record.make_page("child", parent=history)
    late.parent = child
    late.save()
    enter_in_record(late, "en", by=None, published_on=date(2006, 1, 11), title="Late", body="x")
    other = record.make_page("other")
    assert Page.objects.get(pk=late.pk).path == "history/child/grandchild"

    addresses.move(history, by=cast.publisher(), slug="our-history")
    assert [Page.objects.get(pk=each.pk).path for each in (history, child, late)] == [
        "our-history",
        "our-history/child",
        "our-history/child/grandchild",
    ]
    addresses.move(child, by=cast.publisher(), parent=other)
    assert Page.objects.get(pk=late.pk).path == "other/child/grandchild"
    assert paths_of(late) == {
        "history/child/grandchild",
        "our-history/child/grandchild",
        "other/child/grandchild",
    }


def test_all_pages_move_or_none() -> None:
    history, other = record.make_page("history"), record.make_page("other")
    child = record.make_page("child", parent=history)
    record.make_page("child", parent=other)
    addresses.move(child, by=cast.publisher(), slug="mine")
    former = {each.pk: each.path for each in Page.objects.all()}
    Address.objects.create(path="new/mine", document=other)
    with pytest.raises(AddressTaken):
        addresses.move(history, by=cast.publisher(), slug="new")
    assert {each.pk: each.path for each in Page.objects.all()} == former
    with pytest.raises(Refused, match="below itself"):
        addresses.move(history, by=cast.publisher(), parent=child)
    assert Page.objects.get(pk=history.pk).parent is None
