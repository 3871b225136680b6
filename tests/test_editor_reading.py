"""Texts are found, and previewed as the public will see them, in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.editions import drafting
from cultural_alliance.editions.models import Edition

from .support.cast import writer
from .support.record import (
    approved,
    correct,
    make_draft,
    make_page,
    make_statement,
    make_translation,
    removed,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/admin/editions/edition/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(writer())
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"admin:editions_edition_{name}", args=args)


def listed(desk: Client, **filters: str) -> set[int]:
    return {edition.pk for edition in desk.get(LIST, filters).context["cl"].result_list}


def one_in_each_place() -> dict[str, Edition]:
    first = approved(make_draft())
    gone = make_statement(published_on=timezone.now() - timedelta(days=9))
    removed(gone)
    return {
        "draft": make_draft(),
        "submitted": submitted(),
        "scheduled": approved(make_draft(), at=timezone.now() + timedelta(days=2)),
        "former": first,
        "public": correct(first.document, body="<p>Corrected.</p>"),
        "set_aside": drafting.set_aside(make_draft(), by=writer()),
        "removed": gone.editions.get(),
    }


def test_the_list_filters_by_where_a_text_stands(desk: Client) -> None:
    texts = one_in_each_place()
    assert listed(desk) == {edition.pk for edition in texts.values()}
    for place, edition in texts.items():
        assert listed(desk, place=place) == {edition.pk}, place
        assert place.replace("_", " ") in desk.get(LIST, {"place": place}).content.decode().lower()


def test_the_list_filters_by_language_and_kind_and_searches_titles(desk: Client) -> None:
    statement = make_statement("Words on water", published_on=timezone.now())
    french = make_translation(statement, "fr", title="Paroles sur l’eau")
    page = make_page("about", "About").editions.get()
    assert listed(desk, language="fr") == {french.pk}
    assert listed(desk, kind="page") == {page.pk}
    assert listed(desk, q="water") == {statement.editions.get(language="en").pk}


@pytest.mark.slow
@pytest.mark.once
def test_the_list_costs_the_same_for_one_row_and_for_fifty(desk: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(LIST).status_code == 200
        return len(queries)

    make_draft()
    cost()
    alone = cost()
    for _ in range(12):
        statement = make_statement(published_on=timezone.now())
        make_draft(statement)
        make_draft(statement, "ar", title="نص")
        make_draft()
    assert desk.get(LIST).context["cl"].result_count >= 49
    assert cost() == alone


def test_a_text_cannot_be_added_or_deleted_past_the_verbs(desk: Client) -> None:
    draft = make_draft()
    assert desk.get(LIST + "add/").status_code == 404
    assert f"{LIST}add/".encode() not in desk.get(LIST).content
    desk.post(LIST, {"action": "delete_selected", "_selected_action": draft.pk, "post": "yes"})
    assert Edition.objects.filter(pk=draft.pk).exists()


def test_a_preview_is_the_public_page_with_the_saved_words(desk: Client) -> None:
    draft = make_draft(title="Not yet public")
    answer = desk.get(at("preview", draft.pk))
    assert answer.status_code == 200
    assert b"Not yet public" in answer.content
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert b"site.css" in answer.content


def test_a_preview_speaks_the_language_of_the_text(desk: Client) -> None:
    statement = make_statement(published_on=timezone.now())
    draft = make_draft(statement, "ar", title="رسالة")
    answer = desk.get(at("preview", draft.pk))
    assert answer["Content-Language"] == "ar"
    assert b'<html lang="ar" dir="rtl"' in answer.content
    back = desk.get(at("change", draft.pk)).content  # the admin itself stays English
    assert b'lang="en' in back


def test_a_page_is_previewed_too(desk: Client) -> None:
    draft = make_draft(make_page("about", "About"), title="About, anew")
    assert b"About, anew" in desk.get(at("preview", draft.pk)).content


@pytest.mark.parametrize("width", ["360", "768", "full"])
def test_a_preview_is_framed_at_a_width_by_plain_links(desk: Client, width: str) -> None:
    draft = make_draft()
    page = desk.get(at("preview_at", draft.pk, width)).content.decode()
    assert f'src="{at("preview", draft.pk)}"' in page
    assert (f'width="{width}"' in page) == (width != "full")


def test_an_unknown_width_is_not_found(desk: Client) -> None:
    assert desk.get(at("preview_at", make_draft().pk, "12")).status_code == 404
