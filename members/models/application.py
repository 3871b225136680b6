"""Applications to join: written by strangers, decided by the membership desk."""

import secrets
from typing import Any, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Sector

from ..joining import names
from .organisation import Organisation, OrganisationKind
from .texts import LanguagesField


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Not yet sent")
    SUBMITTED = "submitted", _("Sent: the desk reads it")
    ASKED = "asked", _("The desk has asked you something")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class JoinApplicationQuerySet(models.QuerySet["JoinApplication"]):
    def waiting(self) -> Self:
        """For the desk: what it has not decided, oldest first."""
        return self.filter(state__in=[ApplicationState.SUBMITTED, ApplicationState.ASKED]).order_by(
            "submitted_at", "pk"
        )


class JoinApplication(models.Model):
    """As incomplete as its writer likes until it is sent. Its link is signed over `link_nonce`."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    state = models.CharField(
        max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT, editable=False
    )
    link_nonce = models.CharField(max_length=32, editable=False)
    language = models.CharField(
        _("language of this application"), max_length=2, choices=languages.CHOICES, default="en"
    )
    # The organisation, as Organisation has it.
    name = models.CharField(_("name of the organisation"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    founded = models.PositiveSmallIntegerField(
        _("founding year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(2100)],
    )
    working_languages = LanguagesField(verbose_name=_("languages of work"))
    about = models.TextField(_("what the organisation does"), max_length=4000, blank=True)
    brings = models.TextField(_("what it would bring"), max_length=2000, blank=True)
    seeks = models.TextField(_("what it looks for"), max_length=2000, blank=True)
    # Two people: the first writes, and becomes the owner; the second can answer for it.
    first_name = models.CharField(_("your name"), max_length=150, blank=True)
    first_position = models.CharField(_("your position"), max_length=120, blank=True)
    first_email = models.EmailField(_("your e-mail"), blank=True)
    second_name = models.CharField(_("name of a second person"), max_length=150, blank=True)
    second_position = models.CharField(_("their position"), max_length=120, blank=True)
    second_email = models.EmailField(_("their e-mail"), blank=True)
    no_documents_reason = models.TextField(
        _("why there are no documents"), max_length=1000, blank=True
    )
    consented_at = models.DateTimeField(null=True, editable=False)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False, db_index=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    reason = models.TextField(blank=True, editable=False)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.SET_NULL, null=True, editable=False
    )
    # The member that it says it belongs to: then it asks for access instead of joining.
    claims = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="claims", editable=False
    )
    emptied_at = models.DateTimeField(null=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)

    # The form that began it: the same form, sent again, finds it. None once it is over.
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    name_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    link_sent_to = models.EmailField(blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = JoinApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "application"
        indexes = [models.Index(fields=["state", "saved_at"], name="members_join_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "country"],
                condition=models.Q(state__in=["submitted", "asked"], claims__isnull=True)
                & ~models.Q(name_key=""),
                name="members_one_waiting_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = names.key(self.name)
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_key"}
        super().save(*args, **kwargs)

    @property
    def text_language(self) -> Language:
        return languages.get(self.language)

    @property
    def country_code(self) -> str:
        return str(self.country)

    @property
    def country_name(self) -> str:
        """In the active language."""
        return str(countries.name(self.country_code))

    @property
    def language_names(self) -> list[str]:
        return [languages.get(code).name for code in self.working_languages]

    @property
    def is_waiting(self) -> bool:
        return self.state in (ApplicationState.SUBMITTED, ApplicationState.ASKED)


def private_files() -> Storage:
    """Apart from the media, which the world may read."""
    return storages["private"]


def random_name(document: "ApplicationDocument", name: str) -> str:
    return f"applications/{secrets.token_hex(16)}"


class ApplicationDocument(models.Model):
    """A file that shows what the organisation is. Private: for the desk and the applicant."""

    application = models.ForeignKey(
        JoinApplication, on_delete=models.CASCADE, related_name="documents"
    )
    file = models.FileField(upload_to=random_name, storage=private_files)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256: the same file sent twice is one
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "digest"], name="members_one_of_each_document"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationVerb(models.TextChoices):
    SUBMITTED = "submitted", _("Sent")
    ASKED = "asked", _("Question of the desk")
    ANSWERED = "answered", _("Answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CLAIMED = "claimed", _("Says that it is a member already")
    ADMITTED = "admitted", _("Access given")


class ApplicationEvent(models.Model):
    """What was said and decided, in its order. `by` is None for the applicant."""

    application = models.ForeignKey(
        JoinApplication, on_delete=models.CASCADE, related_name="events"
    )
    verb = models.CharField(max_length=12, choices=ApplicationVerb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.verb}"
