"""Differences that a person can read, and that leave nothing out."""

import random
import sys

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cultural_alliance.editions.differences import (
    Comparison,
    FactChange,
    File,
    Run,
    Text,
    compare,
)
from cultural_alliance.editions.html import blocks, clean
from tests.support.differing import FIRST, FOURTH, SECOND, THIRD, compared


def kinds(comparison: Comparison) -> list[str]:
    return [row.kind for row in comparison.rows]


def changes(comparison: Comparison) -> list[tuple[str, str]]:
    """What was deleted and inserted, in order, old side before new."""
    return [
        (run.kind, run.text)
        for row in comparison.rows
        for run in [*(row.old or []), *(row.new or [])]
        if run.kind != "same"
    ]


def text_of(runs: list[Run]) -> str:
    return "".join(run.text for run in runs)


def test_a_text_beside_itself_shows_no_difference():
    comparison = compared(FIRST + SECOND, FIRST + SECOND)
    assert comparison.is_empty
    assert kinds(comparison) == ["same", "same"]


def test_one_changed_word_is_the_only_difference():
    comparison = compared(FIRST + SECOND, FIRST.replace("centuries", "ages") + SECOND)
    assert not comparison.is_empty
    assert kinds(comparison) == ["changed", "same"]
    assert changes(comparison) == [("del", "centuries"), ("ins", "ages")]
    assert (comparison.changed, comparison.deleted_words, comparison.inserted_words) == (1, 1, 1)


def test_a_changed_comma_is_a_difference():
    comparison = compared("<p>Peace culture and art.</p>", "<p>Peace, culture and art.</p>")
    assert changes(comparison) == [("ins", ",")]


def test_two_rewritten_phrases_are_read_one_after_the_other_not_word_by_word():
    comparison = compared(
        "<p>We met in a small room beside the lake.</p>",
        "<p>We met under one tree beside the lake.</p>",
    )
    assert changes(comparison) == [("del", "in a small room"), ("ins", "under one tree")]


def test_a_paragraph_put_between_two_others_is_added_and_the_others_are_the_same():
    comparison = compared(FIRST + THIRD, FIRST + SECOND + THIRD)
    assert kinds(comparison) == ["same", "added", "same"]
    assert comparison.rows[1].old is None
    assert kinds(compared(FIRST + SECOND + THIRD, FIRST + THIRD)) == ["same", "removed", "same"]


def test_a_rewritten_paragraph_is_beside_its_former_self_though_others_came_between():
    comparison = compared(
        FIRST + SECOND + FOURTH,
        FIRST + THIRD + SECOND.replace("brings together", "unites") + FOURTH,
    )
    assert kinds(comparison) == ["same", "added", "changed", "same"]
    assert changes(comparison)[1:] == [("del", "brings together"), ("ins", "unites")]


def test_another_paragraph_in_the_same_place_is_not_taken_for_a_rewritten_one():
    assert kinds(compared(FIRST + SECOND, FIRST + THIRD)) == ["same", "removed", "added"]


def test_a_moved_paragraph_is_shown_as_moved_at_both_its_places():
    comparison = compared(FIRST + SECOND + THIRD + FOURTH, SECOND + THIRD + FOURTH + FIRST)
    assert kinds(comparison) == ["moved_from", "same", "same", "same", "moved_to"]
    assert changes(comparison) == []
    assert comparison.moved == 1
    assert not comparison.is_empty


def test_a_paragraph_moved_with_a_word_changed_is_still_moved():
    comparison = compared(
        FIRST + SECOND + THIRD + FOURTH,
        SECOND + THIRD + FOURTH + FIRST.replace("centuries", "ages"),
    )
    assert kinds(comparison) == ["moved_from", "same", "same", "same", "moved_to"]
    assert changes(comparison) == [("del", "centuries"), ("ins", "ages")]


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("<p>Not now.</p>", "<p><b>Not</b> now.</p>", "The formatting changed."),
        ("<p>a</p>", '<p dir="rtl">a</p>', "The formatting changed."),
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>", "The formatting changed."),
        ("<p>Peace</p>", "<h2>Peace</h2>", "This is now a heading."),
        ("<h2>Peace</h2>", "<h3>Peace</h3>", "This is now a smaller heading."),
        ("<p>Peace</p>", "<blockquote>Peace</blockquote>", "This is now a quotation."),
        (
            '<p><a href="/old/">here</a></p>',
            '<p><a href="/new/?a&amp;b">here</a></p>',
            "No longer linked: /old/. Now linked: /new/?a&b.",
        ),
        (
            '<p><a href="/x/">here</a> and there</p>',
            '<p>here and <a href="/x/">there</a></p>',
            "The formatting changed.",
        ),
        (
            '<p><a href="/x/">here</a> and there</p>',
            "<p>here and <b>there</b></p>",
            "No longer linked: /x/. The formatting changed.",
        ),
    ],
)
def test_what_changed_without_a_word_changing_is_said_in_words(old, new, remark):
    with translation.override("en"):
        comparison = compared(FIRST + old, FIRST + new)
        assert not comparison.is_empty
        assert kinds(comparison) == ["same", "changed"]
        assert comparison.rows[1].remark == remark
        assert changes(comparison) == []


def test_a_link_that_leads_elsewhere_is_told_even_where_words_changed_as_well():
    old = SECOND.replace("ministries", '<a href="/a/">ministries</a>')
    new = SECOND.replace("ministries", '<a href="https://b.example/">ministers</a>')
    with translation.override("en"):
        (row,) = compared(old, new).rows
    assert row.remark == "No longer linked: /a/. Now linked: https://b.example/."
    assert compared(old, old.replace("Alliance", "Union")).rows[0].remark == ""


def test_a_note_put_before_another_is_an_addition_and_the_other_gets_the_next_number():
    def noted(paragraph: str, name: str) -> str:
        return paragraph.replace(".</p>", f'<a href="#{name}">1</a>.</p>')

    old = noted(SECOND, "fn1") + '<ol><li id="fn1">A source.</li></ol>'
    new = noted(FIRST, "fn2") + old + '<ol><li id="fn2">An earlier source.</li></ol>'
    comparison = compared(old, new)
    assert kinds(comparison) == ["added", "changed", "added", "same"]
    assert ("del", "1") in changes(comparison) and ("ins", "2") in changes(comparison)
    assert not any("linked" in row.remark for row in comparison.rows)


def test_chinese_is_compared_by_character():
    comparison = compared(
        "<p>文化多样性是人类的共同遗产。</p>", "<p>文化多元性是人类的共同遗产。</p>", "zh"
    )
    assert changes(comparison) == [("del", "样"), ("ins", "元")]


def test_an_arabic_word_is_compared_whole_with_its_marks():
    comparison = compared(
        "<p>التَّنَوُّعُ الثقافي تراثٌ مشترك للإنسانية</p>",
        "<p>التَّنَوُّعَ الثقافي تراثٌ مشترك للإنسانية</p>",
        "ar",
    )
    assert changes(comparison) == [("del", "التَّنَوُّعُ"), ("ins", "التَّنَوُّعَ")]


def test_a_word_with_an_apostrophe_or_a_hyphen_is_one_word():
    comparison = compared(
        "<p>L’art et la coopération Sud-Sud avancent.</p>",
        "<p>D’art et la coopération Nord-Sud avancent.</p>",
    )
    assert changes(comparison) == [
        ("del", "L’art"), ("del", "Sud-Sud"), ("ins", "D’art"), ("ins", "Nord-Sud"),
    ]  # fmt: skip


def test_title_summary_and_facts_are_compared_too():
    old = Text(
        "A title", "", FIRST, "en", [("Place", "Paris"), ("Speaker", "A"), ("Topic", "Film")]
    )
    new = Text(
        "A new title",
        "Short.",
        FIRST,
        "en",
        [("Place", "Doha"), ("Speaker", "A"), ("Speaker", "B"), ("Topic", "Film")],
    )
    comparison = compare(old, new)
    assert comparison.title == [Run("same", "A "), Run("ins", "new "), Run("same", "title")]
    assert comparison.summary == [Run("ins", "Short.")]
    assert comparison.facts == [
        FactChange("Place", "Paris", "Doha"),
        FactChange("Speaker", "A", "A; B"),
    ]
    assert not comparison.is_empty
    assert [row.kind for row in comparison.all_rows] == ["changed", "added", "same"]


def test_a_single_fact_is_a_difference():
    assert not compare(Text("", "", "", "en"), Text("", "", "", "en", [("Place", "Doha")])).is_empty
    assert compare(Text("", "", "", "en"), Text("", "", "", "en")).is_empty


vocabulary = st.sampled_from(
    ["peace", "culture", ",", ".", "and", "the", "和", "平", "سَلام", "x²", "<&>"]
)
paragraphs = st.lists(vocabulary, min_size=1, max_size=12).map(" ".join)
bodies = st.lists(paragraphs, max_size=8)


@pytest.mark.slow
@given(bodies, bodies, st.text(), st.text())
def test_both_texts_can_be_read_back_from_their_differences(old_body, new_body, old, new):
    first = Text(old, new, clean("\n\n".join(old_body)), "en")
    second = Text(new, old, clean("\n\n".join(new_body)), "en")
    comparison = compare(first, second)

    for runs, before, after in [(comparison.title, old, new), (comparison.summary, new, old)]:
        assert text_of([run for run in runs if run.kind != "ins"]) == before
        assert text_of([run for run in runs if run.kind != "del"]) == after

    was = [text_of(row.old) for row in comparison.rows if row.old is not None]
    now = [text_of(row.new) for row in comparison.rows if row.new is not None]
    assert was == [block.text for block in blocks(first.body_html)]
    assert now == [block.text for block in blocks(second.body_html)]
    assert {run.kind for row in comparison.rows for run in row.old or []} <= {"same", "del"}
    assert {run.kind for row in comparison.rows for run in row.new or []} <= {"same", "ins"}
    assert comparison.is_empty == (old == new and first.body_html == second.body_html)


@given(bodies)
def test_a_text_compared_with_nothing_is_all_added_or_all_removed(body):
    html = clean("\n\n".join(body))
    nothing, text = Text("", "", "", "en"), Text("", "", html, "en")
    assert {row.kind for row in compare(nothing, text).rows} <= {"added"}
    assert {row.kind for row in compare(text, nothing).rows} <= {"removed"}


def test_scattered_edits_in_a_long_text_are_found_each_by_itself():
    chance = random.Random(4)
    vocabulary = [f"word{n}" for n in range(2000)]
    long = [[chance.choice(vocabulary) for _ in range(80)] for _ in range(120)]
    edited = [[*words] for words in long]
    for at in range(0, 120, 10):
        edited[at][40] = "EDITED"
    comparison = compared(
        "\n\n".join(" ".join(words) for words in long),
        "\n\n".join(" ".join(words) for words in edited),
    )
    assert (comparison.changed, comparison.added, comparison.removed) == (12, 0, 0)
    assert (comparison.inserted_words, comparison.deleted_words) == (12, 12)


LONG = 20_000  # words


def long_text(chance: random.Random, words: int = LONG) -> list[list[str]]:
    """As languages have them: few words that come often, many that are rare."""
    every = [f"word{min(int(chance.paretovariate(0.8)), 5000)}" for _ in range(words)]
    return [every[at : at + 80] for at in range(0, words, 80)]


def operations(old: list[list[str]], new: list[list[str]]) -> int:
    """How many calls it takes, of Python's functions and of C's: the same on every machine."""
    texts = [Text("", "", clean("\n\n".join(map(" ".join, each))), "en") for each in (old, new)]
    number = 0

    def one_more(*_about: object) -> None:
        nonlocal number
        number += 1

    compare(*texts)  # whatever is made once is made
    sys.setprofile(one_more)
    try:
        compare(*texts)
    finally:
        sys.setprofile(None)
    return number


def edited(chance: random.Random, text: list[list[str]]) -> list[list[str]]:
    return [["EDIT" if chance.random() < 0.02 else word for word in words] for words in text]


def shuffled(chance: random.Random, text: list[list[str]]) -> list[list[str]]:
    return chance.sample(edited(chance, text), len(text))


def another(chance: random.Random, text: list[list[str]]) -> list[list[str]]:
    return long_text(chance, sum(map(len, text)))


@pytest.mark.slow
@pytest.mark.parametrize("change", [edited, shuffled, another])
def test_a_long_text_takes_bounded_work_that_grows_about_as_the_text_does(change):
    """Ten million calls take about a second on an old machine; these take half of it at most."""
    chance = random.Random(4)
    text = long_text(chance)
    whole = operations(text, change(chance, text))
    half = text[: len(text) // 2]
    assert whole < 5_000_000
    assert whole < 3 * operations(half, change(chance, half))


def test_files_are_found_again_by_their_bytes_or_else_by_their_name():
    kept, renamed = File("a.pdf", "The text", "1" * 64), File("b.pdf", "The text", "1" * 64)
    replaced = File("a.pdf", "The text", "2" * 64)

    def changed(old: list[File], new: list[File]) -> list[tuple[str, str]]:
        texts = (Text("", "", "", "en", files=files) for files in (old, new))
        return [(change.old, change.new) for change in compare(*texts).files]

    assert changed([kept], [kept]) == []
    assert changed([kept], [renamed]) == [("a.pdf: The text", "b.pdf: The text")]
    assert changed([kept], []) == [("a.pdf: The text", "")]
    assert changed([], [kept]) == [("", "a.pdf: The text")]
    [(was, now)] = changed([kept], [replaced])
    assert was != now and "1" * 12 in was and "2" * 12 in now
    assert changed([kept, replaced], [replaced, kept]) == []
