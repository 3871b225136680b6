"""No sequence of verbs breaks the record: a state machine of verbs against a simple model."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cultural_alliance.editions.models import Edition
from tests.support import cast
from tests.support.machine import RecordMachine


def run(machine: type[RecordMachine], examples: int) -> None:
    RecordMachine.people = [cast.administrator() for _ in range(4)]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=60,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes here
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
@pytest.mark.django_db
def test_no_sequence_of_verbs_breaks_the_record() -> None:
    run(RecordMachine, examples=20)


class Forgetful(RecordMachine):
    """The control: its model forgets what a deadline is."""

    def check_public(self, at: datetime) -> None:
        rows = Edition.objects.public(at).values_list("document", "language", "pk")
        known = self.model.public(at + timedelta(days=2))
        assert {(document, language): pk for document, language, pk in rows} == known


@pytest.mark.slow
@pytest.mark.django_db
def test_the_machine_finds_what_is_wrong() -> None:
    with pytest.raises(AssertionError):
        run(Forgetful, examples=40)
