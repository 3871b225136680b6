"""What every list of documents is narrowed by. Each asks the chosen language, or else any."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.desk_lists import StrictFilter
from cultural_alliance.languages import BY_CODE

from .. import access
from ..models import Edition, Notice, State
from ..models.edition import EditionQuerySet
from . import listing
from .listing import Rows


def _asked(request: HttpRequest, texts: EditionQuerySet) -> EditionQuerySet:
    """Those of the texts that the person may see, in the chosen language or else in any."""
    visible = texts.visible_to(access.person(request))
    language = request.GET.get(HasLanguage.parameter_name, "")
    return visible.filter(language=language) if language in BY_CODE else visible


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
            case "never":
                in_any = not request.GET.get(HasLanguage.parameter_name)
                came = Q(first_published_at__lte=timezone.now())
                return rows.exclude(came if in_any else Exists(own.published()))
        notices = Notice.objects.standing().filter(kind=self.value())
        return rows.filter(pk__in=notices.values("document"))


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
        return rows.filter(pk__in=_asked(request, Edition.objects.behind()).values("document"))


FILTERS: list[Any] = [WhereItStands, HasLanguage, OfMine, IsWaiting, HasBehind]
