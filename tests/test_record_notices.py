"""Notices: a text is withdrawn and restored; it is removed for ever, by two people."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cultural_alliance.editions import amending, drafting, notices
from cultural_alliance.editions.digests import sha256_of
from cultural_alliance.editions.models import Edition, Event, Notice, State
from cultural_alliance.editions.refusals import (
    Frozen,
    Incomplete,
    NotAllowed,
    NotYourOwn,
    Refused,
    WrongState,
)
from messages.models import Statement
from tests.support import cast, record

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def statement() -> Statement:
    """Public in English (twice corrected) and French."""
    made = record.make_statement(published_on=date(2006, 1, 11))
    record.make_translation(made)
    record.correct(made, body="<p>Other.</p>")
    return made


def public_languages() -> set[str]:
    return {each.language for each in Edition.objects.public()}


def test_a_withdrawn_text_stays_public_and_leaves_the_lists(statement: Statement) -> None:
    notice = record.withdrawn(statement, "A wrong figure.")
    assert (notice.kind, notice.language, notice.starts_at is None) == ("withdrawn", "", False)
    assert public_languages() == {"en", "fr"}
    assert Statement.objects.public().exists()
    assert not Statement.objects.listed().exists()
    assert not Edition.objects.listed().exists()
    event = Event.objects.latest("pk")
    assert (event.verb, event.public_note) == ("withdrew", "A wrong figure.")


def test_a_withdrawn_translation_leaves_the_original_in_the_lists(statement: Statement) -> None:
    record.withdrawn(statement, language="fr")
    assert Statement.objects.listed().exists()
    assert {each.language for each in Edition.objects.listed()} == {"en"}
    assert public_languages() == {"en", "fr"}


def test_a_notice_on_the_original_is_one_for_all(statement: Statement) -> None:
    assert record.withdrawn(statement, language="en").language == ""


def test_a_restored_text_is_listed_again(statement: Statement) -> None:
    notice = record.withdrawn(statement)
    with pytest.raises(NotAllowed):
        notices.restore(notice, by=cast.writer())
    notices.restore(notice, by=cast.publisher(), comment="It was right.")
    assert Statement.objects.listed().exists()
    with pytest.raises(WrongState, match="not withdrawn"):
        notices.restore(notice, by=cast.publisher())
    assert record.withdrawn(statement).pk != notice.pk  # and may be withdrawn again


def test_withdrawing_takes_a_publisher_a_reason_and_something_public(statement: Statement) -> None:
    with pytest.raises(NotAllowed):
        notices.withdraw(statement, by=cast.writer(), reason="x")
    with pytest.raises(Incomplete, match="the reason that readers are told"):
        notices.withdraw(statement, by=cast.publisher(), reason="  ")
    with pytest.raises(WrongState, match="ever public"):
        notices.withdraw(statement, by=cast.publisher(), reason="x", language="ar")
    draft = record.make_draft()
    with pytest.raises(WrongState, match="ever public"):
        notices.withdraw(draft.document, by=cast.publisher(), reason="x")
    with pytest.raises(Refused, match="cannot replace itself"):
        notices.withdraw(statement, by=cast.publisher(), reason="x", replaced_by=statement)
    with pytest.raises(Refused, match="has to be public first"):
        notices.withdraw(statement, by=cast.publisher(), reason="x", replaced_by=draft.document)
    assert not Notice.objects.exists()


def test_a_second_click_on_withdraw_is_told(statement: Statement) -> None:
    record.withdrawn(statement)
    for language in ("", "en", "fr"):
        with pytest.raises(WrongState, match="withdrawn or removed already"):
            record.withdrawn(statement, language=language)
    assert Notice.objects.count() == 1


def test_a_removal_takes_two_administrators(statement: Statement) -> None:
    administrator = cast.administrator()
    with pytest.raises(NotAllowed):
        notices.propose_removal(statement, by=cast.publisher(), reason="A court.")
    with pytest.raises(Incomplete):
        notices.propose_removal(statement, by=administrator, reason="")
    proposed = notices.propose_removal(statement, by=administrator, reason="A court.")
    assert public_languages() == {"en", "fr"}
    with pytest.raises(NotYourOwn, match="a different person has to confirm it"):
        notices.confirm_removal(proposed, by=administrator)
    with pytest.raises(NotAllowed):
        notices.confirm_removal(proposed, by=cast.publisher())
    with pytest.raises(WrongState, match="proposed or done already"):
        notices.propose_removal(statement, by=administrator, reason="Again.")
    notices.confirm_removal(proposed, by=cast.administrator())
    assert public_languages() == set()
    for attempt in (
        lambda: notices.confirm_removal(proposed, by=cast.administrator()),
        lambda: notices.drop_removal(proposed, by=administrator),
    ):
        with pytest.raises(WrongState, match="decided already"):
            attempt()


def test_a_removal_erases_every_text_and_keeps_what_proves_it(statement: Statement) -> None:
    record.make_draft(statement, "es")
    first = statement.editions.get(language="en", number=1)
    scheduled = record.correct(
        statement, body="<p>Third.</p>", at=timezone.now() + timedelta(days=1)
    )
    notice = record.removed(statement, "A court forbids it.")
    for edition in Edition.objects.all():
        assert [getattr(edition, name) for name in Edition.TEXTS] == [""] * 4
        assert edition.erased and edition.state in (State.APPROVED, State.SET_ASIDE)
    after = Edition.objects.get(pk=first.pk)
    assert (after.digest, after.body_sha256) == (first.digest, sha256_of(first.body))
    assert (after.number, after.published_at) == (first.number, first.published_at)
    assert notice.reason == "A court forbids it."
    assert not Edition.objects.public(scheduled.published_at).exists()
    assert not Statement.objects.public().exists()
    assert set(Event.objects.latest("pk").changed["erased"]) == set(
        Edition.objects.values_list("pk", flat=True)
    )


def test_a_removal_of_a_translation_takes_that_text_alone(statement: Statement) -> None:
    record.removed(statement, language="fr")
    assert public_languages() == {"en"}
    assert Statement.objects.public().exists()
    assert not Edition.objects.get(language="en", number=1).erased
    record.make_draft(statement, "es")
    with pytest.raises(Refused, match="never undone"):
        drafting.start_draft(statement, "fr", by=cast.writer())


def test_a_removal_of_all_leaves_nothing_to_decide(statement: Statement) -> None:
    of_one = notices.propose_removal(statement, by=cast.administrator(), reason="x", language="fr")
    withdrawal = record.withdrawn(statement)
    record.removed(statement)
    assert not Notice.objects.proposed().exists()
    with pytest.raises(WrongState):
        notices.confirm_removal(of_one, by=cast.administrator())
    with pytest.raises(Refused, match="never undone"):
        notices.restore(withdrawal, by=cast.publisher())


def test_a_proposed_removal_may_be_dropped(statement: Statement) -> None:
    proposed = notices.propose_removal(statement, by=cast.administrator(), reason="A court.")
    notices.drop_removal(proposed, by=cast.administrator())
    assert public_languages() == {"en", "fr"}
    assert not Notice.objects.standing().exists()
    with pytest.raises(WrongState):
        notices.confirm_removal(proposed, by=cast.administrator())
    assert record.removed(statement).kind == "removed"


def test_a_notice_is_not_altered_or_deleted_in_bulk(statement: Statement) -> None:
    record.withdrawn(statement)
    with pytest.raises(Frozen):
        Notice.objects.update(reason="x")
    with pytest.raises(Frozen):
        Notice.objects.all().delete()


def test_facts_are_free_until_an_approval_and_then_take_a_publisher() -> None:
    statement = record.make_statement(topics=["diversity"])
    writer = cast.writer()
    event = amending.amend_facts(statement, by=writer, facts={"reference": "DG/1"})
    assert event and event.verb == "changed facts"
    record.approved(statement.editions.get(), at=timezone.now() + timedelta(days=1))
    with pytest.raises(NotAllowed):
        amending.amend_facts(statement, by=writer, facts={"reference": "DG/2"})
    event = amending.amend_facts(statement, by=cast.publisher(), facts={"reference": "DG/2"})
    assert event and event.verb == "amended facts"
    assert event.changed == {"old": {"reference": "DG/1"}, "new": {"reference": "DG/2"}}


def test_facts_of_what_is_public_change_with_a_public_note(statement: Statement) -> None:
    publisher = cast.publisher()
    with pytest.raises(Incomplete, match="Tell readers what changes in the facts"):
        amending.amend_facts(statement, by=publisher, facts={"reference": "DG/1"})
    assert Statement.objects.get().reference == ""
    event = amending.amend_facts(
        statement, by=publisher, facts={"reference": "DG/1"}, note="The symbol was missing."
    )
    assert event and event.public_note == "The symbol was missing."
    assert Statement.objects.get().reference == "DG/1"
    same = amending.amend_facts(statement, by=publisher, facts={"reference": "DG/1"}, note="x")
    assert same is None


def test_facts_that_do_not_exist_are_refused(statement: Statement) -> None:
    record.make_statement(reference="DG/1")
    for facts, sentence in (
        ({"topics": ["no-such-topic"]}, "names a row that does not exist"),
        ({"occasion": "no-such-day"}, "names a row that does not exist"),
        ({"reference": "DG/1"}, "Another document has one of these facts"),
    ):
        with pytest.raises(Refused, match=sentence):
            amending.amend_facts(statement, by=cast.publisher(), facts=facts, note="x")
    with pytest.raises(TypeError, match="no colour"):
        amending.amend_facts(statement, by=cast.publisher(), facts={"colour": "x"}, note="x")


def test_a_corrected_change_note_stands_beside_the_original(statement: Statement) -> None:
    second = statement.editions.get(number=2)
    with pytest.raises(NotAllowed):
        amending.amend_note(second, by=cast.writer(), note="x")
    with pytest.raises(Incomplete, match="Write the note"):
        amending.amend_note(second, by=cast.publisher(), note="")
    event = amending.amend_note(second, by=cast.publisher(), note="One word.")
    assert (event.edition, event.public_note) == (second.pk, "One word.")
    assert Edition.objects.get(pk=second.pk).change_note == second.change_note
    with pytest.raises(WrongState, match="Only an approved edition"):
        amending.amend_note(record.make_draft(), by=cast.publisher(), note="x")
