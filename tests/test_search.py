"""The search page: what a visitor finds, in which order, and what is said where nothing is."""

from datetime import date, timedelta
from html import unescape
from re import findall, sub

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.pages.models import Activity
from tests.support.members import make_organisation, make_request
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

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEARCH = "/en/search/"
LONG_AGO = date(2006, 1, 11)


def ask(client, words: str, code: str = "en", **more: str):
    return client.get(f"/{code}/search/", {"words": words, **more})


def titles(response) -> list[str]:
    groups = response.context.get("groups") or []
    return [sub("<.*?>", "", unescape(row.title)) for group in groups for row in group.rows]


def passages(response) -> list[str]:
    return [str(row.words) for group in response.context["groups"] for row in group.rows]


def text(response) -> str:
    return unescape(response.content.decode())


def public(title: str, body: str = "<p>Words of no importance.</p>", **more):
    return make_statement(title, body, published_on=LONG_AGO, **more)


# What is found


def test_one_box_finds_every_kind_and_counts_them(client) -> None:
    public("Violins of the coast")
    make_page("about", "About violins")
    Activity.objects.create(titles={"en": "Violin week"}, starts_on=LONG_AGO)
    organisation = make_organisation("The Violin House", text={})
    make_request(organisation, title="A violin maker is sought")
    response = ask(client, "violin")
    tabs = {str(tab.name): tab.number.shown for tab in response.context["tabs"]}
    assert tabs == {
        "All": 5,
        "Statements": 1,
        "Members": 1,
        "Partner requests": 1,
        "Pages": 1,
        "Activities": 1,
    }
    assert len(titles(response)) == 5
    assert titles(ask(client, "violin", kind="organisation")) == ["The Violin House"]
    for address in findall(r'<h[23][^>]*><a href="([^"]+)"', response.content.decode()):
        assert client.get(address).status_code == 200, address


def test_every_page_has_the_box_and_it_leads_here(client) -> None:
    page = text(client.get("/fr/about/"))
    assert page.count('<form class="site-search" role="search" action="/fr/search/"') >= 1


def test_facts_are_found_and_a_reference_however_it_is_written(client) -> None:
    public("A message", reference="CL/3721", speakers=["ann-example"], occasion="book-day")
    for words in ("CL/3721", "cl 3721", "CL3721", "ann example", "book day"):
        assert titles(ask(client, words)) == ["A message"], words
    assert "<mark>CL/3721</mark>" in text(ask(client, "cl/3721"))


def test_words_may_stand_far_apart_and_a_phrase_may_not(client) -> None:
    filler = "<p>" + "Nothing happens here. " * 900 + "</p>"
    public("A long text", f"<p>It begins with lighthouses.</p>{filler * 2}<p>Oysters end it.</p>")
    assert titles(ask(client, "lighthouse oyster")) == ["A long text"]
    assert titles(ask(client, "lighthouse -oyster")) == []
    assert titles(ask(client, '"begins with lighthouses"')) == ["A long text"]
    assert titles(ask(client, '"lighthouses oysters"')) == []
    assert passages(ask(client, "oysters"))[0].endswith("<mark>Oysters</mark> end it.")


def test_a_minus_leaves_out_words_and_phrases(client) -> None:
    public("One", "<p>Music of the northern coast.</p>")
    public("Two", "<p>Music of the coast in the northern light.</p>")
    assert set(titles(ask(client, "music"))) == {"One", "Two"}
    assert titles(ask(client, "music -light")) == ["One"]
    assert titles(ask(client, 'music -"northern coast"')) == ["Two"]
    assert titles(ask(client, "music −lights")) == ["One"], "in every form, with any minus"


def test_titles_count_more_than_texts_and_the_newest_is_first_among_equals(client) -> None:
    make_statement("Other", "<p>A word on kites.</p>", published_on=date(2007, 1, 1))
    make_statement("Kites, older", published_on=date(2005, 1, 1))
    make_statement("Kites, newer", published_on=date(2006, 1, 1))
    make_statement("Another", summary="Of kites.", published_on=date(2001, 1, 1))
    assert titles(ask(client, "kite")) == ["Kites, newer", "Kites, older", "Another", "Other"]


# Languages


def test_the_language_asked_comes_first_and_the_others_under_their_names(client) -> None:
    french = public("Musique", "<p>La radio chante.</p>", language="fr")
    english = public("Of a radio")
    make_translation(english, "fr", title="D’une radio")
    response = ask(client, "radio")
    assert titles(response) == ["Of a radio", "Musique"], "each thing once"
    page = text(response)
    assert page.index("Of a") < page.index("In other languages") < page.index(">Français</h2>")
    assert f'<h3 lang="fr" dir="ltr"><a href="/fr/{french.path}/" hreflang="fr">' in page
    assert set(titles(ask(client, "radio", "fr"))) == {"Musique", "D’une radio"}
    assert titles(ask(client, "radio", "ar")) == ["Of a radio", "Musique"]


@pytest.mark.parametrize(
    ("language", "body", "words", "marked"),
    [
        ("en", "The organisations of fishermen agreed.", "organization", "organisations"),
        ("fr", "Les diversités de l’eau salée.", "diversite EAU", "diversités"),
        ("es", "Las propiedades del canto.", "propiedad", "propiedades"),
        ("ru", "О соглашениях и ёлках.", "соглашение елка", "соглашениях"),
        ("ar", "نتحدث عن الثَّقافات والمُوسيقى.", "ثقافة موسيقى", "الثَّقافات"),
        ("zh", "我们保护文化多样性的表达。", "文化多样性", "文化多样性"),
    ],
)
def test_inflection_accents_and_scripts_are_found_and_marked(
    language, body, words, marked, client
) -> None:
    public("Title", f"<p>{body}</p>", language=language)
    for code in ("en", language):  # whatever page the reader is on
        response = ask(client, words, code)
        assert titles(response) == ["Title"]
        assert f"<mark>{marked}</mark>" in passages(response)[0]


def test_the_page_stands_in_arabic_and_chinese_and_keeps_the_words_for_other_languages(
    client,
) -> None:
    public("Violins")
    for code in ("ar", "zh"):
        response = ask(client, "violins", code)
        assert response.status_code == 200
        assert titles(response) == ["Violins"]
    assert 'href="/fr/search/?words=violins"' in text(ask(client, "violins"))


# Nothing that is not public


def test_nothing_that_is_not_public_is_found(client) -> None:
    make_statement("A draft of zebras")
    approved(make_draft(title="Zebras to come"), at=timezone.now() + timedelta(days=1))
    gone = public("Zebras removed")
    removed(gone)
    corrected = public("Zebras before")
    correct(corrected, title="Corrected", body="<p>No more.</p>")
    secret = public("Nothing")
    correct(secret, body="<p>A zebra.</p>", at=timezone.now() + timedelta(days=1))
    hidden = make_organisation("Zebra House", is_listed=False)
    make_request(hidden, title="A zebra from a hidden one")
    make_request(make_organisation("Open"), title="Zebra, closed", state="closed")
    response = ask(client, "zebra")
    assert titles(response) == []
    assert "Zebra" not in text(response)
    public("Zebras in the open")
    assert titles(ask(client, "zebra")) == ["Zebras in the open"]  # the control


def test_a_scheduled_text_is_found_from_its_instant_on_without_a_worker(client) -> None:
    instant = timezone.now() + timedelta(hours=1)
    statement = public("Before", "<p>Of swallows.</p>")
    correct(statement, title="After", body="<p>Of magpies.</p>", at=instant)
    assert titles(ask(client, "magpie")) == []
    with time_machine.travel(instant + timedelta(seconds=1), tick=False):
        assert titles(ask(client, "magpie")) == ["After"]
        assert titles(ask(client, "swallow")) == []


def test_a_request_is_found_until_its_deadline(client) -> None:
    request = make_request(title="A loom is sought")
    assert titles(ask(client, "loom")) == ["A loom is sought"]
    with time_machine.travel(timezone.now() + timedelta(days=62), tick=False):
        assert request.deadline and titles(ask(client, "loom")) == []


def test_withdrawn_statements_are_left_out_as_from_lists(client) -> None:
    statement = public("Of parrots")
    make_translation(statement, "fr", title="Des parrots")
    withdrawn(statement, language="fr")
    assert titles(ask(client, "parrots", "fr")) == ["Of parrots"]
    withdrawn(statement)
    assert titles(ask(client, "parrots")) == []


def test_no_address_of_a_member_is_in_the_index(client) -> None:
    make_organisation("House", contact_name="Zora Private", contact_phone="+254 555 0199")
    for words in ("Zora", "5550199", "private"):
        assert titles(ask(client, words)) == []


# What is said


def test_the_word_that_found_nothing_is_named(client) -> None:
    public("Music of the coast")
    page = text(ask(client, "music xylofone"))
    assert 'Nothing was found for <bdi class="looked-for">xylofone</bdi>.' in page
    assert '<a href="?words=music" rel="nofollow">without' in page


def test_words_that_are_never_together_are_offered_apart(client) -> None:
    public("Music")
    public("Painting")
    page = text(ask(client, "music painting"))
    assert "Each word is found, but not all of them in one text." in page
    assert 'href="?words=painting"' in page
    assert titles(client.get(f"{SEARCH}?words=painting")) == ["Painting"]


def test_a_kind_without_results_leads_to_the_others(client) -> None:
    public("Music")
    page = text(ask(client, "music", kind="page"))
    assert "Nothing of this kind has all of these words." in page
    assert 'href="?words=music"' in page


@pytest.mark.parametrize(
    "words",
    ["-", "--", '"', '""', "« »", "-music", "\u200b\u200d", "\u202e\u202c", "🎻", "*&|!():"],
)
def test_signs_alone_are_answered_by_asking_for_a_word(words, client) -> None:
    public("Music")
    response = ask(client, words)
    assert response.status_code == 200
    assert "Write a word." in text(response)


@pytest.mark.parametrize(
    "words",
    [
        '"music of',
        "music\u200b \u202eof",
        "mu\u00adsic",
        "music 🎻",
        "MUSIC’s",
        "music:*",
        "music -",
        "ｍｕｓｉｃ",
    ],
)
def test_odd_queries_find_what_they_mean(words, client) -> None:
    public("Music of the coast")
    assert titles(ask(client, words)) == ["Music of the coast"]


@pytest.mark.parametrize("words", ["x" * 10_000, "mu\x00sic", "a " * 5_000, "文" * 10_000])
def test_what_cannot_be_asked_says_so_and_stays_in_the_box(words, client) -> None:
    response = ask(client, words)
    assert response.status_code == 400
    assert "One thing needs your attention" in text(response)
    if "\x00" not in words:
        assert words.strip() in text(response)


@pytest.mark.parametrize(
    "words", ["文" * 200, "a b c d e f g h i j k l m n o p q r s t", "' OR 1=1 --", "\\", "'a' & b"]
)
def test_nothing_that_is_asked_breaks_the_page(words, client) -> None:
    assert ask(client, words).status_code == 200


def test_an_unknown_kind_or_page_is_an_answer_and_no_fault(client) -> None:
    public("Music")
    assert ask(client, "music", kind="secrets").status_code == 400
    for page in ("2", "0", "x", "9" * 30):
        assert ask(client, "music", page=page).status_code == 404


def test_the_page_is_for_nobody_in_particular(client) -> None:
    public("<b>Music</b> & more", "<p>Music &lt;script&gt; and more.</p>")
    response = ask(client, "music")
    page = response.content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert not response.cookies
    assert "csrf" not in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in passages(response)[0]
    assert client.post(SEARCH).status_code == 405
    assert "Write one word or more" in text(client.get(SEARCH))


# What it costs


def queries(client, **asked: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(SEARCH, asked).status_code == 200
    return len(captured)


@pytest.mark.slow
@pytest.mark.once
def test_fifty_results_cost_what_one_costs_and_paging_keeps_the_words(client) -> None:
    def add(number: int) -> None:
        statement = public(f"Number {number} of the drums", speakers=["ann", f"speaker-{number}"])
        if number % 5 == 0:
            make_translation(statement, "fr", title="Drums en français")

    add(0)
    with_one = queries(client, words="drums")
    phrase = queries(client, words='"the drums"', kind="statement")
    for number in range(1, 50):
        add(number)
    assert queries(client, words="drums") == with_one
    assert queries(client, words='"the drums"', kind="statement") == phrase
    first = ask(client, "drums", kind="statement")
    onward = findall(r'rel="next" href="([^"]+)"', text(first))[0]
    second = client.get(SEARCH + onward)
    assert len(titles(first)) == len(titles(second)) == 20
    assert not set(titles(first)) & set(titles(second))


def test_common_words_are_ranked_among_the_newest_and_it_is_said(client, monkeypatch) -> None:
    from cultural_alliance.search import finding

    monkeypatch.setattr(finding, "MOST_RANKED", 3)
    monkeypatch.setattr(finding, "MOST_COUNTED", 4)
    for year in range(2001, 2007):
        make_statement(f"Drums of {year}", published_on=date(year, 1, 1))
    response = ask(client, "drums")
    assert titles(response) == [f"Drums of {year}" for year in (2006, 2005, 2004)]
    assert "More than 4 results" in text(response)
    assert "the newest 3 results are shown" in text(response)
