"""What every list of documents is narrowed by. Each asks the chosen language, or else any."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.desk_lists import StrictFilter
from cultural_alliance.languages import BY_CODE

from .. import access
from ..models import Document, Edition, Notice, State, questions
from ..models.edition import EditionQuerySet
from . import listing
from .listing import Rows


def _asked(request: HttpRequest, texts: EditionQuerySet) -> EditionQuerySet:
    """Those of the texts that the person may see, in the chosen language or else in any."""
    return _in_language(request, texts.visible_to(access.person(request)))


def _in_language(request: HttpRequest, texts: EditionQuerySet) -> EditionQuerySet:
    language = request.GET.get(HasLanguage.parameter_name, "")
    return texts.filter(language=language) if language in BY_CODE else texts


def _own(request: HttpRequest) -> EditionQuerySet:
    """The texts of the document that is asked about."""
    return _asked(request, Edition.objects.filter(document=OuterRef("pk")))


class WhereItStands(StrictFilter):
    title = "where it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("draft", "Has a draft"),
            ("submitted", "Waits for approval"),
            ("scheduled", "Is scheduled"),
            ("public", "Is public"),
            ("withdrawn", "Is withdrawn"),
            ("removed", "Is removed"),
            ("never", "Was never public"),
        ]

    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        """What is little among much is asked first, the rest of each row."""
        own, few = _own(request), _asked(request, Edition.objects.all())
        match self.value():
            case "draft":
                return rows.filter(pk__in=few.filter(state=State.DRAFT).values("document"))
            case "submitted":
                return rows.filter(pk__in=few.filter(state=State.SUBMITTED).values("document"))
            case "scheduled":
                return rows.filter(pk__in=few.scheduled().values("document"))
            case "public":
                return rows.filter(Exists(own.public()))
            case "never" if request.GET.get(HasLanguage.parameter_name):
                ahead = few.not_yet_public() | few.filter(state=State.SET_ASIDE)
                return rows.filter(~Exists(own.published()), pk__in=ahead.values("document"))
            case "never":
                return rows.filter(pk__in=_never_public(rows.model._meta.model_name))
        notices = Notice.objects.standing().filter(kind=self.value())
        return rows.filter(pk__in=notices.values("document"))


def _never_public(kind: str) -> Any:
    """Each half by an index of its own."""
    kept = Document.objects.filter(first_published_at=None)
    ahead = Document.objects.filter(kind=kind, first_published_at__gt=timezone.now())
    return kept.values("pk").union(ahead.values("pk"))


class HasLanguage(listing.LanguageFilter):
    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        return rows.filter(Exists(_own(request)))


class OfMine(listing.MineFilter):
    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        mine = super().narrowed(request, _asked(request, Edition.objects.all()))
        return rows.filter(pk__in=mine.values("document"))


class IsWaiting(listing.WaitingFilter):
    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        waiting = super().narrowed(request, _asked(request, Edition.objects.all()))
        return rows.filter(pk__in=waiting.values("document"))


class HasBehind(listing.BehindFilter):
    def narrowed(self, request: HttpRequest, rows: Rows) -> Rows:
        """All see what is public: who asks is not asked."""
        texts = _in_language(request, Edition.objects.all())
        return rows.filter(questions.has_behind(texts, timezone.now()))


FILTERS: list[Any] = [WhereItStands, HasLanguage, OfMine, IsWaiting, HasBehind]
