"""The panel of the go-live receipt: what the worker saw of a text, place by place."""

from django.http import HttpRequest
from django.utils import timezone

from ..desk_live import told
from ..models import Seen
from ..receipts import LOOKS, WITHIN, is_bad
from .panel import Panel
from .places import Place
from .situation import Situation

TEMPLATE = "admin/editions/beside/_receipts.html"


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    """Shown once it is public, as long as something is looked for or was seen."""
    edition = situation.edition
    receipts = list(edition.receipts.order_by("pk"))
    if not receipts and not _is_awaited(situation):
        return None
    return Panel(
        "receipt",
        "Seen after it went live",
        TEMPLATE,
        {
            "receipts": receipts,
            "told": told(receipts, situation.person) if receipts else "",
            "is_bad": is_bad(receipts),
            "is_looked_for": any(
                each.seen in (Seen.WRONG, Seen.UNREACHABLE) and each.tries < LOOKS
                for each in receipts
            ),
        },
    )


def _is_awaited(situation: Situation) -> bool:
    edition = situation.edition
    if situation.place is not Place.PUBLIC or edition.document.is_example:
        return False
    assert edition.published_at and edition.recorded_at
    return edition.recorded_at <= edition.published_at and (
        edition.published_at >= timezone.now() - WITHIN
    )
