"""A state machine of the record's verbs, in parts, beside a simple model of the record."""

from .checking import Checking
from .deciding import Deciding
from .foretelling import Reader
from .noticing import Noticing
from .sharing import Sharing
from .surfaces import Surfaces
from .timing import Timing


class RecordMachine(Deciding, Timing, Noticing, Sharing, Checking):
    """Each verb is tried on a text that suits it or on any; the model foresees the refusals."""


class PublicMachine(Surfaces, RecordMachine):
    """The same, and after each step every public surface is asked over HTTP."""

    most_documents = 2


__all__ = ["PublicMachine", "Reader", "RecordMachine"]
