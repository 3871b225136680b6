from .address import Address
from .attachment import Attachment
from .care import Link, Receipt, Seen
from .contribution import Contribution
from .document import Document, Kind
from .draft_reader import DraftReader
from .edition import Edition, Standing, State
from .event import Event, Verb
from .notice import Notice, NoticeKind
from .presence import Presence
from .preview_link import Opening, PreviewLink, SignOff
from .review import Comment, Look

__all__ = [
    "Address",
    "Attachment",
    "Comment",
    "Contribution",
    "Document",
    "DraftReader",
    "Edition",
    "Event",
    "Kind",
    "Link",
    "Look",
    "Notice",
    "NoticeKind",
    "Opening",
    "Presence",
    "PreviewLink",
    "Receipt",
    "Seen",
    "SignOff",
    "Standing",
    "State",
    "Verb",
]
