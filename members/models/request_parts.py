"""What belongs to a partner request: its needs and offers, its history, its reminders."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Resource

from .request import PartnerRequest


class Side(models.TextChoices):
    """The two hands of a request."""

    NEED = "need", _("What is sought")
    OFFER = "offer", _("What is brought")


class RequestLine(models.Model):
    """One resource on one side, with a sentence in each language that has one."""

    request = models.ForeignKey(PartnerRequest, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=5, choices=Side)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    sentences = models.JSONField(default=dict, blank=True)  # by language code

    class Meta:
        ordering = ["side", "resource__place", "resource__slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "side", "resource"], name="members_one_line_per_resource"
            )
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.resource}"

    def sentence_in(self, language: Language, first: str) -> tuple[str, str]:
        """(language code, sentence): the asked language's, or else the first one's, or any."""
        for code in (language.code, first, *self.sentences):
            if self.sentences.get(code):
                return code, self.sentences[code]
        return language.code, ""


class RequestVerb(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    RECALLED = "recalled", _("Taken back")
    OPENED = "opened", _("Opened")
    RETURNED = "returned", _("Returned")
    CHANGED = "changed", _("Changed after opening")
    RENEWED = "renewed", _("Renewed")
    CLOSED = "closed", _("Closed")
    EXPIRED = "expired", _("Expired")
    CONTACTED = "contacted", _("Somebody wrote through the form")


class RequestEvent(models.Model):
    """What happened, in its order. `by` is None for the portal's own worker.

    A change after opening keeps its `difference`, {field: [before, after]}, and waits in the
    desk's *changed* queue until somebody has looked at it.
    """

    request = models.ForeignKey(PartnerRequest, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=12, choices=RequestVerb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(blank=True)
    difference = models.JSONField(default=dict, blank=True)
    looked_at = models.DateTimeField(null=True, editable=False)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["at"],
                condition=models.Q(verb="changed", looked_at__isnull=True),
                name="members_changed_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.verb}"


class RequestReminder(models.Model):
    """That the reminder so many days before this deadline was sent: once, also after a renewal."""

    request = models.ForeignKey(PartnerRequest, on_delete=models.CASCADE, related_name="reminders")
    deadline = models.DateField()
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "deadline", "days"], name="members_one_reminder_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.days} days before {self.deadline}"
