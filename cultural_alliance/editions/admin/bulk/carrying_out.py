"""Carries one step out on many texts: what fails with one of them stops no other."""

import logging
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ...refusals import Refused, Stale, WrongState
from .. import latest
from ..situation import Situation
from .action import BulkAction, Data
from .chosen import Chosen

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

logger = logging.getLogger(__name__)
GONE = "This text is gone: somebody deleted it."
FAILED = "Something went wrong with this one, and nothing of it was changed. Try it alone."


@dataclass(frozen=True)
class Outcome:
    """What came of it for the text with this id. No words of the text: who sees the report may
    not see the text any more."""

    edition: int
    is_done: bool
    sentence: str

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def carry_out(action: BulkAction, chosen: Chosen, person: "User", data: Data) -> list[Outcome]:
    """Each in a transaction of its own."""
    done = [_one(action, each, chosen, person, data) for each in action.in_order(chosen.rows)]
    return done + [Outcome(pk, False, GONE) for pk in chosen.gone]


def _one(action: BulkAction, edition: Any, chosen: Chosen, person: "User", data: Data) -> Outcome:
    own = {"whole": chosen.whole, "revision": chosen.seen[edition.pk]}
    try:
        return Outcome(edition.pk, True, action.run(edition, person, data | own))
    except (Stale, WrongState) as refusal:
        faster = latest.told(Situation(edition, person))
        return Outcome(edition.pk, False, f"{refusal.sentence} {faster}")
    except Refused as refusal:
        return Outcome(edition.pk, False, refusal.sentence)
    except Exception:
        logger.exception("%s failed for edition %s", action.verb, edition.pk)
        return Outcome(edition.pk, False, FAILED)
