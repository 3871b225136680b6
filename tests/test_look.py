"""The look: colours that can be read, one set of tokens, pages that weigh little."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from cultural_alliance import styleguide
from tests.support.cast import make_user, writer

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
STYLESHEETS = ["css/site.css", "css/admin.css"]
# Inline directions are named by start and end, so that Arabic mirrors by itself; only what another
# sheet says of left and right is set back to nothing.
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right): (?!0;)|^\s*(?:left|right):"
    r"|text-align: (?:left|right)",
    re.MULTILINE,
)


def sheet(name: str) -> str:
    return Path(str(finders.find(name))).read_text(encoding="utf-8")


def test_every_pair_of_colours_can_be_read_in_both_schemes() -> None:
    weak = [f"{pair.text} on {pair.ground}" for pair in styleguide.pairs() if not pair.passes]
    assert weak == []
    assert round(styleguide.contrast("#000000", "#ffffff"), 1) == 21
    assert styleguide.contrast("#777777", "#ffffff") < 4.5, "the measure finds no weak pair"


def test_the_admin_wears_the_portals_own_colours() -> None:
    portal, desk = (styleguide.tokens(name) for name in STYLESHEETS)
    assert len(portal["light"]) > 15
    assert portal == desk


@pytest.mark.parametrize("name", STYLESHEETS)
def test_nothing_in_a_sheet_stands_left_or_right(name: str) -> None:
    assert PHYSICAL.findall(sheet(name)) == []
    assert PHYSICAL.findall("a { margin-left: 1rem; }\n") == ["margin-left: "]


def test_a_first_visit_loads_one_sheet_of_few_bytes() -> None:
    assert len(gzip.compress(sheet("css/site.css").encode())) < 12_000
    assert "@import" not in sheet("css/site.css")
    latin = Path(str(finders.find("fonts/source-serif-4-latin-wght-normal.woff2")))
    assert latin.stat().st_size < 60_000


@pytest.mark.django_db
def test_the_style_guide_is_open_to_staff_alone() -> None:
    client = Client()
    assert client.get("/en/styleguide/").status_code == 302
    client.force_login(make_user())
    assert client.get("/en/styleguide/").status_code == 302
    client.force_login(writer())
    page = client.get("/en/styleguide/")
    assert page.status_code == 200
    assert "Text of a statement" in page.text
