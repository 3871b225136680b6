"""Verbs of writing."""

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from cultural_alliance.editions import drafting
from messages.models import Statement

from .base import LANGUAGE, NUMBER, WRITER, Machine, given
from .model import OPEN, Text


class Writing(Machine):
    @initialize(language=LANGUAGE)
    def first_document(self, language: str) -> None:
        self.new_document(language, 0)

    @precondition(lambda self: len(self.model.originals) < self.most_documents)
    @rule(language=LANGUAGE, person=WRITER)
    def new_document(self, language: str, person: int) -> None:
        by = self.people[person]
        edition = drafting.start_document(
            Statement(original_language=language), by=by, title="A title"
        )
        self.model.originals[edition.document_id] = language
        self.know(edition, contributors={by.pk})

    @rule(number=NUMBER, language=LANGUAGE, person=WRITER, source=NUMBER)
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
            and not self.model.is_on_its_way(document.pk, language, now)
            and (taken is None or self.sees(by, taken)),
        )
        if edition:
            text = self.know(edition, contributors={by.pk})
            if taken:
                self.take(text, taken)

    def take(self, text: Text, taken: Text) -> None:
        text.body = taken.body
        if not taken.is_approved:  # its note was written for this very change
            text.note, text.minor = taken.note, taken.minor
        if not taken.is_public_or_former(timezone.now()):
            text.readers = set(taken.readers)

    @given("draft")
    @rule(number=NUMBER, person=WRITER, stale=st.booleans(), minor=st.booleans())
    def save(self, number: int, person: int, stale: bool = False, minor: bool = False) -> None:
        text, by, body = self.pick(number, "draft"), self.people[person], self.words()
        stale, note = stale and number % 3 == 0, "" if minor else self.word("note")
        edition = self.attempt(
            lambda: drafting.save_draft(
                self.stored(text),
                by=by,
                revision=text.revision - stale,
                autosave=number % 2 == 0,
                body=body,
                change_note=note,
                minor=minor,
            ),
            foreseen=text.state == "draft" and not stale and self.sees(by, text),
        )
        if edition:
            contributors = text.contributors | {by.pk}
            self.know(edition, body=body, note=note, minor=minor, contributors=contributors)

    @precondition(lambda self: len(self.model.texts) > 3)
    @rule(number=NUMBER)
    def set_aside(self, number: int) -> None:
        text = self.pick(number, *OPEN)
        edition = self.attempt(
            lambda: drafting.set_aside(self.stored(text), by=self.people[0]),
            foreseen=text.state in OPEN and self.sees(self.people[0], text),
        )
        if edition:
            self.know(edition)

    @precondition(lambda self: len(self.model.texts) > 3)
    @rule(number=NUMBER)
    def delete(self, number: int) -> None:
        text = self.pick(number, "set aside")
        if sum(each.document == text.document for each in self.model.texts.values()) == 1:
            return  # its document would go with it
        done = self.attempt(
            lambda: drafting.delete_unpublished(self.stored(text), by=self.people[0]) or True,
            foreseen=not text.is_approved
            and self.sees(self.people[0], text)
            and all(each.follows != text.pk for each in self.model.texts.values()),
        )
        if done:
            for link in self.model.links_to(text):
                del self.model.links[link.pk]
            del self.model.texts[text.pk]
            self.model.deleted.add(text.pk)
