"""What the statements put on pages that all sections share: the set piece of the home page, and
lines of the sitemap page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.surfaces import HomePart, TreeLink

from .models import Statement
from .occasions import next_days, said_on
from .rows import rows
from .years import years


def lead(request: HttpRequest) -> HomePart | None:
    """The latest statement; an example only where there is nothing else."""
    language = languages.active()
    newest = Statement.objects.listed().for_listing(language)
    own = rows(newest.filter(is_example=False)[:1], language)
    latest = own or rows(newest.filter(is_example=True)[:1], language)
    if not latest:
        return None
    return HomePart("statements/_home_lead.html", {"row": latest[0]})


def coming_occasion(request: HttpRequest) -> HomePart | None:
    """The next Day, and how many statements were given on it so far."""
    coming = next_days(timezone.localdate())[:1]
    if not coming:
        return None
    day, occasion = coming[0]
    shown = {"day": day, "occasion": occasion, "counted": said_on(occasion)}
    return HomePart("statements/_home_occasion.html", shown)


def sitemap_lines(request: HttpRequest) -> list[TreeLink]:
    """The list, and below it each year that has a statement."""
    url = reverse("statements:list")
    in_years = [
        TreeLink("", _("Messages of %(year)s") % {"year": each}, f"{url}?year={each}")
        for each in years()
    ]
    return [TreeLink("info", _("Messages"), url, in_years)]
