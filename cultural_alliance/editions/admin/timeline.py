"""Who did what when, as the strip and the history tell it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from cultural_alliance import languages

from ..models import Edition, Event, Verb


@dataclass(frozen=True)
class Moment:
    """One line: several saves in a row by one person are one line."""

    who: str
    did: str
    at: datetime
    verb: str
    comment: str = ""
    public_note: str = ""
    times: int = 1
    detail: str = ""


def of_edition(edition: Edition) -> list[Moment]:
    """What happened to the edition, and to its document over its head; the newest first."""
    about = Q(edition=edition.pk) | Q(edition=None)
    events = Event.objects.about(edition.document_id).filter(about).select_related("actor")
    told: list[Moment] = []
    for event in events:
        if event.edition is None and not _concerns(event, edition):
            continue
        moment = _told(event)
        if told and _is_same_save(told[-1], moment):
            moment = replace(moment, times=told.pop().times + 1)
        told.append(moment)
    return told[::-1]


def _concerns(event: Event, edition: Edition) -> bool:
    """A notice over another language is told there."""
    return event.changed.get("language", "") in ("", edition.language)


def _is_same_save(before: Moment, moment: Moment) -> bool:
    same = before.verb == moment.verb == Verb.SAVED
    return same and before.who == moment.who


def _told(event: Event) -> Moment:
    return Moment(
        who=str(event.actor or event.changed.get("signed_by") or "The portal"),
        did=event.get_verb_display(),
        at=event.at,
        verb=event.verb,
        comment=event.comment,
        public_note=event.public_note,
        detail=_detail(event.verb, event.changed),
    )


def _detail(verb: str, changed: dict[str, Any]) -> str:
    if verb in (Verb.APPROVED, Verb.PUBLISHED_URGENTLY, Verb.ENTERED) and "number" in changed:
        return f"edition {changed['number']}"
    if verb in (Verb.AMENDED_FACTS, Verb.CHANGED_FACTS):
        return ", ".join(name.replace("_", " ") for name in changed.get("new", {}))
    if changed.get("language") and verb in (Verb.WITHDREW, Verb.RESTORED, Verb.REMOVED):
        return f"in {languages.get(changed['language']).name}"
    return ""
