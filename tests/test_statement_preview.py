"""An editor previews a statement exactly as the public will see it."""

from datetime import date, timedelta
from html import unescape
from re import findall, sub

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from cultural_alliance import languages, surfaces
from cultural_alliance.middleware import LanguageMiddleware
from tests.support.cast import publisher
from tests.support.record import (
    approved,
    correct,
    make_draft,
    make_statement,
    make_translation,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def preview(edition):
    """As the admin asks for it: in an English request of a person in another time zone."""
    show = surfaces.previews["statement"]
    with timezone.override("Asia/Tokyo"):
        return LanguageMiddleware(lambda request: show(request, edition))(
            RequestFactory().get("/admin/preview/")
        )


def text(response) -> str:
    return unescape(response.content.decode())


def test_it_is_not_kept_and_not_indexed() -> None:
    response = preview(make_draft())
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text(response)
    assert 'rel="canonical"' not in text(response)


def test_a_first_draft_is_shown_with_a_banner() -> None:
    page = text(preview(make_draft(title="Not yet", body="<p>Soon.</p>")))
    assert 'class="notice is-preview"' in page
    assert "Not yet" in page and "Soon." in page
    assert "SHA-256" not in page and "Publication Date" not in page
    assert "/editions/" not in page and "//print/" not in page


def test_it_is_in_the_language_of_the_text() -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    response = preview(make_draft(statement, "ar", title="رسالة", body="<p>نص</p>"))
    page = text(response)
    assert '<html lang="ar" dir="rtl">' in page
    assert response["Content-Language"] == "ar"
    assert "is-fallback" not in page
    assert translation.get_language() == "en"


def test_a_scheduled_text_says_when_in_paris() -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    at = timezone.now() + timedelta(days=1)
    page = text(preview(correct(statement, title="Soon", at=at)))
    in_paris = timezone.localtime(at, timezone.get_default_timezone())
    assert f"{in_paris:%H:%M} (Paris)" in page


def test_the_public_page_is_the_preview_without_its_banner(client) -> None:
    statement = make_statement("Old", published_on=date(2006, 1, 11), occasion="the-day")
    make_translation(statement, "fr")
    ready = submitted(make_draft(statement, title="New", change_note="Corrected."))
    before = shown(text(preview(ready)))
    approved(ready, by=publisher())
    after = shown(text(client.get(statement.get_absolute_url())))
    assert before == after
    assert "New" in before and "Français" in before


def shown(page: str) -> str:
    """The statement's own part, without what only an approval can add."""
    [article] = findall(r'<article class="statement"[^>]*>(.*?)</article>', page, flags=16)
    article = sub(r'<div class="notice is-preview".*?</div>', "", article, flags=16)
    article = sub(r'<div class="record">.*?</div>', "", article, flags=16)
    return " ".join(sub(r"<dt>Edition</dt>.*?</dd>", "", article, flags=16).split())


def test_its_menu_and_language_links_are_those_of_the_public_page(client) -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    page = text(preview(make_draft(statement)))
    french = statement.get_absolute_url(languages.get("fr"))
    assert f'href="{french}"' in page
    assert f'href="{french}"' in text(client.get(statement.get_absolute_url()))
