"""A page is read as it is published: its text, its languages, its notices, its address for ever."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.editions import addresses
from cultural_alliance.editions.refusals import AddressTaken, Refused
from cultural_alliance.pages.models import Page
from tests.support.cast import publisher
from tests.support.record import (
    approved,
    correct,
    make_draft,
    make_page,
    make_statement,
    make_translation,
    removed,
    withdrawn,
)
from tests.support.wording import said

FALLBACK = "This page is not available in your language. The original is shown (%(language)s)."
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def new_page(slug: str, parent: Page | None = None) -> Page:
    page = Page(slug=slug, parent=parent)
    page.kind = "page"
    page.save()
    return page


def test_a_page_shows_its_title_and_its_text(client: Client) -> None:
    make_page("about", "About the Alliance", body="<p>Who <strong>we</strong> are.</p>")
    html = client.get("/en/about/").text
    assert "<h1>About the Alliance</h1>" in html
    assert "<p>Who <strong>we</strong> are.</p>" in html
    assert "Last changed on 11 January 2006" in html


def test_a_correction_is_read_at_the_same_address(client: Client) -> None:
    page = make_page("about", body="<p>Before.</p>")
    correct(page, body="<p>After.</p>")
    html = client.get("/en/about/").text
    assert "After." in html
    assert "Before." not in html


def test_a_draft_is_read_by_nobody(client: Client) -> None:
    page = make_page("about", body="<p>Before.</p>")
    make_draft(page, body="<p>Only a draft.</p>")
    make_draft(new_page("other"), title="Other")
    assert "Only a draft." not in client.get("/en/about/").text
    assert client.get("/en/other/").status_code == 404


def test_a_scheduled_page_is_found_by_nobody_before_its_instant(client: Client) -> None:
    page = new_page("coming")
    approved(make_draft(page, title="Coming"), at=timezone.now() + timedelta(hours=1))
    assert client.get("/en/coming/").status_code == 404
    approved(make_draft(new_page("now"), title="Now"))
    assert client.get("/en/now/").status_code == 200


def test_a_page_without_a_text_in_the_language_shows_the_original_and_says_so(
    client: Client,
) -> None:
    make_page("about", "About the Alliance")
    html = client.get("/fr/about/").text
    assert '<header class="head" lang="en" dir="ltr">' in html
    assert said("fr", FALLBACK, language="English") in html
    assert "is-fallback" not in client.get("/en/about/").text


def test_a_former_address_leads_to_the_new_one_for_ever(client: Client) -> None:
    page = make_page("old")
    below = make_page("below", parent=page)
    addresses.move(page, by=publisher(), slug="new")
    for former, now in (("/fr/old/", "/fr/new/"), ("/fr/old/below/", "/fr/new/below/")):
        answer = client.get(former)
        assert (answer.status_code, answer["Location"]) == (301, now)
        assert client.get(now).status_code == 200
    assert below.pk


def test_a_withdrawn_page_is_read_under_its_notice(client: Client) -> None:
    page = make_page("about", body="<p>Still to be read.</p>")
    withdrawn(page, "It was out of date.", replaced_by=make_page("newer"))
    answer = client.get("/ar/about/")
    assert answer.status_code == 200
    assert "Still to be read." in answer.text
    assert '<p lang="en" dir="ltr">It was out of date.</p>' in answer.text
    assert 'href="/ar/newer/"' in answer.text


def test_a_removed_page_is_gone_with_its_reason(client: Client) -> None:
    page = make_page("about", "A title to go", body="<p>Words to go.</p>")
    removed(page, "A court forbids it.")
    answer = client.get("/en/about/")
    assert answer.status_code == 410
    assert "A court forbids it." in answer.text
    assert "to go" not in answer.text


def test_a_removed_translation_leaves_the_original_with_the_reason(client: Client) -> None:
    page = make_page("about", body="<p>The original.</p>")
    make_translation(page, "fr", body="<p>La traduction.</p>")
    removed(page, "The translator forbids it.", language="fr")
    html = client.get("/fr/about/").text
    assert "The original." in html
    assert "The translator forbids it." in html
    assert "La traduction." not in html
    assert "forbids" not in client.get("/en/about/").text


def test_a_page_of_another_kind_is_not_read_as_a_page(client: Client) -> None:
    statement = make_statement("A message", published_on=date(2006, 1, 11))
    assert client.get(statement.get_absolute_url()).status_code == 200
    assert 'class="statement"' in client.get(statement.get_absolute_url()).text


def test_the_portals_own_pages_stay_where_its_menus_find_them() -> None:
    about, other = make_page("about"), make_page("other")
    with pytest.raises(Refused, match="stays where it is"):
        addresses.move(about, by=publisher(), slug="us")
    with pytest.raises(Refused, match="stays where it is"):
        addresses.move(about, by=publisher(), parent=other)
    addresses.move(other, by=publisher(), parent=about)
    assert Page.objects.get(pk=other.pk).path == "about/other"


@pytest.mark.parametrize("slug", ["subscribe", "accounts", "sitemap"])
def test_no_page_takes_the_address_of_another_part(slug: str) -> None:
    with pytest.raises(AddressTaken, match="another part of the portal"):
        make_page(slug)
    with pytest.raises(AddressTaken):
        make_page("messages", parent=make_page("info"))
    assert make_page(slug, parent=make_page("about")).path == f"about/{slug}"


def test_a_page_cannot_stand_below_itself() -> None:
    page = make_page("one")
    page.parent = make_page("two", parent=page)
    with pytest.raises(ValidationError):
        page.full_clean()


@pytest.mark.once
def test_reading_a_page_costs_the_same_with_one_translation_and_with_five(client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/about/")
        return len(captured)

    page = make_page("about")
    make_translation(page, "fr")
    one = cost()
    for code in ("es", "ru", "zh", "ar"):
        make_translation(page, code)
    assert cost() == one


def test_a_preview_shows_the_page_as_the_public_will_see_it() -> None:
    page = make_page("about", "About the Alliance")
    draft = make_draft(page, "ar", title="عن التحالف", body="<p>نص جديد</p>")
    request = RequestFactory().get("/admin/preview/")
    answer = surfaces.previews["page"](request, draft)
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert "<p>نص جديد</p>" in answer.text
    assert "is-preview" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.text
    assert 'href="/fr/about/"' in answer.text  # as on the public page
    assert "/admin/preview/" not in answer.text


def test_a_page_that_has_no_address_yet_can_be_previewed() -> None:
    draft = make_draft(new_page("", make_page("about", "About the Alliance")), title="To come")
    answer = surfaces.previews["page"](RequestFactory().get("/admin/preview/"), draft)
    assert "<h1>To come</h1>" in answer.text
    assert '<a href="/en/about/">About the Alliance</a>' in answer.text


def test_the_public_page_is_no_preview(client: Client) -> None:
    make_page("about")
    answer = client.get("/en/about/")
    assert "is-preview" not in answer.text
    assert "no-store" not in answer.get("Cache-Control", "")


def test_the_contact_pages_tell_whom_to_write_to(client: Client, settings) -> None:
    settings.CONTACT_EMAIL = "desk@alliance.example"
    make_page("contact", "Contact Us")
    make_page("about")
    assert 'href="mailto:desk@alliance.example"' in client.get("/en/contact/").text
    assert "mailto:" not in client.get("/en/about/").text
    settings.CONTACT_EMAIL = ""
    assert "mailto:" not in client.get("/en/contact/").text
