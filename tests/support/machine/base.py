"""How the machine tries a verb. Each example is rolled back; its clock starts at the real now and
only moves forward, for the guards ask the database's own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from cultural_alliance.accounts.models import User
from cultural_alliance.editions.models import Document, Edition
from cultural_alliance.editions.models import Notice as StoredNotice
from cultural_alliance.editions.refusals import Refused
from messages.models import Statement

from .model import Model, Notice, Text

T = TypeVar("T")
LANGUAGES = ("en", "fr", "ar")
NUMBER = st.integers(0, 999)
WRITER = st.integers(0, 1)
PERSON = st.sampled_from([2, 3, 0, 1])  # mostly those who do not write
LANGUAGE = st.sampled_from(LANGUAGES)
MINUTES = st.sampled_from([20, 60, 60 * 24])
INSTANT = st.one_of(st.none(), MINUTES)


def given(*states: str) -> Callable[[Any], Any]:
    """The rule is tried where a text in such a state exists, for most refusals teach little."""
    return precondition(
        lambda self: any(each.state in states for each in self.model.texts.values())
    )


class Machine(RuleBasedStateMachine):
    people: ClassVar[list[User]]
    most_documents: ClassVar[int] = 3

    def __init__(self) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.clock = time_machine.travel(datetime.now().astimezone(), tick=True)
        self.traveller = self.clock.start()
        self.model = Model()
        self.count = 0

    def teardown(self) -> None:
        try:
            self.check_everything()
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

    def check_everything(self) -> None:
        """What has to hold at the end of an example."""

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
        """One in such a state, the newest first, where there is one; now and then any."""
        texts = sorted(self.model.texts.values(), key=lambda text: -text.pk)
        suitable = [text for text in texts if text.state in states]
        chosen = texts if not suitable or number % 7 == 6 else suitable
        return chosen[number // 7 % len(chosen)]

    def document(self, number: int) -> Document:
        pks = sorted(self.model.originals)
        return Statement(pk=pks[number % len(pks)])

    def word(self, what: str) -> str:
        """One that stands nowhere else: `what` is words, note or reason."""
        self.count += 1
        return f"{what}{self.count}"

    def words(self) -> str:
        return f"<p>Culture in {self.word('words')}.</p>"

    def sees(self, by: User, *texts: Text) -> bool:
        return all(self.model.sees(by.pk, each, timezone.now()) for each in texts)

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

    def know_notice(self, notice: StoredNotice, reason: str) -> None:
        assert notice.by_id
        self.model.notices[notice.pk] = Notice(
            pk=notice.pk,
            document=notice.document_id,
            language=notice.language,
            kind=str(notice.kind),
            by=notice.by_id,
            reason=reason,
            starts_at=notice.starts_at,
            ended=notice.ends_at is not None,
        )

    @staticmethod
    def stored(text: Text) -> Edition:
        return Edition(pk=text.pk, document_id=text.document, language=text.language)

    @staticmethod
    def ahead(minutes: int | None) -> datetime | None:
        return None if minutes is None else timezone.now() + timedelta(minutes=minutes)
