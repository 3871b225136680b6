"""A state machine of the record's verbs, in parts, beside a simple model of the record."""

from .checking import Checking
from .deciding import Deciding
from .noticing import Noticing
from .timing import Timing


class RecordMachine(Deciding, Timing, Noticing, Checking):
    """Each verb is tried on a text that suits it or on any; the model foresees the refusals."""


__all__ = ["RecordMachine"]
