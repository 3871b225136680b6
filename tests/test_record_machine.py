"""No sequence of verbs breaks the record: a state machine of verbs against a simple model; and
after each step, at each instant, every public surface shows what the model foretells."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cultural_alliance.editions.models import Edition
from tests.support import cast
from tests.support.machine import PublicMachine, Reader, RecordMachine
from tests.support.machine.foretelling import Answer
from tests.support.machine.model import Link, Notice, Text

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def run(machine: type[RecordMachine], *, examples: int, steps: int = 60) -> None:
    RecordMachine.people = [cast.administrator() for _ in range(4)]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            report_multiple_bugs=False,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes here
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_sequence_of_verbs_breaks_the_record() -> None:
    run(RecordMachine, examples=20)


@pytest.mark.once  # on PostgreSQL the story below asks every surface
def test_readers_see_what_the_model_says_at_every_instant() -> None:
    run(PublicMachine, examples=3, steps=30)


class Forgetful(RecordMachine):
    """The control: its model forgets what a deadline is."""

    def check_public(self, at: datetime) -> None:
        rows = Edition.objects.public(at).values_list("document", "language", "pk")
        known = self.model.public(at + timedelta(days=2))
        assert {(document, language): pk for document, language, pk in rows} == known


def test_the_machine_finds_what_is_wrong() -> None:
    with pytest.raises(AssertionError):
        run(Forgetful, examples=40)


def tell(machine: PublicMachine) -> None:
    """A statement goes its whole way. A number names the newest text that suits the verb."""
    look = machine.surfaces_are_as_foretold
    machine.new_document("en", 0)
    machine.attach(1, 0)
    publish(machine, None)
    machine.hand_in(0, "fr", 0)
    machine.approve(0, 2, None)
    look()
    machine.start(0, "en", 0, 1)
    publish(machine, None, minor=True)
    look()
    machine.start(0, "en", 0, 1)
    machine.share(0, 0, 60)
    machine.limit(0, 0, {2})
    look()
    publish(machine, 20)
    look()
    machine.wait(20)
    machine.withdraw(0, "en")
    look()
    machine.restore(0)
    machine.propose_removal(0, "en", 0)
    machine.decide_removal(0, 2, True)
    look()


def publish(machine: PublicMachine, minutes: int | None, *, minor: bool = False) -> None:
    machine.save(1, 0, minor=minor)
    machine.submit(1, 0)
    machine.approve(0, 2, minutes)


class Early(Reader):
    def public(self, document: int) -> list[Text]:
        soon = self.at + timedelta(minutes=30)
        return Reader(self.model, self.language, soon).public(document)


class Newsy(Reader):
    def is_news(self, text: Text) -> bool:
        return True


class Unwithdrawn(Reader):
    def is_listed(self, document: int, withdrawn_too: bool = False) -> bool:
        return super().is_listed(document, withdrawn_too=True)


class Unnoticed(Reader):
    def notices(self, document: int, language: str, kind: str) -> list[Notice]:
        return []


class Forgotten(Reader):
    def edition(self, document: int, number: int) -> Answer:
        newest = len(self.published(document, self.language))
        return super().edition(document, number) if number >= newest else (404, set())


class Unlimited(Reader):
    def link(self, link: Link) -> int:
        link.revoked = False
        self.model.texts[link.text].readers.clear()
        return super().link(link)


class Openhanded(Reader):
    def file(self, edition: int) -> int:
        return 200


WRONG = (Early, Newsy, Unwithdrawn, Unnoticed, Forgotten, Unlimited, Openhanded)


ONCE = [pytest.param(each, marks=pytest.mark.once) for each in WRONG]


@pytest.mark.parametrize("reader", [Reader, *ONCE], ids=lambda each: each.__name__)
def test_a_story_is_as_foretold_and_one_wrong_rule_is_found(reader: type[Reader]) -> None:
    """The control of the surfaces: models that have one rule wrong."""
    PublicMachine.people = [cast.administrator() for _ in range(4)]
    machine = type("Told", (PublicMachine,), {"reader": reader})()
    try:
        if reader is Reader:
            tell(machine)
            assert {each.erased for each in machine.model.texts.values()} == {True}
        else:
            with pytest.raises(AssertionError):
                tell(machine)
    finally:
        machine.check_everything = lambda: None
        machine.teardown()
