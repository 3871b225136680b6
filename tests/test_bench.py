"""What `make bench` measures: every surface that is there, and an honest table of it."""

from pathlib import Path

import pytest
from django.urls import path

from cultural_alliance.urls import in_each_language
from tests.bench import report, surfaces

pytestmark = pytest.mark.once


def test_every_public_address_is_measured_or_excused() -> None:
    assert surfaces.forgotten() == []


def test_an_address_that_is_added_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import get_resolver

    added = path("news/", lambda request: None, name="news")
    monkeypatch.setattr(get_resolver(), "url_patterns", [*in_each_language, added])
    assert "news" in surfaces.forgotten()


def test_the_tables_take_the_place_of_the_former_ones(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n")
    table = report.Table("Speed", ["What", "ms"], [["a|b", 1]], ["A note."])
    report.put(table.markdown(), page)
    text = page.read_text()
    assert text.startswith("Before\n") and text.endswith("\nAfter\n") and "old" not in text
    assert "| What | ms |\n| --- | ---: |\n| a\\|b | 1 |\n\nA note." in text


def test_a_page_without_a_place_for_tables_says_so(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Nothing here.")
    with pytest.raises(SystemExit, match="has no lines"):
        report.put("text", page)
    assert page.read_text() == "Nothing here."
