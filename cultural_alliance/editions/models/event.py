"""What was done to the record, by whom and when: append-only, one chain for the whole record."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from ..refusals import Frozen


class Verb(models.TextChoices):
    """The verbs, as the history tells them (third person, past)."""

    STARTED = "started", "started a draft"
    CHANGED_FACTS = "changed facts", "changed the facts"
    SAVED = "saved", "saved the draft"
    SET_ASIDE = "set aside", "set the draft aside"
    DELETED = "deleted", "deleted the draft"
    SUBMITTED = "submitted", "submitted it for approval"
    RECALLED = "recalled", "took the submission back"
    SENT_BACK = "sent back", "sent it back"
    APPROVED = "approved", "approved it"
    RESCHEDULED = "rescheduled", "rescheduled it"
    UNSCHEDULED = "unscheduled", "unscheduled it"
    PUBLISHED_URGENTLY = "published urgently", "published it urgently"
    COUNTERSIGNED = "countersigned", "countersigned the urgent publication"
    REVERSED = "reversed", "reversed the urgent publication"
    WITHDREW = "withdrew", "withdrew it"
    RESTORED = "restored", "restored it"
    PROPOSED_REMOVAL = "proposed removal", "proposed its removal"
    DROPPED_REMOVAL = "dropped removal", "dropped the proposed removal"
    REMOVED = "removed", "removed it"
    AMENDED_FACTS = "amended facts", "amended the facts"
    AMENDED_NOTE = "amended note", "amended the change note"
    MOVED = "moved", "moved it to another address"
    ENTERED = "entered", "entered it in the record"
    LIMITED = "limited", "limited who can see it"
    OPENED_UP = "opened up", "opened it to the whole desk"
    SHARED = "shared", "made a preview link"
    REVOKED = "revoked", "revoked a preview link"
    SIGNED_OFF = "signed off", "signed off the text"
    CLEARED_EXAMPLE = "cleared example", "took the example away"


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, document_id: int) -> Self:
        return self.filter(document=document_id).order_by("pk")

    def update(self, **kwargs: Any) -> int:
        raise Frozen()

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Frozen()


class Event(models.Model):
    """One link of the chain. `document` and `edition` are numbers, without a foreign key in the
    database: a deleted draft leaves its trail."""

    document = models.BigIntegerField()
    edition = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=20, choices=Verb)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    comment = models.TextField(blank=True)
    public_note = models.TextField(blank=True)
    changed = models.JSONField(default=dict)
    edition_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index("document", "id", name="editions_events_of_document"),
            models.Index("edition", "id", name="editions_events_of_edition"),
            models.Index(
                "edition",
                name="editions_urgent_publications",
                condition=models.Q(verb=Verb.PUBLISHED_URGENTLY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor or 'The portal'} {self.get_verb_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Frozen()
