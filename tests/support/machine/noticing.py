"""Verbs that stand over a text."""

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cultural_alliance.editions import notices
from cultural_alliance.editions.models import Edition
from cultural_alliance.editions.models import Notice as StoredNotice

from .base import LANGUAGE, NUMBER, PERSON, WRITER, Machine, given
from .model import Notice


class Noticing(Machine):
    @given("approved")
    @rule(number=NUMBER, language=LANGUAGE)
    def withdraw(self, number: int, language: str) -> None:
        document, now, reason = self.document(number), timezone.now(), self.word("reason")
        notice = self.attempt(
            lambda: notices.withdraw(
                document.specific, by=self.people[0], reason=reason, language=language
            ),
            foreseen=self.model.may_withdraw(document.pk, language, now),
        )
        if notice:
            self.know_notice(notice, reason)

    @precondition(lambda self: any(e.kind == "withdrawn" for e in self.model.notices.values()))
    @rule(number=NUMBER)
    def restore(self, number: int) -> None:
        found = [each for each in self.model.notices.values() if each.kind == "withdrawn"]
        notice, now = found[-1 - number % len(found)], timezone.now()
        restored = self.attempt(
            lambda: notices.restore(self.notice(notice), by=self.people[0]),
            foreseen=not notice.ended
            and not self.model.is_removed(notice.document, notice.language, now),
        )
        if restored:
            notice.ended = True

    @given("approved")
    @rule(number=NUMBER, language=LANGUAGE, person=WRITER)
    def propose_removal(self, number: int, language: str, person: int) -> None:
        document, now, reason = self.document(number), timezone.now(), self.word("reason")
        notice = self.attempt(
            lambda: notices.propose_removal(
                document.specific, by=self.people[person], reason=reason, language=language
            ),
            foreseen=self.model.may_propose(document.pk, language, now),
        )
        if notice:
            self.know_notice(notice, reason)

    @precondition(lambda self: any(e.kind == "removed" for e in self.model.notices.values()))
    @rule(number=NUMBER, person=PERSON, confirmed=st.sampled_from([True, True, False]))
    def decide_removal(self, number: int, person: int, confirmed: bool) -> None:
        found = [each for each in self.model.notices.values() if each.kind == "removed"]
        notice, by = found[-1 - number % len(found)], self.people[person]
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
                self.know(Edition.objects.get(pk=text.pk), body="", note="", erased=True)
        for other in self.model.notices.values():
            if other.document == notice.document and not notice.language and other.is_proposed:
                other.ended = True

    @staticmethod
    def notice(notice: Notice) -> StoredNotice:
        return StoredNotice(pk=notice.pk, document_id=notice.document)
