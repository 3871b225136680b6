"""The board of all documents in six languages, and the original beside its translation."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.accounts.roles import Role
from cultural_alliance.editions import drafting
from cultural_alliance.editions.models import DraftReader, Edition, State
from tests.support.cast import make_user, publisher, writer
from tests.support.desk import page_of, words
from tests.support.record import (
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
BOARD = "/admin/editions/edition/board/"


def signed_in(user: Any = None) -> Client:
    client = Client()
    client.force_login(user or writer())
    return client


def shown(client: Client, **filters: str) -> set[int]:
    answer = client.get(BOARD, filters)
    assert answer.status_code == 200
    return {row.document.pk for row in answer.context["rows"]}


def cells(client: Client, document: Any) -> dict[str, Any]:
    rows = client.get(BOARD).context["rows"]
    [row] = [row for row in rows if row.document.pk == document.pk]
    return {cell.language.code: cell for cell in row.cells_in_order}


def one_of_each() -> dict[str, int]:
    """By where its French stands: the document."""
    made: dict[str, Any] = {}
    for stands in ("missing", "draft", "waiting", "scheduled", "public", "behind"):
        made[stands] = make_statement(stands, published_on=timezone.now() - timedelta(days=9))
    make_draft(made["draft"], "fr")
    submitted(make_draft(made["waiting"], "fr"))
    approved(make_draft(made["scheduled"], "fr"), at=timezone.now() + timedelta(days=1))
    make_translation(made["public"], "fr")
    make_translation(made["behind"], "fr")
    correct(made["behind"], body="<p>Corrected.</p>")
    return {stands: statement.pk for stands, statement in made.items()}


def test_the_board_is_narrowed_by_where_a_language_stands() -> None:
    documents, client = one_of_each(), signed_in()
    for stands in ("missing", "draft", "waiting", "scheduled", "behind"):
        assert shown(client, language="fr", stands=stands) == {documents[stands]}, stands
    public = {documents["public"], documents["behind"]}
    assert shown(client, language="fr", stands="public") == public
    assert shown(client, stands="behind") == {documents["behind"]}
    assert shown(client, language="fr") == set(documents.values()) - {documents["missing"]}
    assert shown(client) == set(documents.values())


def test_the_board_tells_which_edition_a_translation_follows_against_which_is_public() -> None:
    documents, client = one_of_each(), signed_in()
    page = client.get(BOARD, {"stands": "behind"}).text
    assert "follows 1, public is 2" in page
    assert "follows 1" not in client.get(BOARD, {"stands": "scheduled"}).text
    assert documents


def test_one_click_starts_a_missing_translation_and_the_click_is_a_post() -> None:
    statement = make_statement("A day", published_on=timezone.now())
    client = signed_in()
    start = reverse("admin:editions_document_act", args=[statement.pk, "start"])
    assert f'action="{start}"' in client.get(BOARD).text
    client.get(start, {"language": "fr"})
    assert not Edition.objects.filter(language="fr").exists()
    answer = client.post(start, {"language": "fr"})
    draft = Edition.objects.get(language="fr")
    assert answer.url == page_of(draft)
    assert draft.follows == statement.editions.get(language="en")


def test_what_is_removed_cannot_be_started_from_the_board() -> None:
    statement = make_statement("A day", published_on=timezone.now())
    client = signed_in()
    assert cells(client, statement)["fr"].can_start
    removed(statement)
    assert not cells(client, statement)["fr"].can_start


def test_a_text_limited_to_others_is_on_the_board_without_its_words() -> None:
    statement = make_statement("A day", published_on=timezone.now())
    draft = make_draft(statement, "fr", title="Un secret bien gardé")
    inside, outside = writer(), writer()
    DraftReader.objects.create(edition=draft, person=inside, named_by=inside)
    assert cells(signed_in(inside), statement)["fr"].on_its_way == draft
    cell = cells(signed_in(outside), statement)["fr"]
    assert (cell.on_its_way, cell.is_limited, cell.can_start) == (None, True, False)
    assert "A text limited to others" in signed_in(outside).get(BOARD).text
    assert shown(signed_in(inside), stands="draft") == {statement.pk}
    assert shown(signed_in(outside), stands="draft") == set(), "nor how far it is"
    hidden = make_draft()
    DraftReader.objects.create(edition=hidden, person=inside, named_by=inside)
    assert shown(signed_in(inside)) == {statement.pk, hidden.document_id}
    assert shown(signed_in(outside)) == {statement.pk}


def test_the_board_holds_pages_too_and_can_show_one_kind() -> None:
    statement, page = make_statement("A day"), make_page("about", "About")
    client = signed_in()
    assert shown(client) == {statement.pk, page.pk}
    assert shown(client, kind="page") == {page.pk}


def test_an_unknown_choice_on_the_board_says_so_and_lists_nothing() -> None:
    make_statement("A day")
    answer = signed_in().get(BOARD, {"stands": "lost", "language": "fr"})
    assert answer.status_code == 400
    assert "The list knows no such choice" in answer.text
    assert answer.context["rows"] == []


def test_older_documents_are_one_link_away_and_the_filters_stay() -> None:
    made = [make_statement(f"Day {number}") for number in range(27)]
    client = signed_in()
    first = client.get(BOARD, {"kind": "statement"})
    assert len(first.context["rows"]) == 25
    older = f"?kind=statement&amp;before={first.context['before']}"
    assert older in first.text
    second = client.get(BOARD, {"kind": "statement", "before": first.context["before"]})
    assert [row.document.pk for row in second.context["rows"]] == [made[1].pk, made[0].pk]
    assert second.context["before"] is None


@pytest.mark.once
def test_the_board_costs_the_same_queries_for_one_document_as_for_many() -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(BOARD).status_code == 200
        return len(queries)

    client = signed_in()
    one_of_each()
    few = cost()
    for number in range(15):
        make_translation(make_statement(f"Day {number}", published_on=timezone.now()), "fr")
    assert cost() == few


def test_the_board_is_for_those_who_write() -> None:
    assert signed_in(publisher()).get(BOARD).status_code == 200
    assert signed_in(make_user(Role.MEMBERSHIP_DESK)).get(BOARD).status_code == 403


# The original beside its translation


def begin_translation() -> Edition:
    statement = make_statement("A day", "<p>One.</p><p>Two.</p>", published_on=timezone.now())
    return drafting.start_draft(statement, "fr", by=writer())


def test_a_translation_shows_its_original_paragraph_by_paragraph() -> None:
    draft = begin_translation()
    page = signed_in().get(page_of(draft)).text
    assert "The original: English, edition 1" in page
    assert page.index("One.") < page.index("Two.")
    original = make_draft()
    assert "The original:" not in signed_in().get(page_of(original)).text


def test_what_changed_in_the_original_is_marked_beside_its_translation() -> None:
    draft = begin_translation()
    before = signed_in().get(page_of(draft)).text
    assert "The original has changed." not in before
    newest = correct(draft.document, body="<p>One.</p><p>Two and a half.</p>")
    page = signed_in().get(page_of(draft)).text
    assert "The original has changed." in page
    assert "This text follows edition 1; edition 2 stands below" in page
    assert "inserted: " in page
    answer = signed_in().post(page_of(draft), words(draft, title="Un jour", follows=newest.pk))
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.follows == newest
    assert "The original has changed." not in signed_in().get(page_of(draft)).text


def test_the_open_page_can_ask_whether_the_original_has_changed() -> None:
    draft, client = begin_translation(), signed_in()
    address = reverse("admin:editions_edition_original", args=[draft.pk])
    before = client.get(address)
    assert before.status_code == 200
    assert client.get(address).text == before.text
    correct(draft.document, body="<p>Quite another.</p>")
    after = client.get(address).text
    assert "Quite another." in after and "Quite another." not in before.text
    assert (
        client.get(reverse("admin:editions_edition_original", args=[after_all().pk])).status_code
        == 404
    )


def after_all() -> Edition:
    """An original, which follows nothing."""
    return make_draft()


def test_an_original_that_is_limited_to_others_is_not_shown_beside_its_translation() -> None:
    original = make_draft(body="<p>Only for some.</p>")
    draft = drafting.start_draft(original.document, "fr", by=writer())
    assert draft.follows == original
    outside = writer()
    assert "Only for some." in signed_in(outside).get(page_of(draft)).text
    named = writer()
    DraftReader.objects.create(edition=original, person=named, named_by=named)
    assert "Only for some." not in signed_in(outside).get(page_of(draft)).text
    assert draft.state == State.DRAFT
