"""What every page about one's own requests carries: it is private, and says where one is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cultural_alliance import languages

Crumb = tuple[str, str]


def private(view: Any) -> Any:
    """For those who are signed in; kept by no cache."""
    return never_cache(login_required(view))


def breadcrumbs(*below: Crumb) -> list[Crumb]:
    home = f"/{languages.active().code}/"
    return [(_("Home"), home), (_("Find your Partner"), f"{home}partners/"), *below]


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page that no search engine keeps; `current` marks it in the members' area."""
    shown = {"robots": "noindex", "current": "requests", **context}
    return render(request, f"members/{template}", shown, status=status)
