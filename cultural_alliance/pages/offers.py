"""What the pages offer to the surfaces that all sections share."""

from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance import pagecache, surfaces
from cultural_alliance.surfaces import HomePart

ACTIVITIES_AT_HOME = 3


def register() -> None:
    from . import choices, examples, finding, live, opening, presenting, sitemaps
    from .models import Activity, Page

    surfaces.opening.register("pages", opening.load, place=10)
    surfaces.examples.register(
        "activities", surfaces.Examples(load=examples.load, clear=examples.clear)
    )
    surfaces.home.register("activities", activities_at_home, place=60)
    surfaces.sitemaps.register("portal", sitemaps.PortalSitemap, place=0)
    surfaces.sitemaps.register("pages", sitemaps.PagesSitemap, place=10)
    surfaces.live.register("pages", live.places_of, place=30)
    surfaces.previews.register("page", presenting.preview)
    choices.register()
    surfaces.search.register("page", finding.Pages(), place=40)
    surfaces.search.register("activity", finding.Activities(), place=50)
    finding.hear_activities()
    pagecache.watch(Activity, Page)


def activities_at_home(request: HttpRequest) -> HomePart | None:
    from . import context
    from .models import Activity
    from .sections import ACTIVITIES

    coming = list(Activity.objects.coming(timezone.localdate())[:ACTIVITIES_AT_HOME])
    if not coming:
        return None
    title = context.of(request).tree.title_of(ACTIVITIES)
    return HomePart("pages/_home_activities.html", {"activities": coming, "title": title})
