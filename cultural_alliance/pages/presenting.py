"""The page of a page: its text, the notices over it, and where it stands in the tree."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from cultural_alliance import languages
from cultural_alliance.editions.models import Edition, Notice
from cultural_alliance.languages import Language

from . import context
from .models import Page
from .reading import Reading
from .sections import ACCESSIBILITY, FIXED, PRIVACY, SECTIONS

TEMPLATE = "pages/page_detail.html"
# Pages on which a reader looks for somebody to write to. Contact Us has a form of its own.
WITH_CONTACT = (ACCESSIBILITY, PRIVACY)


def shown(
    request: HttpRequest, found: Reading, template: str = TEMPLATE, **more: Any
) -> HttpResponse:
    text, page = found.text, found.page
    assert text is not None
    home = found.language if not found.is_fallback else text.text_language
    shown = {
        **_in_tree(request, page.path, text.title, text.text_language),
        "text": text,
        "is_fallback": found.is_fallback,
        "withdrawal": found.withdrawal,
        "removal": found.removal,
        "replaced_by": _replacement(found.withdrawal),
        "canonical": settings.ALLIANCE_URL + page.get_absolute_url(home),
        "alternates": [
            (language.tag, settings.ALLIANCE_URL + page.get_absolute_url(language))
            for language in found.languages
        ],
        **more,
    }
    return render(request, template, shown)


def gone(request: HttpRequest, found: Reading) -> HttpResponse:
    """410: removed for ever, with the reason that readers are told."""
    notice = found.removal
    shown = {
        "reason": notice.reason if notice else "",
        "reason_language": notice.language_of_reason if notice else None,
        "robots": "noindex",
    }
    return render(request, "410.html", shown, status=410)


def untitled(
    request: HttpRequest, path: str, template: str = TEMPLATE, **more: Any
) -> HttpResponse:
    """One of the portal's own addresses while no text stands there: its name and its links."""
    title = str(FIXED[path])
    return render(request, template, {**_in_tree(request, path, title), "title": title, **more})


def preview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The page as the public will see it, with a line that says it is a preview."""
    page: Page = edition.document.specific
    language = edition.text_language
    path = page.path or _future_path(page)
    languages.show_at(request, f"/{language.code}/{path}/")
    with translation.override(language.django_code):
        shown = {
            **_in_tree(request, path, edition.title, language),
            "text": edition,
            "is_preview": True,
            "robots": "noindex",
        }
        response = render(request, TEMPLATE, shown)
    response.headers["Content-Language"] = language.tag
    response.headers["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


def _future_path(page: Page) -> str:
    above = page.parent.path if page.parent else ""
    return f"{above}/{page.slug or page.pk}".strip("/")


def in_every_language(place: str) -> dict[str, Any]:
    """`canonical` and `alternates` of an address that answers in all six languages."""
    here = languages.active()
    addresses = {
        language: f"{settings.ALLIANCE_URL}/{language.code}/{place}"
        for language in languages.LANGUAGES
    }
    return {
        "canonical": addresses[here],
        "alternates": [(language.tag, address) for language, address in addresses.items()],
    }


def _in_tree(
    request: HttpRequest, path: str, title: str, language: Language | None = None
) -> dict[str, Any]:
    portal = context.of(request)
    node = portal.tree.by_path.get(path)
    return {
        "breadcrumbs": portal.breadcrumbs(path, title, language),
        "section": portal.section,
        "is_landing": path in SECTIONS,  # whose list of children says more than the menu beside
        "children": portal.link_to(node).children if node else portal.offered_at(path),
        "contact_email": settings.CONTACT_EMAIL if path in WITH_CONTACT else "",
    }


def _replacement(notice: Notice | None) -> str:
    """Where a withdrawn text sends its readers instead."""
    return notice.replaced_by.get_absolute_url() if notice and notice.replaced_by else ""
