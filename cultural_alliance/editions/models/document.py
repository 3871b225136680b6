"""What is published, across languages and time."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ..dated import Dated
from . import questions

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


class Kind(models.TextChoices):
    """The kinds of document; each is the name of its model, in lower case."""

    STATEMENT = "statement", "Statement"
    PAGE = "page", "Page"


D = TypeVar("D", bound="Document")


class DocumentQuerySet(models.QuerySet[D]):
    def public(self, at: datetime | None = None) -> Self:
        """Documents that a reader may find at the instant: published in some language, and not
        removed as a whole. Lists are of documents: no edition is joined."""
        return self.published(at).exclude(self._under_notice("removed", at))

    def listed(self, at: datetime | None = None) -> Self:
        """As `public`, less what is withdrawn: home, feeds and default lists show these."""
        return self.public(at).exclude(self._under_notice("withdrawn", at))

    def published(self, at: datetime | None = None) -> Self:
        return self.filter(first_published_at__lte=at or timezone.now())

    @staticmethod
    def _under_notice(kind: str, at: datetime | None) -> Any:
        """A notice of the kind for all languages stands at the instant."""
        return questions.under_notice(kind, at or timezone.now())

    def with_text_in(self, language: Language, at: datetime | None = None) -> Self:
        """Documents that have public text in the language at the instant."""
        from .edition import Edition

        texts = Edition.objects.public(at).filter(language=language.code)
        return self.filter(Exists(texts.filter(document=OuterRef("pk"))))

    def visible_to(self, person: "User") -> Self:
        """Less those of which all texts are limited to others: the few limits are asked."""
        from .draft_reader import DraftReader
        from .edition import Edition

        seen = Edition.objects.visible_to(person).filter(document=OuterRef("document"))
        limited = Edition.objects.filter(pk__in=DraftReader.objects.values("edition"))
        return self.exclude(pk__in=limited.filter(~Exists(seen)).values("document"))


class Document(models.Model):
    """A document has one permanent id, one slug for all its languages, and editions."""

    kind = models.CharField(max_length=16, choices=Kind, editable=False)
    original_language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    slug = models.SlugField(
        max_length=120,
        blank=True,
        help_text="The last word of the address: Latin, one for all languages. "
        "Left empty, it is made from the title at the first approval.",
    )
    path = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    legacy_id = models.PositiveBigIntegerField(
        "legacy id", unique=True, null=True, blank=True, help_text="The old portal's URL_ID."
    )
    first_published_at = models.DateTimeField(null=True, editable=False)
    review_on = models.DateField(
        "to be reviewed on",
        null=True,
        blank=True,
        db_index=True,
        help_text="From this day on the desk asks whether the text still holds.",
    )
    is_example = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "kind",
                models.F("first_published_at").desc(),
                models.F("id").desc(),
                name="editions_documents_by_date",
                condition=Q(first_published_at__isnull=False),
            ),
            models.Index("kind", models.F("id").desc(), name="editions_newest_of_kind"),
            models.Index(
                "created_at",
                name="editions_never_published",
                condition=Q(first_published_at__isnull=True),
            ),
            models.Index("id", name="editions_examples", condition=Q(is_example=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(original_language__in=languages.CODES),
                name="editions_document_language",
            ),
        ]

    # Unless it was asked (`shown.marked`).
    has_notices = has_files = has_corrected_notes = True

    # Written once, or by the verbs alone: `save` leaves them, however old the object in hand is.
    SETTLED = frozenset({"kind", "slug", "path", "first_published_at", "is_example"})

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and kwargs.get("update_fields") is None:
            fields = [field for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = {field.name for field in fields} - self.SETTLED
        super().save(*args, **kwargs)

    def get_absolute_url(self, language: Language | None = None) -> str:
        return f"/{(language or languages.active()).code}/{self.path}/"

    @property
    def specific(self) -> Any:
        """The document as its own kind: a Statement, a Page."""
        return self if type(self) is not Document else getattr(self, self.kind)

    @property
    def original(self) -> Language:
        return languages.get(self.original_language)

    def facts(self) -> dict[str, Any]:
        """What stands beside the text and is covered by its digest: JSON, stable over time
        (slugs and ids, never names). Kinds with facts say theirs."""
        return {}

    def set_facts(self, facts: dict[str, Any]) -> None:
        """Writes the facts, given as `facts()` gives them."""
        if facts:
            raise ValueError(f"A {self.get_kind_display().lower()} has no facts.")

    def labelled(self, facts: dict[str, Any]) -> list[tuple[str, str]]:
        """Facts, given as `facts()` gives them, as a reader reads them: (label, value)."""
        return []

    @property
    def delivery_begins(self) -> datetime | None:
        """When its words are spoken, for a kind whose words are."""
        return None

    def dated(self, language: Language) -> Dated:
        """What its facts say of days, to whoever checks a text in the language against them."""
        return Dated()

    def path_for(self, slug: str, first_published_at: datetime) -> str:
        """The address, below the language and without slashes at its ends."""
        raise NotImplementedError(f"{type(self).__name__} names no address.")

    def place(self, *, slug: str) -> None:
        """Takes the place that `move` gives it: for a page also `parent`."""
        from ..minting import require_slug

        self.slug = require_slug(slug)

    def above(self) -> "list[Document]":
        """The documents whose addresses this one's begins with, nearest first."""
        return []

    def below(self) -> "list[Document]":
        """The documents whose addresses stand below this one's, nearest first."""
        return []

    @property
    def short_url(self) -> str:
        return f"/m/{self.pk}/"
