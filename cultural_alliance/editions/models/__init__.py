from .address import Address
from .contribution import Contribution
from .document import Document, Kind
from .edition import Edition, Standing, State
from .event import Event, Verb
from .notice import Notice, NoticeKind

__all__ = [
    "Address",
    "Contribution",
    "Document",
    "Edition",
    "Event",
    "Kind",
    "Notice",
    "NoticeKind",
    "Standing",
    "State",
    "Verb",
]
