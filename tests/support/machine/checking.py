"""What always holds."""

from datetime import datetime, timedelta

from django.utils import timezone
from hypothesis.stateful import invariant

from cultural_alliance.editions.models import Edition, PreviewLink
from cultural_alliance.editions.verifying import Verification
from messages.models import Statement

from .base import LANGUAGES, Machine
from .foretelling import Reader


class Checking(Machine):
    @invariant()
    def what_is_public_is_what_the_model_says(self) -> None:
        now = timezone.now()
        ahead = [at for at in self.model.instants() if at > now]
        for at in (now, *ahead[:2]):
            self.check_public(at)
            self.check_links(at)

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
            self.check_who_sees(instant)
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

    def check_who_sees(self, at: datetime) -> None:
        for person in self.people:
            seen = set(Edition.objects.visible_to(person, at).values_list("pk", flat=True))
            texts = self.model.texts.values()
            assert seen == {each.pk for each in texts if self.model.sees(person.pk, each, at)}

    def check_links(self, at: datetime) -> None:
        reader = Reader(self.model, "en", at)
        links = self.model.links.values()
        live = set(PreviewLink.objects.live(at).values_list("pk", flat=True))
        assert live == {each.pk for each in links if reader.link(each) == 200}

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
