"""What the events tell about one document, heard from the first to the last."""

from dataclasses import dataclass, field
from typing import Any

from .models import Event, Verb

MAKE_AN_EDITION = {Verb.APPROVED, Verb.RESCHEDULED, Verb.PUBLISHED_URGENTLY, Verb.ENTERED}
OF_NOTICES = {
    Verb.WITHDREW: "withdrawn",
    Verb.RESTORED: "withdrawn",
    Verb.PROPOSED_REMOVAL: "removed",
    Verb.DROPPED_REMOVAL: "removed",
    Verb.REMOVED: "removed",
}


@dataclass
class Told:
    """`hear` every event of the document, in their order; `faults` then compares."""

    editions: dict[int, Event] = field(default_factory=dict)  # the last event that approved it
    erased: set[int] = field(default_factory=set)
    notices: dict[int, dict[str, Any]] = field(default_factory=dict)
    facts: dict[str, Any] | None = None
    heard: bool = False
    is_example: bool = False
    cleared: bool = False

    def hear(self, event: Event) -> None:
        verb, changed = Verb(event.verb), event.changed
        self.heard = True
        self.is_example = self.is_example or bool(changed.get("example"))
        if event.edition is not None and verb in MAKE_AN_EDITION:
            self.editions[event.edition] = event
            self.facts = dict(changed.get("facts", {}))
        elif event.edition is not None and verb == Verb.UNSCHEDULED:
            self.editions.pop(event.edition, None)
        elif verb == Verb.AMENDED_FACTS:
            self.facts = (self.facts or {}) | changed.get("new", {})
        elif verb in OF_NOTICES:
            self._hear_of_notice(event)
        elif verb == Verb.CLEARED_EXAMPLE:
            self.cleared = True
            self.editions.clear()
            self.notices.clear()

    def _hear_of_notice(self, event: Event) -> None:
        changed, verb = event.changed, Verb(event.verb)
        told = self.notices.setdefault(
            changed["notice"], {"kind": OF_NOTICES[verb], "confirmed_by": None}
        )
        for name in ("language", "reason_language", "replaced_by", "starts_at", "ends_at"):
            told[name] = changed.get(name)
        if verb == Verb.WITHDREW:
            told |= {"reason": event.public_note, "by": event.actor_id}
        if verb == Verb.PROPOSED_REMOVAL:
            told |= {"reason": event.comment, "by": event.actor_id}
        if verb == Verb.REMOVED:
            told["confirmed_by"] = event.actor_id
            self.erased |= set(changed["erased"])
