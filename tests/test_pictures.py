"""The pictures in the documents are of the portal as it is: `make pictures` makes them anew, from
what this test makes each time."""

import os
import re
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from tests.support.desk import enter
from tests.support.journeys import NewContext
from tests.support.pictures import (
    FIRST_STATEMENT,
    MOST_BYTES,
    PICTURES,
    STATEMENT,
    Picture,
    Scenes,
    shot,
)
from tests.support.portal import Portal

FOLDER = settings.BASE_DIR / "docs" / "pictures"
DOCUMENTS = [settings.BASE_DIR / "README.md", *sorted((settings.BASE_DIR / "docs").glob("*.md"))]


def named() -> dict[Path, str]:
    """The files that the documents show, and the words that stand for each."""
    found: dict[Path, str] = {}
    for document in DOCUMENTS:
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", document.read_text()):
            found[(document.parent / target).resolve()] = words
    return found


@pytest.mark.browser
def test_the_pictures_can_be_made(
    live_portal: Portal, new_context: NewContext, tmp_path: Path
) -> None:
    """Into PICTURES_TO, where it is given."""
    folder = Path(os.environ.get("PICTURES_TO") or tmp_path)
    visitor = new_context(color_scheme="light")
    call_command("load_opening", verbosity=0)
    take(STATEMENT, visitor, None, folder)  # what stands there from the first day
    call_command("load_examples", verbosity=0)
    scenes = Scenes.made()
    for seen_by, pictures in groupby(PICTURES, key=attrgetter("seen_by")):
        context = visitor
        if seen_by:
            context = new_context(color_scheme="light")
            enter(context, getattr(scenes, seen_by), live_portal)
        for picture in pictures:
            take(picture, context, scenes, folder)


def take(picture: Picture, context: BrowserContext, scenes: Scenes | None, folder: Path) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    picture.go(page, scenes)
    expect(page.get_by_role("heading", level=1)).to_contain_text(picture.heading)
    made = shot(page, picture, folder)
    page.close()
    with Image.open(made) as image:
        assert image.width == picture.width and image.height > picture.height / 2


def test_the_documents_show_every_picture_and_no_other() -> None:
    made = {FOLDER / picture.file for picture in (STATEMENT, *PICTURES, *FIRST_STATEMENT)}
    assert set(named()) == made == set(FOLDER.iterdir())


def test_each_picture_is_light_and_told_in_words() -> None:
    for path, words in named().items():
        assert path.stat().st_size < MOST_BYTES, f"{path.name} is too heavy"
        assert len(words.split()) > 2, f"{path.name} has no words in its place"
