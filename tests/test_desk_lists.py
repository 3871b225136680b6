"""The lists of the desk: what narrows them stands in the address, and they cost the same however
long they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.editions.models import Edition
from cultural_alliance.pages.models import Page
from messages.models import Occasion, Statement
from tests.support.cast import publisher, writer
from tests.support.record import (
    approved,
    correct,
    make_draft,
    make_page,
    make_statement,
    make_translation,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EDITIONS = "/admin/editions/edition/"
STATEMENTS = "/admin/statements/statement/"
PAGES = "/admin/pages/page/"
BOARD = f"{EDITIONS}board/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(writer())
    return client


def shown(client: Client, address: str, **filters: Any) -> set[int]:
    answer = client.get(address, filters)
    assert answer.status_code == 200
    return {row.pk for row in answer.context["cl"].result_list}


def test_the_list_of_texts_is_narrowed_by_everything_that_one_asks_of_it(client: Client) -> None:
    me, now = writer(), timezone.now()
    client.force_login(me)
    day = make_statement(
        "A day", published_on=now - timedelta(days=9), occasion="the-day", topics=["crafts"]
    )
    public = day.editions.get()
    french = make_translation(day, "fr")
    mine = make_draft(day, "es", by=me)
    behind = correct(day, body="<p>Corrected.</p>")
    waiting = submitted(make_draft())
    by_me = submitted(make_draft(by=me))
    later = approved(make_draft(day, "ru"), at=now + timedelta(days=1))
    of_day = {public.pk, french.pk, mine.pk, behind.pk, later.pk}
    expected: dict[tuple[str, str], set[int]] = {
        ("place", "submitted"): {waiting.pk, by_me.pk},
        ("place", "scheduled"): {later.pk},
        ("place", "former"): {public.pk},
        ("language", "fr"): {french.pk},
        ("mine", "yes"): {mine.pk, by_me.pk},
        ("waiting", "yes"): {waiting.pk},
        ("behind", "yes"): {french.pk},
        ("occasion", "the-day"): of_day,
        ("topic", "crafts"): of_day,
        ("kind", "page"): set(),
    }
    for (name, value), rows in expected.items():
        assert shown(client, EDITIONS, **{name: value}) == rows, (name, value)
    assert shown(client, EDITIONS, occasion="the-day", mine="yes") == {mine.pk}


def test_the_list_of_statements_is_narrowed_in_the_chosen_language(client: Client) -> None:
    me, now = writer(), timezone.now()
    client.force_login(me)
    published = now - timedelta(days=9)
    drafted, behind, scheduled, other = (
        make_statement(name, published_on=published, occasion="the-day", speakers=["ann"])
        for name in ("drafted", "behind", "scheduled", "other")
    )
    make_draft(drafted, "fr", by=me)
    make_translation(behind, "fr")
    correct(behind, body="<p>Corrected.</p>")
    approved(make_draft(scheduled, "fr"), at=now + timedelta(days=1))
    submitted(make_draft(other, "ru"))
    everything = {each.pk for each in (drafted, behind, scheduled, other)}
    expected = {
        "stands=draft": {drafted.pk},
        "mine=yes": {drafted.pk},
        "behind=yes": {behind.pk},
        "stands=scheduled": {scheduled.pk},
        "stands=submitted": {other.pk},
        "waiting=yes": {other.pk},
        "occasion=the-day": everything,
        "speaker=ann": everything,
        f"year={published.year}": everything,
        "kind=address": set(),
        "language=fr": {drafted.pk, behind.pk, scheduled.pk},
        "language=fr&stands=draft": {drafted.pk},
        "language=ru&stands=draft": set(),
        "stands=never": set(),
        "stands=public": everything,
        "language=ru&stands=never": {other.pk},
        "language=ru&behind=yes": set(),
        "language=fr&mine=yes": {drafted.pk},
        "language=es&mine=yes": set(),
        "language=fr&waiting=yes": set(),
    }
    for query, rows in expected.items():
        asked = dict(pair.split("=") for pair in query.split("&"))
        assert shown(client, STATEMENTS, **asked) == rows, query


def test_what_was_never_public_is_a_draft_or_ahead_of_its_instant(desk: Client) -> None:
    now = timezone.now()
    draft, later = make_draft(), approved(make_draft(), at=now + timedelta(days=1))
    make_statement(published_on=now), make_page("about")
    kept = {draft.document_id, later.document_id}
    assert shown(desk, STATEMENTS, stands="never") == kept
    assert shown(desk, STATEMENTS, stands="never", language="en") == kept
    assert shown(desk, PAGES, stands="never") == set()


@pytest.mark.parametrize("few", [0, 1_000])
def test_texts_of_one_kind_are_shown_however_few_or_many_they_are(
    few: int, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cultural_alliance.editions.admin.listing.FEW", few)
    page, statement = make_page("about").editions.get(), make_draft()
    assert shown(desk, EDITIONS, kind="page") == {page.pk}
    assert shown(desk, EDITIONS, kind="statement") == {statement.pk}


def test_how_many_were_found_is_told_of_a_list_that_is_narrowed(desk: Client) -> None:
    """And a way back; beneath, each list tells how many rows it has."""
    make_page("about"), make_draft(title="A heron")
    for query in ("", "?o=6", "?p=1"):
        page = desk.get(f"{EDITIONS}{query}").text
        assert "Clear</a>" not in page and "2 editions" in " ".join(page.split()), query
    for query in ("?q=heron", "?place=draft", "?place=draft&q=heron&p=1"):
        page = desk.get(f"{EDITIONS}{query}").text
        assert '1 result (<a href="?">Clear</a>)' in page, query


def test_an_unknown_choice_shows_nothing_and_says_so(desk: Client) -> None:
    make_draft(), make_page("about")
    for address, query, sentence in (
        (EDITIONS, "place=nowhere", "No choice of “where it stands” is called “nowhere”."),
        (EDITIONS, "language=xx", "No choice of “language” is called “xx”."),
        (EDITIONS, "occasion=lost", "No choice of “occasion” is called “lost”."),
        (STATEMENTS, "speaker=%00", "No choice of “speaker” is called “"),
        (STATEMENTS, "year=soon", "No choice of “first published in” is called “soon”."),
        (PAGES, "mine=perhaps", "No choice of “who wrote” is called “perhaps”."),
    ):
        answer = desk.get(f"{address}?{query}")
        assert answer.status_code == 400, query
        assert sentence in answer.text.replace("&quot;", '"')
        assert not answer.context["cl"].result_list
        assert [chip.url for chip in answer.context["chips"]] == ["?"]


def test_search_paging_and_filters_are_kept_with_each_other_and_each_can_be_taken_away(
    desk: Client,
) -> None:
    Occasion.objects.create(slug="the-day", names={"en": "The Day"})
    for number in range(3):
        make_statement(f"A heron {number}", occasion="the-day")
    page = desk.get(EDITIONS, {"q": "heron", "occasion": "the-day", "place": "draft"})
    assert len(page.context["cl"].result_list) == 3
    chips = {chip.label: (chip.value, chip.url) for chip in page.context["chips"]}
    assert chips == {
        "Words": ("heron", "?occasion=the-day&place=draft"),
        "Where it stands": ("Draft", "?occasion=the-day&q=heron"),
        "Occasion": ("The Day", "?place=draft&q=heron"),
    }
    assert '<input type="hidden" name="occasion" value="the-day">' in page.text
    assert "?occasion=the-day&amp;place=submitted&amp;q=heron" in page.text


def test_a_list_counts_no_further_than_its_cap(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cultural_alliance.desk_lists.MOST", 60)
    for number in range(60):
        make_page(f"page-{number}")
    assert "more than 60" not in desk.get(EDITIONS).text, "the control"
    make_draft()
    with CaptureQueriesContext(connection) as queries:
        page = desk.get(EDITIONS).text
    assert "more than 60 editions" in " ".join(page.split())
    asked = [query["sql"] for query in queries]
    assert any("LIMIT 61" in sql for sql in asked)
    assert not any("COUNT(" in sql for sql in asked)
    assert "more than 60" not in desk.get(PAGES).text


@pytest.mark.parametrize("model", [Edition, Statement, Page])
def test_whatever_a_list_can_be_sorted_by_has_an_index(model: Any) -> None:
    made_of = admin.site.get_model_admin(model)
    for name in made_of.sortable_by:
        shows = getattr(made_of, name, None)
        column = getattr(shows, "admin_order_field", name) or name
        field = model._meta.get_field("id" if column == "pk" else column)
        first = [
            (index.fields or [str(getattr(index.expressions[0], "expression", ""))])[0]
            for index in field.model._meta.indexes
            if index.condition is None
        ]
        leads = field.name in first or f"F({field.name})" in first
        assert field.primary_key or field.db_index or leads, name


@pytest.mark.once
def test_fifty_rows_cost_what_one_costs(client: Client) -> None:
    client.force_login(publisher())
    addresses = [
        *(EDITIONS, STATEMENTS, PAGES, BOARD, f"{BOARD}?stands=behind"),
        *(f"/admin/statements/{name}/" for name in ("occasion", "topic", "speaker")),
        *(f"{address}?q=heron" for address in (EDITIONS, STATEMENTS)),
        *(f"{STATEMENTS}?{query}" for query in ("behind=yes", "stands=never", "year=2026")),
        f"{EDITIONS}?behind=yes&language=fr&occasion=the-day",
        f"{STATEMENTS}?language=en&mine=yes&topic=crafts&speaker=ann",
    ]

    def row(number: int) -> None:
        make_page(f"page-{number}", "Heron")
        about = {"occasion": "the-day", "topics": ["crafts"], "speakers": ["ann"]}
        statement = make_statement("A heron", published_on=timezone.now(), **about)
        make_translation(statement)
        Occasion.objects.create(slug=f"day-{number}", names={"en": f"Day {number}"})

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    row(0)
    for address in addresses:
        cost(address)  # what is asked once in the life of a process
    one = {address: cost(address) for address in addresses}
    for number in range(1, 40):
        row(number)
    assert {address: cost(address) for address in addresses} == one
