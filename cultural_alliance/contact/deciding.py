"""What the enquiry desk does: each verb is atomic, locks the enquiry, reads it again, refuses the
second click, and is recorded with name, time and words.

new → `take` → taken → `answer` → answered. `close` and `mark_spam` end it without an answer;
`give_back` and `reopen` make it new again; `take_over` is how it goes from one person to another.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as written

from . import access, mailing
from .models import Enquiry, EnquiryEvent, State, Verb
from .refusals import Emptied, Faster, Nothing, TakenByAnother

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

SETTLED = (State.ANSWERED, State.CLOSED, State.SPAM)


@transaction.atomic
def take(enquiry: Enquiry, *, by: "User") -> Enquiry:
    """The person answers it; the others see so."""
    enquiry = _locked(enquiry, by)
    if enquiry.state != State.NEW:
        raise _faster(enquiry, by)
    return _record(enquiry, Verb.TAKEN, by, state=State.TAKEN, taken_by=by)


@transaction.atomic
def take_over(enquiry: Enquiry, *, by: "User", holder: int) -> Enquiry:
    """From `holder`, the account that the person saw to have it; refused where another has."""
    enquiry = _locked(enquiry, by)
    if enquiry.state != State.TAKEN or enquiry.taken_by_id != holder or holder == by.pk:
        raise _faster(enquiry, by)
    return _record(enquiry, Verb.TAKEN_OVER, by, taken_by=by)


@transaction.atomic
def give_back(enquiry: Enquiry, *, by: "User") -> Enquiry:
    enquiry = _locked(enquiry, by)
    if enquiry.state != State.TAKEN or enquiry.taken_by_id != by.pk:
        raise _faster(enquiry, by)
    return _record(enquiry, Verb.GIVEN_BACK, by, state=State.NEW, taken_by=None)


@transaction.atomic
def answer(enquiry: Enquiry, *, by: "User", text: str, over: int | None = None) -> Enquiry:
    """Mails the text to the writer. One that is taken by another is first taken over, from
    `over`, the account that the person was told has it."""
    text = _needed(text, "Write the answer first: it is mailed as it stands here.")
    if over:
        enquiry = take_over(enquiry, by=by, holder=over)
    enquiry = _open(enquiry, by)
    _record(enquiry, Verb.ANSWERED, by, text=text, **_settled(State.ANSWERED, by))
    mailing.send_answer(enquiry, text)
    return enquiry


@transaction.atomic
def close(enquiry: Enquiry, *, by: "User", reason: str) -> Enquiry:
    """It needs no answer. Nobody is written to; the reason stays in the thread."""
    reason = _needed(reason, "Say why it needs no answer: colleagues read it here.")
    enquiry = _open(enquiry, by)
    return _record(enquiry, Verb.CLOSED, by, text=reason, **_settled(State.CLOSED, by))


@transaction.atomic
def mark_spam(enquiry: Enquiry, *, by: "User") -> Enquiry:
    enquiry = _open(enquiry, by)
    return _record(enquiry, Verb.SPAM, by, **_settled(State.SPAM, by))


@transaction.atomic
def reopen(enquiry: Enquiry, *, by: "User") -> Enquiry:
    """It waits again, from now on, for anybody."""
    enquiry = _locked(enquiry, by)
    if enquiry.state not in SETTLED:
        raise _faster(enquiry, by)
    again: dict[str, Any] = {"state": State.NEW, "taken_by": None, "settled_at": None}
    return _record(enquiry, Verb.REOPENED, by, waiting_since=timezone.now(), **again)


def _locked(enquiry: Enquiry, by: "User") -> Enquiry:
    access.require(by)
    enquiry = Enquiry.objects.locked(enquiry.pk)
    if enquiry.emptied_at:
        raise Emptied()
    return enquiry


def _open(enquiry: Enquiry, by: "User") -> Enquiry:
    """Locked, and waiting, and nobody else's."""
    enquiry = _locked(enquiry, by)
    if enquiry.state not in (State.NEW, State.TAKEN):
        raise _faster(enquiry, by)
    if enquiry.state == State.TAKEN and enquiry.taken_by_id != by.pk:
        raise _faster(enquiry, by)
    return enquiry


def _needed(text: str, sentence: str) -> str:
    if not text.strip():
        raise Nothing(sentence)
    return text.strip()


def _settled(state: State, by: "User") -> dict[str, Any]:
    return {"state": state, "taken_by": by, "settled_at": timezone.now()}


def _record(enquiry: Enquiry, verb: Verb, by: "User", *, text: str = "", **changed: Any) -> Enquiry:
    for name, value in changed.items():
        setattr(enquiry, name, value)
    enquiry.save(update_fields=list(changed))
    EnquiryEvent.objects.create(enquiry=enquiry, verb=verb, by=by, text=text)
    return enquiry


def _faster(enquiry: Enquiry, by: "User") -> Faster:
    """What happened last, in a sentence: who did it, and when, by the reader's own clock."""
    last = enquiry.events.select_related("by").last()
    assert last is not None  # it was received at least
    who = "You" if last.by == by else str(last.by or "The portal")
    when = written(timezone.localtime(last.at, by.zone), "j F Y, H:i")
    told = f"{who} {last.get_verb_display()} on {when} ({by.time_zone})."
    if enquiry.state == State.TAKEN and enquiry.taken_by_id != by.pk:
        return TakenByAnother(f"{told} Take it over first.", holder=enquiry.taken_by)
    return Faster(f"{told} Look at where it stands now.")
