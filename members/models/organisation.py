"""Organisations: members of the Alliance, or those that were."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.models import Resource, Sector

from .texts import LanguagesField, TextInLanguage, best, holds


class OrganisationKind(models.TextChoices):
    PUBLIC = "public", _("Public sector")
    PRIVATE = "private", _("Private sector")
    CIVIL_SOCIETY = "civil-society", _("Civil society")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def public(self) -> Self:
        """Members that show themselves: the only way any public surface finds organisations."""
        return self.filter(is_listed=True, member_since__isnull=False, left_at__isnull=True)

    def members(self) -> Self:
        return self.filter(member_since__isnull=False, left_at__isnull=True)

    def working_in(self, language: str) -> Self:
        return self.filter(holds("working_languages", language))

    def with_texts(self) -> Self:
        """Fetches what lists and pages show of each: a bounded number of queries for all."""
        return self.prefetch_related(
            Prefetch("texts", queryset=OrganisationText.objects.order_by("pk")), "sectors"
        )

    def for_listing(self) -> Self:
        return self.order_by("sort_name", "pk").with_texts()


class Organisation(models.Model):
    """A member. Its words in each language are its `texts`; all else is here once.

    Public is what stands on its page: never an e-mail address, and the contact only where the
    organisation shows it.
    """

    name = models.CharField(_("name of the organisation"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    sort_name = models.CharField(max_length=200, editable=False, db_index=True)
    slug = models.SlugField(max_length=80, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind)
    legal_form = models.CharField(_("legal form"), max_length=120, blank=True)
    country = CountryField(_("country"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    sectors = models.ManyToManyField(
        Sector, verbose_name=_("sectors"), related_name="organisations", blank=True
    )
    offers = models.ManyToManyField(
        Resource, verbose_name=_("what it brings"), related_name="offered_by", blank=True
    )
    needs = models.ManyToManyField(
        Resource, verbose_name=_("what it looks for"), related_name="needed_by", blank=True
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    founded = models.PositiveSmallIntegerField(
        _("founding year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(2100)],
    )
    working_languages = LanguagesField(verbose_name=_("languages of work"))
    first_language = models.CharField(
        _("first language"), max_length=2, choices=languages.CHOICES, default="en"
    )
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_is_public = models.BooleanField(_("show the contact on the public page"), default=False)
    is_listed = models.BooleanField(_("show the organisation to the public"), default=True)
    member_since = models.DateField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    is_example = models.BooleanField(default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        permissions = [("decide", "Can decide on applications and partner requests")]
        indexes = [
            models.Index(fields=["country", "sort_name"], name="members_org_country"),
            models.Index(fields=["-member_since", "-id"], name="members_org_newest"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = self.name.casefold()[:200]
        if not self.slug:
            self.slug = slug_of(self.short_name or self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("members:organisation", kwargs={"pk": self.pk, "slug": self.slug})

    def text_in(self, language: Language) -> "OrganisationText | None":
        return best(self.texts.all(), language, self.first_language)

    @property
    def is_public(self) -> bool:
        """As `public()`, of this one."""
        return self.is_listed and self.member_since is not None and self.left_at is None


class OrganisationText(TextInLanguage):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="texts")
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    about = models.TextField(_("about the organisation"), max_length=4000, blank=True)
    brings = models.TextField(_("what it brings to a partnership"), max_length=2000, blank=True)
    seeks = models.TextField(_("what it looks for"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language"], name="members_one_text_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.language})"


def slug_of(name: str) -> str:
    """Latin, whatever the script of the name."""
    from anyascii import anyascii

    return slugify(anyascii(name))[:80].strip("-") or "member"
