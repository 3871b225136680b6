"""How pages and activities let themselves be found."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cultural_alliance import languages, search
from cultural_alliance.search.documents import Documents
from cultural_alliance.surfaces import Hit, Text

from .models import Activity, Page
from .sections import ACTIVITIES, SECTIONS


class Pages(Documents):
    kind = "page"

    @property
    def name(self) -> str:
        return _("Pages")

    def hits(self, found: Sequence[tuple[int, str]], language: str) -> dict[int, Hit]:
        pages = Page.objects.in_bulk([pk for pk, _code in found])
        return {pk: _page_hit(pages[pk], code) for pk, code in found if pk in pages}


def _page_hit(page: Page, code: str) -> Hit:
    """Over its title stands the section that it is in, unless it is the section's own page."""
    section, _slash, below = page.path.partition("/")
    over = str(SECTIONS[section]) if below and section in SECTIONS else _("Page")
    return Hit(url=page.get_absolute_url(languages.get(code)), over=over)


class Activities:
    kind = "activity"
    has_editions = False

    @property
    def name(self) -> str:
        return _("Activities")

    def everything(self) -> Iterable[int]:
        return Activity.objects.order_by("pk").values_list("pk", flat=True).iterator()

    def texts(self, pk: int) -> list[Text]:
        """One for each language in which it has a title."""
        activity = Activity.objects.select_related("sector").filter(pk=pk).first()
        if activity is None:
            return []
        begins = timezone.make_aware(datetime.combine(activity.starts_on, time.min))
        return [_activity_text(activity, code, begins) for code in activity.titles]

    def public(self, at: datetime | None = None) -> QuerySet[Any]:
        return Activity.objects.annotate(object_id=F("pk"), edition=Value(0)).order_by()

    def hits(self, found: Sequence[tuple[int, str]], language: str) -> dict[int, Hit]:
        """The list of activities has no page for each: it leads to the list's."""
        activities = Activity.objects.in_bulk([pk for pk, _code in found])
        return {
            pk: Hit(
                url=activities[pk].link or f"/{language}/{ACTIVITIES}/",
                over=_("Activity"),
                notes=(date_format(activities[pk].starts_on, "DATE_FORMAT"),),
            )
            for pk, _code in found
            if pk in activities
        }


def _activity_text(activity: Activity, code: str, begins: datetime) -> Text:
    language = languages.get(code)
    sector = languages.name_in(activity.sector.names, language) if activity.sector else ""
    facts = " · ".join(filter(None, [activity.place_in(language), sector]))
    return Text(code, activity.title_in(language), facts=facts, at=begins)


def _activity_changed(sender: Any, instance: Activity, **kwargs: Any) -> None:
    search.changed(Activities.kind, instance.pk)


def hear_activities() -> None:
    post_save.connect(_activity_changed, Activity, dispatch_uid="search.activity saved")
    post_delete.connect(_activity_changed, Activity, dispatch_uid="search.activity deleted")
