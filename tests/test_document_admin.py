"""Statements and pages in the admin: lists, the board of languages, facts and addresses."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cultural_alliance.editions.models import Event, Verb
from cultural_alliance.pages.models import Activity, Page
from cultural_alliance.vocabularies.models import Region, Sector
from messages.models import Occasion, Speaker, Statement, Topic
from tests.support.cast import administrator, make_user, publisher, writer
from tests.support.record import (
    correct,
    make_draft,
    make_page,
    make_statement,
    make_translation,
    removed,
    submitted,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STATEMENTS = "/admin/statements/statement/"
PAGES = "/admin/pages/page/"
LISTS = [
    STATEMENTS,
    PAGES,
    "/admin/pages/activity/",
    "/admin/statements/occasion/",
    "/admin/statements/topic/",
    "/admin/statements/speaker/",
    "/admin/vocabularies/sector/",
    "/admin/vocabularies/region/",
]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def facts_form(client: Client, statement: Statement, **changed: Any) -> dict[str, Any]:
    """What the browser would send from the statement's page, with what was changed."""
    form = client.get(f"{STATEMENTS}{statement.pk}/change/").context["adminform"].form
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        data[name] = [each.pk for each in value] if isinstance(value, list) else (value or "")
    return {**data, **changed}


def test_a_new_statement_needs_only_a_title_and_leads_to_its_text() -> None:
    client = signed_in(writer())
    answer = client.post(
        f"{STATEMENTS}add/",
        {"title": "On crafts", "original_language": "fr", "statement_kind": "address"},
    )
    statement = Statement.objects.get()
    draft = statement.editions.get()
    assert answer.headers["Location"] == reverse("admin:editions_edition_change", args=[draft.pk])
    assert (draft.title, draft.language, statement.statement_kind) == ("On crafts", "fr", "address")
    assert statement.path == "", "an address was minted before anything was approved"


def test_a_statement_without_a_title_is_asked_for_one_and_keeps_what_was_typed() -> None:
    client = signed_in(writer())
    answer = client.post(
        f"{STATEMENTS}add/",
        {"title": "", "original_language": "en", "statement_kind": "message", "reference": "DG/7"},
    )
    page = answer.content.decode()
    assert "This field is required" in page
    assert "DG/7" in page
    assert not Statement.objects.exists()


def test_facts_of_a_draft_are_changed_without_a_note() -> None:
    statement = make_statement()
    client = signed_in(writer())
    answer = client.post(
        f"{STATEMENTS}{statement.pk}/change/", facts_form(client, statement, reference="DG/2006/1")
    )
    assert answer.status_code == 302
    assert Statement.objects.get().reference == "DG/2006/1"


def test_facts_of_a_public_statement_need_a_public_note() -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    client = signed_in(publisher())
    url = f"{STATEMENTS}{statement.pk}/change/"
    refused = client.post(url, facts_form(client, statement, reference="DG/2006/1"))
    assert "Tell readers what changes in the facts" in refused.content.decode()
    assert "DG/2006/1" in refused.content.decode(), "what was typed is lost"
    assert Statement.objects.get().reference == ""
    client.post(url, facts_form(client, statement, reference="DG/2006/1", note="Its symbol."))
    assert Statement.objects.get().reference == "DG/2006/1"
    event = Event.objects.get(verb=Verb.AMENDED_FACTS)
    assert event.public_note == "Its symbol."
    assert event.changed["old"] == {"reference": ""}


def test_a_writer_cannot_amend_the_facts_of_a_public_statement() -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    client = signed_in(writer())
    answer = client.post(
        f"{STATEMENTS}{statement.pk}/change/",
        facts_form(client, statement, reference="DG/1", note="A symbol."),
        follow=True,
    )
    assert "Your role does not allow this" in answer.content.decode()
    assert Statement.objects.get().reference == ""


def test_a_fact_that_somebody_else_changed_meanwhile_is_not_put_back() -> None:
    statement = make_statement()
    client = signed_in(writer())
    opened_before = facts_form(client, statement, delivered_on="2005-12-19")
    client.post(
        f"{STATEMENTS}{statement.pk}/change/", facts_form(client, statement, reference="DG/9")
    )
    del opened_before["reference"]
    client.post(f"{STATEMENTS}{statement.pk}/change/", {**opened_before, "reference": "DG/9"})
    now = Statement.objects.get()
    assert (now.reference, now.delivered_on) == ("DG/9", date(2005, 12, 19))


def test_a_new_slug_leaves_the_former_address_to_redirect() -> None:
    statement = make_statement(title="First words", published_on=date(2006, 1, 11))
    client = signed_in(publisher())
    url = f"{STATEMENTS}{statement.pk}/change/"
    client.post(url, facts_form(client, statement, slug="better-words"))
    assert Statement.objects.get().path == "info/messages/2006/better-words"
    assert "/info/messages/2006/first-words/" in client.get(url).content.decode()


def test_an_address_that_another_document_has_is_refused_beside_the_field() -> None:
    make_statement(slug="taken", published_on=date(2006, 1, 11))
    statement = make_statement(slug="free", published_on=date(2006, 2, 1))
    client = signed_in(publisher())
    answer = client.post(
        f"{STATEMENTS}{statement.pk}/change/", facts_form(client, statement, slug="taken")
    )
    assert "belongs to another document" in answer.content.decode()
    assert Statement.objects.get(pk=statement.pk).slug == "free"


def test_the_board_shows_where_each_language_stands() -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    make_translation(statement, "fr")
    make_draft(statement, "es", title="Mensaje")
    correct(statement, body="<p>Corrected.</p>")
    page = signed_in(publisher()).get(f"{STATEMENTS}{statement.pk}/change/")
    cells = {cell.language.code: cell for cell in page.context["board"]}
    assert cells["en"].public.number == 2
    assert cells["fr"].is_behind
    assert cells["es"].on_its_way is not None
    assert cells["ar"].public is None
    assert "Behind" in page.content.decode()


def test_the_board_shows_no_removed_text_as_public() -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    client = signed_in(writer())
    url = f"{STATEMENTS}{statement.pk}/change/"
    assert client.get(url).context["board"][0].public is not None
    removed(statement)
    page = client.get(url)
    assert page.context["board"][0].public is None
    assert "Removed" in page.text


@pytest.mark.parametrize("stands", ["draft", "submitted", "public", "withdrawn"])
def test_the_list_filters_by_where_a_text_stands(stands: str) -> None:
    made = {
        "draft": make_statement(title="draft").pk,
        "submitted": submitted(make_draft(title="submitted")).document_id,
        "public": make_statement(title="public", published_on=date(2020, 1, 1)).pk,
    }
    gone = make_statement(title="withdrawn", published_on=date(2020, 2, 1))
    withdrawn(gone)
    made["withdrawn"] = gone.pk
    answer = signed_in(writer()).get(STATEMENTS, {"stands": stands})
    found = {each.pk for each in answer.context["cl"].result_list}
    assert made[stands] in found
    assert made["draft" if stands != "draft" else "public"] not in found


def test_the_list_is_searched_by_words_of_any_title() -> None:
    statement = make_statement(title="On crafts", published_on=date(2006, 1, 11))
    make_translation(statement, "fr", title="De l’artisanat")
    make_statement(title="On music")
    answer = signed_in(writer()).get(STATEMENTS, {"q": "artisanat"})
    assert [each.pk for each in answer.context["cl"].result_list] == [statement.pk]


@pytest.mark.slow
@pytest.mark.once
def test_no_list_costs_more_for_fifty_rows_than_for_one() -> None:
    client = signed_in(administrator())

    def cost(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def add(start: int, stop: int) -> None:
        for number in range(start, stop):
            statement = make_statement(title=f"S {number}", published_on=date(2006, 1, 11))
            make_translation(statement, "fr")
            make_page(f"page-{number}")
            for model in (Occasion, Topic, Speaker, Sector, Region):
                model.objects.create(slug=f"row-{number}", names={"en": f"Row {number}"})
            Activity.objects.create(
                titles={"en": f"Activity {number}"},
                starts_on=date(2006, 1, 11),
                sector=Sector.objects.get(slug=f"row-{number}"),
            )

    add(0, 1)
    before = {url: cost(url) for url in LISTS}
    add(1, 50)
    after = {url: cost(url) for url in LISTS}
    assert not {url: after[url] for url in LISTS if after[url] > before[url]}, before


def test_a_page_is_moved_below_another_and_its_former_address_is_kept() -> None:
    about = make_page("about", "About")
    page = make_page("funding", "Funding")
    client = signed_in(publisher())
    client.post(
        f"{PAGES}{page.pk}/change/",
        {"parent": about.pk, "place_in_menu": 20, "slug": "funding"},
    )
    moved = Page.objects.get(pk=page.pk)
    assert (moved.path, moved.place_in_menu) == ("about/funding", 20)
    assert set(moved.addresses.values_list("path", flat=True)) == {"funding", "about/funding"}


def test_a_page_cannot_stand_below_itself() -> None:
    about = make_page("about", "About")
    child = make_page("history", "History", parent=about)
    answer = signed_in(publisher()).post(
        f"{PAGES}{about.pk}/change/", {"parent": child.pk, "place_in_menu": 50, "slug": "about"}
    )
    assert "cannot stand below itself" in answer.content.decode()


def test_nothing_of_the_record_can_be_deleted_in_the_admin() -> None:
    statement = make_statement(published_on=date(2006, 1, 11))
    client = signed_in(administrator())
    assert client.get(f"{STATEMENTS}{statement.pk}/delete/").status_code == 403


@pytest.mark.parametrize("url", [STATEMENTS, PAGES, f"{STATEMENTS}add/", f"{PAGES}add/"])
def test_a_person_without_a_role_of_the_desk_is_turned_away(url: str) -> None:
    assert signed_in(make_user()).get(url).status_code in (302, 403)
    assert signed_in(writer()).get(url).status_code == 200


@pytest.mark.parametrize("name", ["occasion", "topic", "speaker"])
def test_rows_are_kept_with_names_in_six_languages(name: str) -> None:
    client = signed_in(publisher())
    url = f"/admin/statements/{name}/add/"
    no_rule = {"rules-TOTAL_FORMS": "0", "rules-INITIAL_FORMS": "0"}  # an occasion's days
    given = {"names_ar": "يوم", "slug": "day", **no_rule}
    assert "Give the English name" in client.post(url, given).content.decode()
    client.post(url, {**given, "names_en": "A day"})
    row = Statement._meta.apps.get_model("statements", name).objects.get()
    assert row.names == {"ar": "يوم", "en": "A day"}
    assert str(row) == "A day"
