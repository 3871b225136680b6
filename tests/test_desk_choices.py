"""Choices among very many rows: found by typed words, with a script or without, never all sent."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cultural_alliance import choosing
from cultural_alliance.accounts.roles import Role
from cultural_alliance.pages.models import Page
from messages.models import Occasion, Speaker, Statement, Topic
from tests.support.cast import make_user, writer
from tests.support.record import make_draft, make_page, make_statement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADD = "/admin/statements/statement/add/"
STATEMENTS = "/admin/statements/statement/"
FACTS = {"title": "A day", "original_language": "en", "statement_kind": "message"}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(writer())
    return client


def many(model: Any, name: str = "Row") -> None:
    model.objects.bulk_create(
        model(slug=f"{name.lower()}-{number}", names={"en": f"{name} {number}"})
        for number in range(choosing.SHORT)
    )


def the_day(**names: str) -> Occasion:
    return Occasion.objects.create(slug="day", names={"en": "The Day of Crafts", **names})


def asked(client: Client, words: str, name: str = "occasion") -> list[str]:
    answer = client.get(reverse("admin:choices", args=[name]), {"words": words})
    assert answer.status_code == 200
    return [each["label"] for each in answer.json()["found"]]


def test_up_to_fifty_rows_are_a_plain_list_and_one_more_is_a_box(desk: Client) -> None:
    many(Occasion)
    page = desk.get(ADD).text
    assert '<select name="occasion"' in page and "Row 7" in page
    the_day()
    page = desk.get(ADD).text
    assert 'name="occasion-words"' in page
    assert "Row 7" not in page
    listed = desk.get(STATEMENTS).text
    assert 'data-ask="/admin/choices/occasion/"' in listed and "Row 7" not in listed


def test_a_row_is_found_by_a_part_of_its_name_in_any_language(desk: Client) -> None:
    the_day(fr="La Journée des métiers", ar="اليوم العالمي", ru="День ремёсел", zh="手工艺日")
    many(Occasion)
    for words in ("craft", "day the", "journee", "METIERS", "العالمي", "ДЕНЬ", "工艺"):
        assert asked(desk, words) == ["The Day of Crafts"], words
    for words in ("nothing", "", "  ", "\x00"):
        assert asked(desk, words) == asked(desk, words, "page") == []


def test_no_more_than_twenty_are_offered(desk: Client) -> None:
    many(Occasion)
    answer = desk.get(reverse("admin:choices", args=["occasion"]), {"words": "row"}).json()
    assert (len(answer["found"]), answer["more"]) == (choosing.SHOWN, True)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.WRITER, 200), (Role.ENQUIRY_DESK, 403), (Role.MEMBERSHIP_DESK, 403)]
)
def test_only_those_who_write_are_offered_anything(role: Role, status: int, client: Client) -> None:
    client.force_login(make_user(role))
    for name in ("occasion", "topic", "speaker", "page"):
        assert client.get(f"/admin/choices/{name}/?words=a").status_code == status


def test_without_a_script_words_bring_matches_and_nothing_typed_is_lost(desk: Client) -> None:
    day = the_day()
    many(Occasion)
    page = desk.post(ADD, {**FACTS, "reference": "CLT/7", "occasion-words": "craft"}).text
    assert not Statement.objects.exists()
    assert "Choose among what was found for your words" in page
    assert f'<input type="radio" name="occasion" value="{day.pk}">' in page
    assert 'value="CLT/7"' in page and 'value="A day"' in page
    assert "Nothing new is called" in desk.post(ADD, {**FACTS, "occasion-words": "zzz"}).text
    desk.post(ADD, {**FACTS, "occasion": day.pk, "occasion-words": ""})
    assert Statement.objects.get().occasion == day


def test_what_was_chosen_stays_beside_the_words_and_after_another_error(desk: Client) -> None:
    many(Speaker, "Speaker")
    ann, bea, *_others = Speaker.objects.order_by("pk")
    extra = Speaker.objects.create(slug="zoe", names={"en": "Zoe"})
    chosen = f'value="{ann.pk}" checked'
    page = desk.post(ADD, {**FACTS, "speakers": [ann.pk, bea.pk], "speakers-words": "zoe"}).text
    assert chosen in page and f'value="{bea.pk}" checked' in page
    assert f'name="speakers" value="{extra.pk}">' in page
    page = desk.post(ADD, {**FACTS, "title": "", "speakers": [ann.pk]}).text
    assert chosen in page
    desk.post(ADD, {**FACTS, "speakers": [ann.pk, extra.pk]})
    assert set(Statement.objects.get().speakers.all()) == {ann, extra}


def test_the_facts_of_a_statement_are_amended_by_a_box(desk: Client) -> None:
    many(Topic, "Topic")
    statement = make_statement(topics=["crafts"], occasion="the-day")
    crafts, first = Topic.objects.get(slug="crafts"), Topic.objects.order_by("pk")[0]
    page = desk.get(f"{STATEMENTS}{statement.pk}/change/").text
    assert f'name="topics" value="{crafts.pk}" checked' in page
    sent = {"statement_kind": "message", "topics": [first.pk], "occasion": statement.occasion_id}
    answer = desk.post(f"{STATEMENTS}{statement.pk}/change/", sent)
    assert answer.status_code == 302
    assert list(statement.topics.all()) == [first]


@pytest.mark.parametrize("sent", ["99999", "nonsense", "-1", "9" * 40, "\x00"])
def test_a_row_that_is_none_is_refused(sent: str, desk: Client) -> None:
    the_day()
    many(Occasion)
    answer = desk.post(ADD, {**FACTS, "occasion": sent})
    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {"occasion"}
    assert not Statement.objects.exists()


def test_a_page_is_put_below_one_that_is_found_by_its_words_or_its_address(desk: Client) -> None:
    above = make_page("about", "Our history", published_on=timezone.now())
    for number in range(choosing.SHORT):
        Page.objects.create(kind="page", slug=f"page-{number}")
    secret = Page.objects.create(kind="page", slug="secret-plan")
    make_draft(secret, title="A secret plan")
    for words in ("history", "abo", "/about/", str(above.pk)):
        assert asked(desk, words, "page") == ["/about/"], words
    assert asked(desk, "secret", "page") == [], "a draft is told to nobody here"
    facts = {"title": "Below", "original_language": "en", "place_in_menu": 50}
    page = desk.post("/admin/pages/page/add/", {**facts, "parent-words": "history"}).text
    assert f'name="parent" value="{above.pk}">' in page
    desk.post("/admin/pages/page/add/", {**facts, "parent": above.pk, "slug": "below"})
    assert Page.objects.get(slug="below").parent == above


def test_the_filter_offers_what_is_like_the_words_that_were_typed(desk: Client) -> None:
    the_day()
    many(Occasion)
    statement = make_statement(occasion="day")
    make_statement()
    answer = desk.get(STATEMENTS, {"occasion": "craft", "stands": "draft"})
    assert answer.status_code == 400
    assert "No choice of “occasion” is called “craft”." in answer.text
    assert 'href="?occasion=day&amp;stands=draft"' in answer.text
    answer = desk.get(STATEMENTS, {"occasion": "day"})
    assert [row.pk for row in answer.context["cl"].result_list] == [statement.pk]
    assert [chip.value for chip in answer.context["chips"]] == ["The Day of Crafts"]
