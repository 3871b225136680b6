"""No sequence of verbs breaks the record: a state machine of verbs against a simple model.

The clock starts at the real now and only moves forward, for the guards ask the database's own.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cultural_alliance.editions import (
    drafting,
    entering,
    notices,
    publishing,
    scheduling,
    urgency,
)
from cultural_alliance.editions.models import Document, Edition
from cultural_alliance.editions.models import Notice as StoredNotice
from cultural_alliance.editions.refusals import Refused
from cultural_alliance.editions.verifying import Verification
from messages.models import Statement
from tests.support import cast
from tests.support.record_model import OPEN, Model, Notice, Text

T = TypeVar("T")
LANGUAGES = ("en", "fr", "ar")
NUMBER = st.integers(0, 999)
PERSON = st.integers(0, 2)
LANGUAGE = st.sampled_from(LANGUAGES)
MINUTES = st.sampled_from([20, 60, 60 * 24])
INSTANT = st.one_of(st.none(), MINUTES)


class RecordMachine(RuleBasedStateMachine):
    """Each verb is tried on a text that suits it, or on any: then the model foresees the refusal."""

    def __init__(self) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.clock = time_machine.travel(datetime.now().astimezone(), tick=True)
        self.traveller = self.clock.start()
        self.people = [cast.administrator() for _ in range(3)]
        self.model = Model()
        self.count = 0

    def teardown(self) -> None:
        try:
            self.check_everything()
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

    # What the machine does with a verb

    def attempt(self, verb: Callable[[], T], *, foreseen: bool) -> T | None:
        """Its answer; None where it refused. Either has to be what the model foresees."""
        try:
            with transaction.atomic():
                answer = verb()
        except Refused as refusal:
            assert not foreseen, f"refused: {refusal}"
            assert refusal.sentence.endswith(".")
            return None
        assert foreseen, "was carried out"
        return answer

    def pick(self, number: int, *states: str) -> Text:
        """One in such a state, where there is one and the number is no multiple of 7."""
        texts = sorted(self.model.texts.values(), key=lambda text: text.pk)
        suitable = [text for text in texts if text.state in states]
        chosen = suitable if suitable and number % 7 else texts
        return chosen[number % len(chosen)]

    def document(self, number: int) -> Document:
        pks = sorted(self.model.originals)
        return Statement(pk=pks[number % len(pks)])

    def words(self) -> str:
        self.count += 1
        return f"<p>Words {self.count}.</p>"

    def know(self, edition: Edition, **about: Any) -> Text:
        """Notes the edition in the model: what is given, what the database chose."""
        text = self.model.texts.setdefault(
            edition.pk, Text(edition.pk, edition.document_id, edition.language)
        )
        text.state, text.revision, text.follows = (
            str(edition.state),
            edition.revision,
            edition.follows_id,
        )
        text.number = edition.number or 0
        text.published_at, text.release = edition.published_at, edition.release
        for name, value in about.items():
            setattr(text, name, value)
        return text

    @staticmethod
    def stored(text: Text) -> Edition:
        return Edition(pk=text.pk, document_id=text.document, language=text.language)

    @staticmethod
    def ahead(minutes: int | None) -> datetime | None:
        return None if minutes is None else timezone.now() + timedelta(minutes=minutes)

    # Writing

    @initialize(language=LANGUAGE)
    def first_document(self, language: str) -> None:
        self.new_document(language, 0)

    @precondition(lambda self: len(self.model.originals) < 3)
    @rule(language=LANGUAGE, person=PERSON)
    def new_document(self, language: str, person: int) -> None:
        by = self.people[person]
        edition = drafting.start_document(
            Statement(original_language=language), by=by, title="A title"
        )
        self.model.originals[edition.document_id] = language
        self.know(edition, contributors={by.pk})

    @rule(number=NUMBER, language=LANGUAGE, person=PERSON, source=NUMBER)
    def start(self, number: int, language: str, person: int, source: int) -> None:
        document, now, by = self.document(number), timezone.now(), self.people[person]
        sources = [
            text
            for text in self.model.beside(document.pk, language)
            if not text.erased and text.state in ("approved", "set aside")
        ]
        taken = sources[source % len(sources)] if sources and source % 3 else None
        edition = self.attempt(
            lambda: drafting.start_draft(
                document,
                language,
                by=by,
                title="A title",
                from_=self.stored(taken) if taken else None,
            ),
            foreseen=not self.model.is_removed(document.pk, language, now)
            and not self.model.is_on_its_way(document.pk, language, now),
        )
        if edition:
            body = taken.body if taken else ""
            noted = bool(taken and not taken.is_approved and taken.noted)
            self.know(edition, body=body, noted=noted, contributors={by.pk})

    @rule(number=NUMBER, person=PERSON, stale=st.booleans(), autosave=st.booleans())
    def save(self, number: int, person: int, stale: bool, autosave: bool) -> None:
        text, by, body = self.pick(number, "draft"), self.people[person], self.words()
        stale = stale and number % 3 == 0
        edition = self.attempt(
            lambda: drafting.save_draft(
                self.stored(text),
                by=by,
                revision=text.revision - stale,
                autosave=autosave,
                body=body,
                change_note="A note.",
            ),
            foreseen=text.state == "draft" and not stale,
        )
        if edition:
            contributors = text.contributors | {by.pk}
            self.know(edition, body=body, noted=True, contributors=contributors)

    @rule(number=NUMBER)
    def set_aside(self, number: int) -> None:
        text = self.pick(number, *OPEN)
        edition = self.attempt(
            lambda: drafting.set_aside(self.stored(text), by=self.people[0]),
            foreseen=text.state in OPEN,
        )
        if edition:
            self.know(edition)

    @rule(number=NUMBER)
    def delete(self, number: int) -> None:
        text = self.pick(number, "set aside")
        if sum(each.document == text.document for each in self.model.texts.values()) == 1:
            return  # its document would go with it
        done = self.attempt(
            lambda: drafting.delete_unpublished(self.stored(text), by=self.people[0]) or True,
            foreseen=not text.is_approved
            and all(each.follows != text.pk for each in self.model.texts.values()),
        )
        if done:
            del self.model.texts[text.pk]
            self.model.deleted.add(text.pk)

    # Deciding

    @rule(number=NUMBER, person=PERSON)
    def submit(self, number: int, person: int) -> None:
        text, by, now = self.pick(number, "draft"), self.people[person], timezone.now()
        edition = self.attempt(
            lambda: publishing.submit(self.stored(text), by=by, revision=text.revision),
            foreseen=text.state == "draft"
            and self.model.is_complete(text)
            and not self.model.is_removed(text.document, text.language, now),
        )
        if edition:
            self.know(edition, contributors=text.contributors | {by.pk})

    @rule(number=NUMBER, person=PERSON, mine=st.booleans())
    def back_to_draft(self, number: int, person: int, mine: bool) -> None:
        text, by = self.pick(number, "submitted"), self.people[person]
        verb: Any = publishing.recall if mine else publishing.send_back
        edition = self.attempt(
            lambda: verb(self.stored(text), by=by, comment="Shorter."),
            foreseen=text.state == "submitted" and (not mine or by.pk in text.contributors),
        )
        if edition:
            self.know(edition)

    @rule(number=NUMBER, person=PERSON, minutes=INSTANT)
    def approve(self, number: int, person: int, minutes: int | None) -> None:
        self.approve_all([self.pick(number, "submitted")], person, minutes)

    @rule(person=PERSON, minutes=INSTANT)
    def approve_together(self, person: int, minutes: int | None) -> None:
        texts = [each for each in self.model.texts.values() if each.state == "submitted"]
        if texts:
            self.approve_all(texts, person, minutes)

    def approve_all(self, texts: Sequence[Text], person: int, minutes: int | None) -> None:
        by, now, at = self.people[person], timezone.now(), self.ahead(minutes)
        among = {each.pk for each in texts}
        editions = self.attempt(
            lambda: publishing.approve_together(
                [self.stored(each) for each in texts],
                by=by,
                revisions={each.pk: each.revision for each in texts},
                at=at,
            ),
            foreseen=all(
                each.state == "submitted"
                and by.pk not in each.contributors
                and self.model.may_enter_at(each, at or now, now, among=among)
                for each in texts
            ),
        )
        for edition in editions or []:
            self.know(edition)

    @rule(number=NUMBER, person=PERSON)
    def publish_urgently(self, number: int, person: int) -> None:
        text, by, now = self.pick(number, *OPEN), self.people[person], timezone.now()
        edition = self.attempt(
            lambda: urgency.publish_urgently(
                self.stored(text), by=by, revision=text.revision, reason="A flood."
            ),
            foreseen=text.state in OPEN and self.model.may_enter_at(text, now, now, among=set()),
        )
        if edition:
            self.know(edition, waiting=True, contributors=text.contributors | {by.pk})

    def pick_waiting(self, number: int) -> Text:
        waiting = [each for each in self.model.texts.values() if each.waiting]
        return waiting[number % len(waiting)] if waiting else self.pick(number, "approved")

    @rule(number=NUMBER, person=PERSON)
    def countersign(self, number: int, person: int) -> None:
        text, by = self.pick_waiting(number), self.people[person]
        edition = self.attempt(
            lambda: urgency.countersign(self.stored(text), by=by),
            foreseen=text.waiting and by.pk not in text.contributors,
        )
        if edition:
            text.waiting = False

    @rule(number=NUMBER, person=PERSON)
    def reverse(self, number: int, person: int) -> None:
        text, by, now = self.pick_waiting(number), self.people[person], timezone.now()
        approved = self.model.approved(text.document, text.language)
        foreseen = text.waiting and by.pk not in text.contributors and approved[-1].pk == text.pk
        answers: list[Edition | None] = []
        self.attempt(
            lambda: answers.append(
                urgency.reverse(self.stored(text), by=by, reason="It was wrong.")
            ),
            foreseen=foreseen,
        )
        if not answers:
            return
        text.waiting = False
        before = next((each for each in approved if each.number == text.number - 1), None)
        [again] = answers
        assert (again is None) == (before is None or before.erased)
        if again:
            assert before is not None
            self.know(again, body=before.body, noted=True)
        elif self.model.may_withdraw(text.document, text.language, now):
            self.know_notice(StoredNotice.objects.latest("pk"))

    # Time

    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        self.traveller.shift(timedelta(minutes=minutes, seconds=1))

    def pick_scheduled(self, number: int) -> Text:
        now = timezone.now()
        found = [each for each in self.model.texts.values() if self.model.is_movable(each, now)]
        suitable = sorted(found, key=lambda each: each.pk)
        return suitable[number % len(suitable)] if suitable else self.pick(number, "approved")

    @rule(number=NUMBER, minutes=st.one_of(MINUTES, st.just(-1)))
    def reschedule(self, number: int, minutes: int) -> None:
        text, now, at = self.pick_scheduled(number), timezone.now(), self.ahead(minutes)
        assert at is not None
        together = self.model.released_with(text)
        among = {each.pk for each in together}
        editions = self.attempt(
            lambda: scheduling.reschedule(self.stored(text), by=self.people[0], at=at),
            foreseen=self.model.is_movable(text, now)
            and at > now
            and all(self.model.may_enter_at(each, at, now, among=among) for each in together)
            and all(
                e.published_at and e.published_at >= at for e in self.model.followers(together)
            ),
        )
        for edition in editions or []:
            self.know(edition)

    @rule(number=NUMBER)
    def unschedule(self, number: int) -> None:
        text, now = self.pick_scheduled(number), timezone.now()
        together = self.model.released_with(text)
        editions = self.attempt(
            lambda: scheduling.unschedule(self.stored(text), by=self.people[0]),
            foreseen=self.model.is_movable(text, now) and not self.model.followers(together),
        )
        for edition in editions or []:
            self.know(edition)

    @rule(number=NUMBER, language=LANGUAGE, days=st.integers(0, 40))
    def enter(self, number: int, language: str, days: int) -> None:
        document, now, body = self.document(number), timezone.now(), self.words()
        at = now - timedelta(days=days)
        original = self.model.originals[document.pk]
        followed = self.model.approved(document.pk, original)
        follows = followed[-1] if followed and language != original else None
        trial = Text(0, document.pk, language, body=body, noted=True)
        trial.follows = follows.pk if follows else None
        edition = self.attempt(
            lambda: entering.enter_in_record(
                document,
                language,
                by=None,
                published_on=at,
                title="A title",
                body=body,
                change_note="A note.",
                follows=self.stored(follows) if follows else None,
            ),
            foreseen=self.model.may_enter_at(trial, at, now, among=set()),
        )
        if edition:
            self.know(edition, body=body, noted=True)

    # Notices

    def know_notice(self, notice: StoredNotice) -> None:
        assert notice.by_id
        self.model.notices[notice.pk] = Notice(
            pk=notice.pk,
            document=notice.document_id,
            language=notice.language,
            kind=str(notice.kind),
            by=notice.by_id,
            starts_at=notice.starts_at,
            ended=notice.ends_at is not None,
        )

    @rule(number=NUMBER, language=LANGUAGE)
    def withdraw(self, number: int, language: str) -> None:
        document, now = self.document(number), timezone.now()
        notice = self.attempt(
            lambda: notices.withdraw(
                document.specific, by=self.people[0], reason="Wrong.", language=language
            ),
            foreseen=self.model.may_withdraw(document.pk, language, now),
        )
        if notice:
            self.know_notice(notice)

    @precondition(lambda self: any(e.kind == "withdrawn" for e in self.model.notices.values()))
    @rule(number=NUMBER)
    def restore(self, number: int) -> None:
        found = [each for each in self.model.notices.values() if each.kind == "withdrawn"]
        notice, now = found[number % len(found)], timezone.now()
        restored = self.attempt(
            lambda: notices.restore(self.notice(notice), by=self.people[0]),
            foreseen=not notice.ended
            and not self.model.is_removed(notice.document, notice.language, now),
        )
        if restored:
            notice.ended = True

    @rule(number=st.integers(0, 5), language=LANGUAGE, person=PERSON)
    def propose_removal(self, number: int, language: str, person: int) -> None:
        document, now = self.document(number), timezone.now()
        notice = self.attempt(
            lambda: notices.propose_removal(
                document.specific, by=self.people[person], reason="A court.", language=language
            ),
            foreseen=self.model.may_propose(document.pk, language, now),
        )
        if notice:
            self.know_notice(notice)

    @precondition(lambda self: any(e.kind == "removed" for e in self.model.notices.values()))
    @rule(number=NUMBER, person=PERSON, confirmed=st.booleans())
    def decide_removal(self, number: int, person: int, confirmed: bool) -> None:
        found = [each for each in self.model.notices.values() if each.kind == "removed"]
        notice, by = found[number % len(found)], self.people[person]
        verb = notices.confirm_removal if confirmed else notices.drop_removal
        decided = self.attempt(
            lambda: verb(self.notice(notice), by=by),
            foreseen=notice.is_proposed and not (confirmed and by.pk == notice.by),
        )
        if not decided:
            return
        notice.starts_at, notice.ended = decided.starts_at, not confirmed
        if confirmed:
            self.erase(notice)

    def erase(self, notice: Notice) -> None:
        for text in self.model.texts.values():
            if text.document == notice.document and notice.language in ("", text.language):
                self.know(Edition.objects.get(pk=text.pk), body="", erased=True)
        for other in self.model.notices.values():
            if other.document == notice.document and not notice.language and other.is_proposed:
                other.ended = True

    @staticmethod
    def notice(notice: Notice) -> StoredNotice:
        return StoredNotice(pk=notice.pk, document_id=notice.document)

    # What always holds

    @invariant()
    def what_is_public_is_what_the_model_says(self) -> None:
        now = timezone.now()
        ahead = [at for at in self.model.instants() if at > now]
        for at in (now, *ahead[:2]):
            self.check_public(at)

    def check_public(self, at: datetime) -> None:
        rows = list(Edition.objects.public(at).values_list("document", "language", "pk"))
        found = {(document, language): pk for document, language, pk in rows}
        assert len(found) == len(rows), "two public editions of one document and language"
        assert found == self.model.public(at)

    def check_everything(self) -> None:
        for instant in set(self.model.instants()):
            self.check_public(instant)
            self.check_public(instant - timedelta(microseconds=1))
            self.check_lists(instant)
        self.check_that_no_text_is_lost()
        self.check_dates()
        assert list(Verification().faults()) == []

    def check_lists(self, at: datetime) -> None:
        listed = set(Statement.objects.public(at).values_list("pk", flat=True))
        assert listed == {
            document
            for document, original in self.model.originals.items()
            if (first := self.model.first_published_at(document))
            and first <= at
            and not self.model.is_removed(document, original, at)
        }

    def check_that_no_text_is_lost(self) -> None:
        kept = dict(Edition.objects.values_list("pk", "body"))
        assert kept == {text.pk: text.body for text in self.model.texts.values()}

    def check_dates(self) -> None:
        stored = dict(Statement.objects.values_list("pk", "first_published_at"))
        assert stored == {pk: self.model.first_published_at(pk) for pk in self.model.originals}
        for document in self.model.originals:
            for language in LANGUAGES:
                numbers = [each.number for each in self.model.approved(document, language)]
                assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.slow
@pytest.mark.django_db
def test_no_sequence_of_verbs_breaks_the_record() -> None:
    run_state_machine_as_test(
        RecordMachine,
        settings=settings(
            max_examples=30,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
