"""Verbs of deciding, also by one person alone."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cultural_alliance.editions import publishing, urgency
from cultural_alliance.editions.models import Edition
from cultural_alliance.editions.models import Notice as StoredNotice

from .base import INSTANT, LANGUAGE, LANGUAGES, MINUTES, NUMBER, PERSON, WRITER, given
from .model import OPEN, Text
from .writing import Writing


class Deciding(Writing):
    @given("draft")
    @rule(number=NUMBER, person=WRITER)
    def submit(self, number: int, person: int) -> None:
        text, by, now = self.pick(number, "draft"), self.people[person], timezone.now()
        edition = self.attempt(
            lambda: publishing.submit(self.stored(text), by=by, revision=text.revision),
            foreseen=text.state == "draft"
            and self.sees(by, text)
            and self.model.is_complete(text)
            and not self.model.is_removed(text.document, text.language, now),
        )
        if edition:
            self.know(edition, contributors=text.contributors | {by.pk})

    @rule(number=NUMBER, language=LANGUAGE, person=WRITER)
    def hand_in(self, number: int, language: str, person: int) -> None:
        """What happens most: somebody begins a text, writes it and hands it in."""
        self.start(number, language, person, number)
        self.save(1, person)
        self.submit(1, person)

    @given("submitted")
    @rule(number=NUMBER, person=PERSON, mine=st.booleans())
    def back_to_draft(self, number: int, person: int, mine: bool) -> None:
        text, by = self.pick(number, "submitted"), self.people[person]
        verb: Any = publishing.recall if mine else publishing.send_back
        edition = self.attempt(
            lambda: verb(self.stored(text), by=by, comment="Shorter."),
            foreseen=text.state == "submitted"
            and self.sees(by, text)
            and (not mine or by.pk in text.contributors),
        )
        if edition:
            self.know(edition)

    @given("submitted")
    @rule(number=NUMBER, person=PERSON, minutes=INSTANT)
    def approve(self, number: int, person: int, minutes: int | None) -> None:
        self.approve_all([self.pick(number, "submitted")], person, minutes)

    @rule(number=NUMBER, person=PERSON, minutes=MINUTES)
    def schedule(self, number: int, person: int, minutes: int) -> None:
        self.hand_in(number, LANGUAGES[number % 3], 0)
        self.approve_together(person, minutes)

    @given("submitted")
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
                and self.sees(by, each)
                and self.model.may_enter_at(each, at or now, now, among=among)
                for each in texts
            ),
        )
        for edition in editions or []:
            self.know(edition)

    @given(*OPEN)
    @rule(number=NUMBER, person=PERSON)
    def publish_urgently(self, number: int, person: int) -> None:
        text, by, now = self.pick(number, *OPEN), self.people[person], timezone.now()
        edition = self.attempt(
            lambda: urgency.publish_urgently(
                self.stored(text), by=by, revision=text.revision, reason="A flood."
            ),
            foreseen=text.state in OPEN
            and self.sees(by, text)
            and self.model.may_enter_at(text, now, now, among=set()),
        )
        if edition:
            self.know(edition, waiting=True, contributors=text.contributors | {by.pk})

    def pick_waiting(self, number: int) -> Text:
        waiting = [each for each in self.model.texts.values() if each.waiting]
        return waiting[number % len(waiting)] if waiting else self.pick(number, "approved")

    @precondition(lambda self: any(each.waiting for each in self.model.texts.values()))
    @rule(number=NUMBER, person=PERSON)
    def countersign(self, number: int, person: int) -> None:
        text, by = self.pick_waiting(number), self.people[person]
        edition = self.attempt(
            lambda: urgency.countersign(self.stored(text), by=by),
            foreseen=text.waiting and by.pk not in text.contributors,
        )
        if edition:
            text.waiting = False

    @precondition(lambda self: any(each.waiting for each in self.model.texts.values()))
    @rule(number=NUMBER, person=PERSON)
    def reverse(self, number: int, person: int) -> None:
        text, by, now = self.pick_waiting(number), self.people[person], timezone.now()
        approved = self.model.approved(text.document, text.language)
        foreseen = text.waiting and by.pk not in text.contributors and approved[-1].pk == text.pk
        answers: list[Edition | None] = []
        reason = self.word("reason")
        self.attempt(
            lambda: answers.append(urgency.reverse(self.stored(text), by=by, reason=reason)),
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
            self.know(again, body=before.body, note=reason)
        elif self.model.may_withdraw(text.document, text.language, now):
            self.know_notice(StoredNotice.objects.latest("pk"), reason)
