"""One text of a document in one language."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.languages import Language

from .. import html
from ..digests import sha256_of
from ..refusals import Frozen
from . import questions
from .document import Document

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    SET_ASIDE = "set aside", "Set aside"


class Standing(models.TextChoices):
    ORIGINAL = "original", "Original"
    OFFICIAL = "official", "Official translation"
    UNOFFICIAL = "unofficial", "Unofficial translation"


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self, at: datetime | None = None) -> Self:
        """The public text of each document in each language at the instant (now unless given).

        The approved edition with the greatest number among those whose instant has come, unless
        a removal stands. Nothing else is stored about it. This is the only way any surface
        finds public text.
        """
        return self.filter(questions.public(at or timezone.now()))

    def listed(self, at: datetime | None = None) -> Self:
        """As `public`, less what a notice on its language or on all says is withdrawn."""
        return self.public(at).not_withdrawn(at)

    def not_withdrawn(self, at: datetime | None = None) -> Self:
        return self.exclude(questions.withdrawn(at or timezone.now()))

    def published(self, at: datetime | None = None) -> Self:
        """Public or former at the instant: what the public history lists."""
        return self.filter(questions.published(at or timezone.now()))

    def not_yet_public(self, at: datetime | None = None) -> Self:
        """Draft, submitted or scheduled: at most one for each document and language."""
        scheduled = questions.scheduled(at or timezone.now())
        return self.filter(Q(state__in=[State.DRAFT, State.SUBMITTED]) | scheduled)

    def behind(self) -> Self:
        """Public translations of an original edition that the public no longer reads. What was
        corrected is asked first: it is little among much."""
        corrected = Edition.objects.filter(number__gt=1, document=OuterRef("document"))
        return self.filter(Exists(corrected), questions.behind(timezone.now()))

    def visible_to(self, person: "User", at: datetime | None = None) -> Self:
        """What somebody of the desk may see: all that was published, and of the rest what is open
        to the desk or limited to people among whom the person is."""
        return self.filter(questions.visible(person, at or timezone.now()))

    def scheduled(self, at: datetime | None = None) -> Self:
        return self.filter(questions.scheduled(at or timezone.now()))

    def update(self, **kwargs: Any) -> int:
        """Refuses to reach approved rows in bulk; the verbs write rows one by one."""
        if self.filter(state=State.APPROVED).exists():
            raise Frozen()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(state=State.APPROVED).exclude(document__is_example=True).exists():
            raise Frozen()
        return super().delete()


class Edition(models.Model):
    """A text, from its first sentence on. Numbered and frozen when it is approved."""

    TEXTS = ("title", "summary", "body", "change_note")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    number = models.PositiveIntegerField(null=True, editable=False)
    state = models.CharField(
        max_length=10, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True, help_text="One or two sentences, for lists and feeds.")
    body = models.TextField("text", blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.ORIGINAL)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The edition that this one translates.",
    )
    change_note = models.TextField(
        blank=True, help_text="What a reader is told that this edition corrects."
    )
    minor = models.BooleanField(
        "minor correction", default=False, help_text="In the history, but in no feed or alert."
    )
    before_delivery = models.BooleanField(
        "check against delivery",
        default=False,
        help_text="Published before it is given: readers learn that the words spoken may differ.",
    )
    published_at = models.DateTimeField(null=True, editable=False)
    recorded_at = models.DateTimeField(null=True, editable=False)
    release = models.UUIDField(null=True, editable=False, db_index=True)
    title_sha256 = models.CharField(max_length=64, editable=False)
    summary_sha256 = models.CharField(max_length=64, editable=False)
    body_sha256 = models.CharField(max_length=64, editable=False)
    change_note_sha256 = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    erased = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        permissions = [
            ("write", "May write drafts and submit them"),
            ("publish", "May approve, schedule, withdraw and restore"),
            ("remove", "May remove on legal grounds"),
        ]
        default_permissions = ()
        indexes = [
            models.Index(
                "document", "language", models.F("number").desc(), name="editions_newest_first"
            ),
            models.Index(
                models.F("published_at").desc(),
                models.F("id").desc(),
                name="editions_by_instant",
                condition=Q(state=State.APPROVED),
            ),
            models.Index(
                "document",
                name="editions_before_delivery",
                condition=Q(before_delivery=True),
            ),
            models.Index("state", "saved_at", "id", name="editions_state_by_save"),
            # SQLite proves no condition of an index by what a query is given.
            models.Index("state", "published_at", "id", name="editions_state_by_instant"),
            models.Index("language", models.F("id").desc(), name="editions_by_language"),
            models.Index(
                *("document", "language", "number", "published_at"),
                name="editions_corrections",
                condition=Q(number__gt=1),
            ),
            models.Index(
                *(models.F("published_at").desc(), "document", "language"),
                name="editions_newest_corrections",
                condition=Q(number__gt=1),
            ),
            models.Index(models.F("id").desc(), name="editions_erased", condition=Q(erased=True)),
            models.Index(
                models.F("saved_at").desc(), models.F("id").desc(), name="editions_by_save"
            ),
            # All that says where a text stands: lists are walked without reading the texts.
            models.Index(
                models.F("id").desc(),
                *("language", "document", "number", "state", "published_at", "follows", "erased"),
                name="editions_newest_with_place",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "document", "language", "number", name="editions_number_used_once"
            ),
            models.UniqueConstraint(
                "document",
                "language",
                name="editions_one_text_at_a_time",
                condition=Q(state__in=[State.DRAFT, State.SUBMITTED]),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.APPROVED,
                    published_at__isnull=False,
                    recorded_at__isnull=False,
                    number__isnull=False,
                )
                & ~Q(digest="")
                | ~Q(state=State.APPROVED)
                & Q(published_at__isnull=True, number__isnull=True, digest=""),
                name="editions_instant_exactly_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="editions_known_state"
            ),
            models.CheckConstraint(
                condition=Q(language__in=languages.CODES), name="editions_known_language"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="editions_known_standing"
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.document} ({self.language})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Sanitises and hashes the texts; refuses to change what is approved.

        Verbs that make, take back or erase an approval go through `_write`.
        """
        if self.is_approved or Edition.objects.filter(pk=self.pk, state=State.APPROVED).exists():
            raise Frozen()
        self.clean_texts()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its permanent address, once approved; an edition's own language is in it."""
        return f"{self.document.get_absolute_url(self.text_language)}editions/{self.number}/"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_approved and not self.document.is_example:
            raise Frozen()
        return super().delete(*args, **kwargs)

    @property
    def text_language(self) -> Language:
        return languages.get(self.language)

    @property
    def is_approved(self) -> bool:
        return self.state == State.APPROVED

    def is_scheduled(self, at: datetime | None = None) -> bool:
        """Approved, its instant still ahead."""
        return bool(self.published_at and self.published_at > (at or timezone.now()))

    def clean_texts(self) -> None:
        """Trusted HTML comes only out of the sanitiser; the hashes follow the texts."""
        self.body = html.clean(self.body)
        for name in self.TEXTS:
            if name != "body":
                setattr(self, name, getattr(self, name).strip())
            setattr(self, f"{name}_sha256", sha256_of(getattr(self, name)))

    def _write(self, *fields: str) -> None:
        """The verbs' own way to the row, past the refusal; the database's guards still stand.
        `saved_at` stays: it tells when the text was saved, not when somebody decided."""
        super().save(update_fields=fields)
