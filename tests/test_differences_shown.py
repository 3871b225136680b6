"""Differences as they are told in words and shown beside the text."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from cultural_alliance.editions.differences import (
    Comparison,
    File,
    Text,
    compare,
)
from cultural_alliance.editions.differences.in_words import in_words
from tests.support.differing import FIRST, FOURTH, SECOND, THIRD, compared


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (FIRST, FIRST, "The words did not change."),
        (FIRST + SECOND, FIRST + SECOND.replace("Alliance", "Union"), "Paragraphs changed: 2."),
        (FIRST, FIRST + SECOND + THIRD, "Paragraphs added: 2, 3."),
        (FIRST + SECOND + THIRD, SECOND, "Paragraphs removed: 1, 3."),
        (FIRST + SECOND + THIRD, SECOND + THIRD + FIRST, "Paragraphs moved: 3."),
        (
            "<h2>Peace</h2>" + FIRST,
            "<h2>War</h2>" + FIRST.replace("people", "person"),
            "Paragraphs changed: 1. Headings, lists, quotations or tables changed.",
        ),
        ("", FIRST * 14, "Paragraphs added: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …, 14."),
    ],
)
def test_differences_are_told_in_words_by_the_numbers_in_the_margin(old, new, told):
    with translation.override("en"):
        assert in_words(compared(old, new)) == told


def test_a_title_and_a_file_are_told_in_words_too():
    old = Text("A title", "", FIRST, "en")
    new = Text("Another", "", FIRST, "en", files=[File("a.pdf", "", "1" * 64)])
    with translation.override("en"):
        assert in_words(compare(old, new)) == "The title changed. Images or files changed."


class Arabic:
    tag = "ar"
    direction = "rtl"


def rendered(comparison: Comparison, **more: str) -> str:
    context = {
        **more,
        "comparison": comparison,
        "old_label": "Edition 1",
        "new_label": "Edition 2",
        "language": Arabic,
    }
    with translation.override("en"):
        return render_to_string("editions/_comparison.html", context)


def test_differences_are_shown_by_words_and_underlines_not_by_colour_alone():
    shown = rendered(compared(FIRST + SECOND, FIRST.replace("centuries", "<em>ages</em>") + SECOND))
    heard = " ".join(re.sub("<[^>]+>", " ", shown).split())
    assert "deleted: centuries end of deletion" in heard
    assert "inserted: ages end of insertion" in heard
    assert re.search(r"<ins>.*ages.*</ins>", shown)
    assert 'lang="ar" dir="rtl"' in shown
    assert "style=" not in shown


def test_a_title_in_a_comparison_is_text_and_never_html():
    comparison = compare(Text("", "", "", "en"), Text("<script>alert(1)</script>", "", "", "en"))
    assert "<script" not in rendered(comparison)
    assert "&lt;script&gt;" in rendered(comparison)


def test_moved_paragraphs_are_called_moved():
    shown = rendered(compared(FIRST + SECOND + THIRD, SECOND + THIRD + FIRST))
    assert "Moved to another place" in shown
    assert "Moved from another place" in shown
    assert shown.count("is-moved") == 2
    assert "Moved" not in rendered(compared(FIRST, SECOND))


def test_each_change_leads_to_the_next_and_to_the_one_before():
    shown = rendered(
        compared(FIRST + SECOND + THIRD, FIRST.replace("people", "person") + SECOND + FOURTH)
    )
    assert re.findall(r' id="(change-\d)"', shown) == ["change-1", "change-2", "change-3"]
    assert re.findall(r'href="#change-(\d)"', shown) == ["1", "2", "1", "3", "2"]
    heard = " ".join(re.sub("<[^>]+>", " ", shown).split())
    assert "Paragraphs changed: 1 Paragraphs added: 1 Paragraphs removed: 1 Words put in:" in heard
    assert heard.count("Next change") == heard.count("Previous change") == 2
    assert "#change-" not in rendered(compared(FIRST, FIRST))
    assert 'id="fr-1"' in rendered(compared(FIRST, SECOND), anchor="fr")  # several on a page


def test_facts_and_files_stand_before_the_text_in_the_reader_s_words():
    old = Text("Title", "", FIRST, "ar", [("Place", "Paris")])
    new = Text("Title", "", FIRST, "ar", [("Place", "Doha")], [File("map.png", "A map", "1" * 64)])
    shown = rendered(compare(old, new))
    assert shown.index("Doha") < shown.index("map.png: A map") < shown.index("Culture")
    assert shown.count('dir="auto"') == 3  # the place twice, and the file that came


def test_in_one_column_a_sentence_has_what_is_gone_and_what_has_come_in_its_place():
    comparison = compared(FIRST + SECOND, FIRST.replace("centuries", "ages") + SECOND)
    heard = " ".join(re.sub("<[^>]+>", " ", rendered(comparison, view="one")).split())
    assert "deleted: centuries end of deletion inserted: ages end of insertion" in heard
    assert heard.count("The Alliance brings together") == 1
    beside = " ".join(re.sub("<[^>]+>", " ", rendered(comparison)).split())
    assert beside.count("The Alliance brings together") == 2
