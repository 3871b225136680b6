"""One Day across the years: when it comes next, when it was, and what was said on it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cultural_alliance import languages, pagecache
from cultural_alliance.addresses import in_languages

from ..models import Occasion, Statement
from ..occasions import said_on
from ..rows import rows
from .furniture import breadcrumbs, feed_link

SHOWN = 20  # statements
YEARS = 10  # before this one


@pagecache.public
@require_safe
def occasion(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Occasion.objects.prefetch_related("rules"), slug=slug)
    language, today = languages.of(request), timezone.localdate()
    said = said_on(found)
    shown = Statement.objects.filter(pk__in=said.keys[:SHOWN]).put_in_order()
    context: dict[str, Any] = {
        "occasion": found,
        "next_day": found.next_date(today),
        "past_days": past_days(found, today),
        "rows": rows(shown.with_texts(language), language),
        "counted": said,
        "breadcrumbs": breadcrumbs((found.name_in(), "")),
        **in_languages("occasion", slug=slug),
        **feed_link(),
    }
    return render(request, "statements/occasion.html", context)


def past_days(occasion: Occasion, today: date) -> list[date]:
    """The newest first."""
    days = (occasion.date_in(year) for year in range(today.year, today.year - YEARS, -1))
    return [day for day in days if day and day < today]
