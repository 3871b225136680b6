"""Verbs that say who sees a text before it is public, and what stands beside its words."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cultural_alliance.editions import attaching, limiting, sharing
from cultural_alliance.editions.attachable import inspect
from cultural_alliance.editions.models import PreviewLink
from tests.support.files import pdf

from .base import MINUTES, NUMBER, PERSON, WRITER, Machine, given
from .model import OPEN, Link, Text


class Sharing(Machine):
    attached = 0

    def pick_unpublished(self, number: int) -> Text:
        """A scheduled one, where there is one; else one that is on its way."""
        now = timezone.now()
        ahead = [each for each in self.model.texts.values() if self.model.is_movable(each, now)]
        return ahead[0] if ahead and number % 2 else self.pick(number, *OPEN)

    @given(*OPEN, "approved")
    @rule(number=NUMBER, person=PERSON, others=st.sets(PERSON, max_size=2))
    def limit(self, number: int, person: int, others: set[int]) -> None:
        text, by, now = self.pick_unpublished(number), self.people[person], timezone.now()
        readers = {by, *(self.people[each] for each in others)}
        limited = self.attempt(
            lambda: limiting.limit(self.stored(text), by=by, readers=readers),
            foreseen=self.sees(by, text) and not text.is_public_or_former(now),
        )
        if limited and text.readers != (named := {each.pk for each in readers}):
            text.readers = named
            for link in self.model.links_to(text):
                link.revoked = True

    @precondition(lambda self: any(each.readers for each in self.model.texts.values()))
    @rule(number=NUMBER, person=PERSON)
    def open_up(self, number: int, person: int) -> None:
        limited = [each for each in self.model.texts.values() if each.readers]
        text, by, now = limited[number % len(limited)], self.people[person], timezone.now()
        opened = self.attempt(
            lambda: limiting.open_up(self.stored(text), by=by),
            foreseen=self.sees(by, text) and not text.is_public_or_former(now),
        )
        if opened:
            text.readers = set()

    @given(*OPEN, "approved")
    @rule(number=NUMBER, person=WRITER, minutes=MINUTES)
    def share(self, number: int, person: int, minutes: int) -> None:
        text, by, now = self.pick_unpublished(number), self.people[person], timezone.now()
        until = now + timedelta(minutes=minutes)
        shared = self.attempt(
            lambda: sharing.share(self.stored(text), by=by, name="Amina", expires_at=until),
            foreseen=not text.readers
            and (text.state in OPEN or self.model.is_movable(text, now))
            and not text.erased,
        )
        if shared:
            link, token = shared
            self.model.links[link.pk] = Link(link.pk, text.pk, token, until)

    @precondition(lambda self: self.model.links)
    @rule(number=NUMBER, person=WRITER)
    def revoke(self, number: int, person: int) -> None:
        links = list(self.model.links.values())
        link, by, now = links[number % len(links)], self.people[person], timezone.now()
        stored = PreviewLink.objects.select_related("edition").get(pk=link.pk)
        revoked = self.attempt(
            lambda: sharing.revoke(stored, by=by) or True,
            foreseen=link.stands(now) and self.sees(by, self.model.texts[link.text]),
        )
        if revoked:
            link.revoked = True

    @precondition(lambda self: self.attached < 6)  # a text has room for these, and for copies
    @given("draft")
    @rule(number=NUMBER, person=WRITER)
    def attach(self, number: int, person: int) -> None:
        text, by = self.pick(number, "draft"), self.people[person]
        file = inspect(f"{self.word('file')}.pdf", pdf(packed=self.words().encode()))
        attached = self.attempt(
            lambda: attaching.attach(self.stored(text), file, by=by, description="Its tables."),
            foreseen=text.state == "draft" and self.sees(by, text),
        )
        if attached:
            self.attached += 1
            self.know(attached.edition, contributors=text.contributors | {by.pk})
