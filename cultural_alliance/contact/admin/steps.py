"""The steps of an enquiry: which are offered to whom, and what each is called."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import deciding
from ..models import Enquiry, State

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@dataclass(frozen=True)
class Step:
    """`act` is called with the enquiry, who asks, and what was sent."""

    verb: str  # in its address
    label: str
    done: str  # what has happened, as a sentence that begins with the reference
    act: Callable[[Enquiry, "User", dict[str, Any]], Enquiry]
    is_grave: bool = False


def _number(data: dict[str, Any], name: str) -> int:
    value = str(data.get(name, ""))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0


ALL = (
    Step(
        "take",
        "Take it",
        "is yours now: the others see that you answer it",
        lambda enquiry, by, data: deciding.take(enquiry, by=by),
    ),
    Step(
        "take-over",
        "Take it over",
        "is yours now",
        lambda enquiry, by, data: deciding.take_over(enquiry, by=by, holder=_number(data, "from")),
    ),
    Step(
        "give-back",
        "Give it back",
        "is new again: somebody else may take it",
        lambda enquiry, by, data: deciding.give_back(enquiry, by=by),
    ),
    Step(
        "answer",
        "Send the answer",
        "is answered: the mail is on its way",
        lambda enquiry, by, data: deciding.answer(
            enquiry, by=by, text=str(data.get("text", "")), over=_number(data, "from") or None
        ),
    ),
    Step(
        "close",
        "Close without an answer",
        "is closed without an answer",
        lambda enquiry, by, data: deciding.close(
            enquiry, by=by, reason=str(data.get("reason", ""))
        ),
    ),
    Step(
        "spam",
        "Mark as spam",
        "is marked as spam",
        lambda enquiry, by, data: deciding.mark_spam(enquiry, by=by),
        is_grave=True,
    ),
    Step(
        "reopen",
        "Open it again",
        "is new again and waits for an answer",
        lambda enquiry, by, data: deciding.reopen(enquiry, by=by),
    ),
)
BY_VERB = {step.verb: step for step in ALL}


def offered(enquiry: Enquiry, by: "User") -> list[Step]:
    """Those that fit where it stands; the first is the clear button."""
    return [BY_VERB[verb] for verb in _fitting(enquiry, by)]


def _fitting(enquiry: Enquiry, by: "User") -> tuple[str, ...]:
    if enquiry.emptied_at:
        return ()
    if enquiry.state == State.NEW:
        return ("take", "answer", "close", "spam")
    if enquiry.state == State.TAKEN and enquiry.taken_by_id == by.pk:
        return ("answer", "close", "give-back", "spam")
    return ("take-over",) if enquiry.state == State.TAKEN else ("reopen",)
