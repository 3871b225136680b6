"""Verbs that change what stands beside a text: its facts, the note of its correction, the day of
its review."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from . import access
from .chain import record
from .locking import lock_document, lock_edition
from .minting import is_public
from .models import Document, Edition, Event, State, Verb
from .refusals import Incomplete, Refused, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

NO_SUCH_ROW = "One of these facts names a row that does not exist: choose one from the list."


@transaction.atomic
def amend_facts(
    document: Document, *, by: "User", facts: dict[str, Any], note: str = ""
) -> Event | None:
    """Changes the facts at once: `facts` holds those that change, as `Document.facts` gives them.

    Free while nothing is approved; then it takes a publisher and, once something is public, a
    public note. The event holds the old and the new. Answers None where nothing changes.
    """
    document = lock_document(document)
    approved = document.editions.filter(state=State.APPROVED).exists()
    access.require(by, access.PUBLISH if approved else access.WRITE)
    old = document.facts()
    changes = _set(document, old, facts)
    if not changes:
        return None
    if is_public(document) and not note.strip():
        asked = "Tell readers what changes in the facts."
        raise Incomplete(asked, missing={"note": asked})
    return record(
        Verb.AMENDED_FACTS if approved else Verb.CHANGED_FACTS,
        document,
        by=by,
        public_note=note,
        changed={"old": {name: old[name] for name in changes}, "new": changes},
    )


def _set(document: Document, old: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Writes the facts and answers those that changed, as the document gives them now."""
    if unknown := set(facts) - set(old):
        raise TypeError(f"This document has no {', '.join(sorted(unknown))}.")
    if all(facts[name] == old[name] for name in facts):
        return {}
    try:
        with transaction.atomic():
            document.set_facts({**old, **facts})
    except IntegrityError:
        raise Refused("Another document has one of these facts already.") from None
    except ObjectDoesNotExist:
        raise Refused(NO_SUCH_ROW) from None
    new = document.facts()
    if any(_ordered(new[name]) != _ordered(facts[name]) for name in facts):
        raise Refused(NO_SUCH_ROW)
    return {name: new[name] for name in new if new[name] != old[name]}


def _ordered(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value


@transaction.atomic
def amend_note(edition: Edition, *, by: "User", note: str) -> Event:
    """Puts a corrected change note beside the original one, which is never altered."""
    access.require(by, access.PUBLISH)
    edition = lock_edition(edition, by)
    if not edition.is_approved or edition.erased:
        raise WrongState("Only an approved edition has a change note to correct.")
    if not note.strip():
        raise Incomplete("Write the note.", missing={"note": "Write the note."})
    return record(Verb.AMENDED_NOTE, edition.document, by=by, edition=edition, public_note=note)


@transaction.atomic
def set_review_date(document: Document, *, by: "User", on: date | None) -> None:
    """From which day on the desk asks whether the text still holds; none takes it away. It is no
    fact and concerns no reader: no event tells of it."""
    access.require(by, access.WRITE)
    lock_document(document)
    Document.objects.filter(pk=document.pk).update(review_on=on)
