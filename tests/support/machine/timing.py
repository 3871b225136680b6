"""The clock, and the verbs that choose another instant."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cultural_alliance.editions import entering, scheduling

from .base import LANGUAGE, MINUTES, NUMBER, Machine
from .model import Text


class Timing(Machine):
    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        self.traveller.shift(timedelta(minutes=minutes, seconds=1))

    def pick_scheduled(self, number: int) -> Text:
        now = timezone.now()
        found = [each for each in self.model.texts.values() if self.model.is_movable(each, now)]
        suitable = sorted(found, key=lambda each: each.pk)
        return suitable[number % len(suitable)] if suitable else self.pick(number, "approved")

    @precondition(lambda self: self.model.has_scheduled(timezone.now()))
    @rule(number=NUMBER, minutes=st.one_of(MINUTES, st.just(-1)))
    def reschedule(self, number: int, minutes: int) -> None:
        text, now, at = self.pick_scheduled(number), timezone.now(), self.ahead(minutes)
        assert at is not None
        together, by = self.model.released_with(text), self.people[0]
        among = {each.pk for each in together}
        editions = self.attempt(
            lambda: scheduling.reschedule(self.stored(text), by=by, at=at),
            foreseen=self.model.is_movable(text, now)
            and self.sees(by, *self.model.released_with(text, even_erased=True))
            and at > now
            and all(self.model.may_enter_at(each, at, now, among=among) for each in together)
            and all(
                e.published_at and e.published_at >= at for e in self.model.followers(together)
            ),
        )
        for edition in editions or []:
            self.know(edition)

    @precondition(lambda self: self.model.has_scheduled(timezone.now()))
    @rule(number=NUMBER)
    def unschedule(self, number: int) -> None:
        text, now = self.pick_scheduled(number), timezone.now()
        together, by = self.model.released_with(text), self.people[0]
        editions = self.attempt(
            lambda: scheduling.unschedule(self.stored(text), by=by),
            foreseen=self.model.is_movable(text, now)
            and self.sees(by, *self.model.released_with(text, even_erased=True))
            and not self.model.followers(together),
        )
        for edition in editions or []:
            self.know(edition)

    @rule(number=NUMBER, language=LANGUAGE, days=st.integers(0, 40))
    def enter(self, number: int, language: str, days: int) -> None:
        document, now, body = self.document(number), timezone.now(), self.words()
        note = self.word("note")
        at = now - timedelta(days=days)
        original = self.model.originals[document.pk]
        followed = self.model.approved(document.pk, original)
        follows = followed[-1] if followed and language != original else None
        trial = Text(0, document.pk, language, body=body, note=note)
        trial.follows = follows.pk if follows else None
        edition = self.attempt(
            lambda: entering.enter_in_record(
                document,
                language,
                by=None,
                published_on=at,
                title="A title",
                body=body,
                change_note=note,
                follows=self.stored(follows) if follows else None,
            ),
            foreseen=self.model.may_enter_at(trial, at, now, among=set()),
        )
        if edition:
            self.know(edition, body=body, note=note)
