"""Why a verb refuses. Each refusal is one sentence that a person can act on."""

from typing import Any


class Refused(Exception):
    """The verb was not carried out, and nothing was written."""

    sentence = "This cannot be done now."

    def __init__(self, sentence: str = "", **about: Any) -> None:
        self.sentence = sentence or self.sentence
        self.about = about
        super().__init__(self.sentence)


class Frozen(Refused):
    sentence = "An approved edition is never altered or deleted. Correct it by a new edition."


class NotAllowed(Refused):
    sentence = "Your role does not allow this. Ask an administrator."


class NotYourOwn(NotAllowed):
    sentence = "You wrote or submitted this text, so a different person has to approve it."


class WrongState(Refused):
    """Somebody else was faster, or the button was pressed twice."""


class Stale(Refused):
    """`about`: `edition`, as it stands now."""

    sentence = "Somebody else saved this text after you opened it."


class AlreadyOne(Refused):
    """`about`: `edition`, the one that is in the way."""


class Incomplete(Refused):
    """`about`: `missing`, a dict of field name → sentence."""


class WrongInstant(Refused):
    """`about`: `nearest`, the nearest right instant, where there is one."""


class AddressTaken(Refused):
    """`about`: `path`."""
