"""Partner requests: what an organisation seeks, offers, or both."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cultural_alliance import languages
from cultural_alliance.languages import Language
from cultural_alliance.vocabularies.countries import region_of
from cultural_alliance.vocabularies.models import Region, Resource, Sector

from .organisation import Organisation, OrganisationKind, slug_of
from .texts import LanguagesField, TextInLanguage, best, holds


class Direction(models.TextChoices):
    SEEKING = "seeking", _("Seeking")
    OFFERING = "offering", _("Offering")
    BOTH = "both", _("Seeking and offering")


class RequestState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted: the desk reads it")
    RETURNED = "returned", _("Returned with a comment")
    OPENED = "opened", _("Open")
    CLOSED = "closed", _("Closed")
    EXPIRED = "expired", _("Expired")


def validate_kinds(kinds: Any) -> None:
    if not isinstance(kinds, list) or not set(kinds) <= set(OrganisationKind.values):
        raise ValidationError(_("Not all of these are kinds of organisation."))


def validate_countries(codes: Any) -> None:
    if not isinstance(codes, list) or not all(code in countries for code in codes):
        raise ValidationError(_("Not all of these are countries."))


class PartnerRequestQuerySet(models.QuerySet["PartnerRequest"]):
    def public(self, on: date | None = None) -> Self:
        """Open ones, up to and on the day of their deadline (Paris), of organisations that show
        themselves. The day itself takes them away: no worker need run."""
        return self.filter(
            state=RequestState.OPENED,
            deadline__gte=on or timezone.localdate(),
            organisation__is_listed=True,
            organisation__member_since__isnull=False,
            organisation__left_at__isnull=True,
        )

    def working_in(self, language: str) -> Self:
        return self.filter(holds("working_languages", language))

    def with_line(self, side: str, resource: Resource) -> Self:
        """Those that name the resource on this side ("need" or "offer")."""
        return self.filter(Exists(_lines().filter(side=side, resource=resource)))

    def for_region(self, slug: str) -> Self:
        """Those that seek a partner in the region, in a country of it, or anywhere."""
        return self.filter(reaching(slug))

    def with_texts(self) -> Self:
        return self.select_related("organisation").prefetch_related(
            Prefetch("texts", queryset=PartnerRequestText.objects.order_by("pk")),
            "sectors",
            "regions",
            "lines__resource",
        )

    def for_listing(self) -> Self:
        return self.order_by("-opened_at", "-pk").with_texts()


def reaching(region: str) -> Q:
    """Whether a request's reach covers the region (a slug). An empty reach is the whole world."""
    return holds("reach", region) | Q(reach=[])


def for_kind(kind: str) -> Q:
    """Whether a request is open to organisations of the kind: one that names none is, to all."""
    return holds("partner_kinds", kind) | Q(partner_kinds=[])


def _lines() -> Any:
    """The lines of the outer query's request."""
    from .request_parts import RequestLine

    return RequestLine.objects.filter(request=OuterRef("pk"))


class PartnerRequest(models.Model):
    """As incomplete as its writer likes until it is submitted. Verbs of `members/requests/` alone
    change its state."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="requests"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=12, choices=RequestState, default=RequestState.DRAFT, editable=False
    )
    slug = models.SlugField(max_length=80, editable=False, blank=True)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, blank=True)
    sectors = models.ManyToManyField(
        Sector, verbose_name=_("sectors"), related_name="requests", blank=True
    )
    countries = models.JSONField(
        _("countries"), default=list, blank=True, validators=[validate_countries]
    )
    regions = models.ManyToManyField(
        Region, verbose_name=_("regions"), related_name="requests", blank=True
    )
    # The slugs of the regions that the two name together, kept for lists; see `set_reach`.
    reach = models.JSONField(default=list, editable=False)
    partner_kinds = models.JSONField(
        _("kinds of partner"), default=list, blank=True, validators=[validate_kinds]
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    working_languages = LanguagesField(verbose_name=_("languages of work"))
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    first_language = models.CharField(
        _("first language"), max_length=2, choices=languages.CHOICES, default="en"
    )

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.TextField(_("outcome"), max_length=2000, blank=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)

    objects = PartnerRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "partner request"
        indexes = [
            models.Index(fields=["state", "deadline"], name="members_request_due"),
            models.Index(fields=["-opened_at", "-id"], name="members_request_newest"),
            models.Index(fields=["state", "-opened_at", "-id"], name="members_request_open"),
            # As the desk's list goes, with what tells which of the open ones have expired.
            models.Index(
                fields=["state", "submitted_at", "-saved_at", "-id", "deadline"],
                name="members_request_desk",
            ),
        ]

    def __str__(self) -> str:
        text = best(self.texts.all(), languages.DEFAULT, self.first_language)
        return (text.title if text else "") or f"Partner request {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            self.set_reach()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("members:request", kwargs={"pk": self.pk, "slug": self.slug})

    def set_reach(self) -> None:
        named = {region.slug for region in self.regions.all()}
        self.reach = sorted(named | {region_of(code) for code in self.countries})

    def text_in(self, language: Language) -> "PartnerRequestText | None":
        return best(self.texts.all(), language, self.first_language)

    @property
    def standing(self) -> RequestState:
        """The state, told by the day too: past its deadline an open request has expired, whether
        or not the worker has come by."""
        state = RequestState(self.state)
        lapsed = self.deadline is not None and self.deadline < timezone.localdate()
        return RequestState.EXPIRED if state == RequestState.OPENED and lapsed else state

    def is_public(self, on: date | None = None) -> bool:
        """As `public()`, of this one."""
        return (
            self.state == RequestState.OPENED
            and self.deadline is not None
            and self.deadline >= (on or timezone.localdate())
            and self.organisation.is_public
        )

    def mint_slug(self) -> None:
        """Given once, when the request is opened first: addresses stay."""
        text = self.text_in(languages.get(self.first_language))
        if not self.slug:
            self.slug = slug_of(text.title if text else "") or str(self.pk)


class PartnerRequestText(TextInLanguage):
    request = models.ForeignKey(PartnerRequest, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=150, blank=True)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=6000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "language"], name="members_one_request_text_per_language"
            )
        ]
        # The desk looks for parts of titles: in these alone, not in all that is written.
        indexes = [models.Index(fields=["title", "request"], name="members_request_titles")]

    def __str__(self) -> str:
        return self.title


@receiver(models.signals.m2m_changed, sender=PartnerRequest.regions.through)
def keep_reach(instance: PartnerRequest, action: str, **kwargs: Any) -> None:
    """The regions of a request changed after it was saved."""
    if action.startswith("post_") and isinstance(instance, PartnerRequest):
        instance.set_reach()
        PartnerRequest.objects.filter(pk=instance.pk).update(reach=instance.reach)
