"""Enquiries, and what the desk did with each. Verbs write them: `receiving`, `deciding`."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language_info

from cultural_alliance import languages
from cultural_alliance.languages import Language

from . import keeping
from .querysets import WAITING, EnquiryQuerySet
from .topics import Topic

LONGEST_MESSAGE = 5000


class State(models.TextChoices):
    NEW = "new", "New"
    TAKEN = "taken", "Taken"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    SPAM = "spam", "Spam"


class Verb(models.TextChoices):
    """As the thread and the refusals tell it: who, verb, when."""

    RECEIVED = "received", "received it"
    TAKEN = "taken", "took it"
    TAKEN_OVER = "taken over", "took it over"
    GIVEN_BACK = "given back", "gave it back"
    ANSWERED = "answered", "answered it"
    CLOSED = "closed", "closed it without an answer"
    SPAM = "spam", "marked it as spam"
    REOPENED = "reopened", "opened it again"
    EMPTIED = "emptied", "emptied it, as its time was over"


class Enquiry(models.Model):
    """What somebody wrote to us. Emptied of it a while after it is settled (`keeping`)."""

    reference = models.CharField(max_length=20, unique=True)
    topic = models.CharField(max_length=20, choices=Topic.choices)
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField("e-mail", blank=True)
    about = models.CharField(max_length=500, blank=True)
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)
    # A keyed hash of all that was sent: a second one alike is the same, sent twice.
    fingerprint = models.CharField(max_length=64, unique=True, null=True, blank=True)
    is_example = models.BooleanField(default=False)

    objects: ClassVar = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        default_permissions = ()
        permissions = [("answer", "Can answer enquiries")]
        indexes = [
            models.Index(
                fields=["waiting_since", "id"],
                name="contact_waiting",
                condition=Q(state__in=WAITING),
            ),
            models.Index(
                fields=["settled_at"], name="contact_kept", condition=Q(emptied_at__isnull=True)
            ),
            models.Index(fields=["-received_at"], name="contact_received"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def spoken(self) -> Language:
        """The language that its writer read the portal in."""
        return languages.get(self.language)

    @property
    def spoken_in(self) -> str:
        """Its English name, for the desk."""
        return str(get_language_info(self.spoken.django_code)["name"])

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def waited(self) -> timedelta:
        return timezone.now() - self.waiting_since

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and self.waited > keeping.ANSWERED_WITHIN


class EnquiryEvent(models.Model):
    """Who did what, when; the portal itself where `by` is empty. `text`: an answer or a reason."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="events")
    verb = models.CharField(max_length=12, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.by or 'The portal'} {self.get_verb_display()}"
