"""The portal opens with its texts, once; examples come and go, and never in production."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cultural_alliance import languages, surfaces
from cultural_alliance.editions import html
from cultural_alliance.editions.models import Document, Edition, Event, Standing
from cultural_alliance.pages import opening
from cultural_alliance.pages.models import Activity, Page
from cultural_alliance.pages.sections import FIXED
from tests.support.record import correct, make_draft, make_page

pytestmark = pytest.mark.once

EVERY_TEXT = [(path, language) for path in opening.PAGES for language in languages.LANGUAGES]


def closed_up(body: str) -> str:
    return re.sub(r">\s+<", "><", body)


def told(command: str) -> list[str]:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("path", "language"), EVERY_TEXT, ids=[f"{path}-{each.code}" for path, each in EVERY_TEXT]
)
def test_every_opening_text_is_there_in_every_language(
    path: str, language: languages.Language
) -> None:
    text = opening.read(path, language)
    assert text.title and text.summary and text.body
    assert closed_up(html.clean(text.body)) == closed_up(text.body)  # nothing that is dropped
    english = opening.read(path, languages.DEFAULT)
    assert [block.tag for block in html.blocks(text.body)] == [
        block.tag for block in html.blocks(english.body)
    ]
    links = re.findall(r'href="([^"]+)"', text.body)
    assert links == [
        link.replace("/en/", f"/{language.code}/", 1)
        for link in re.findall(r'href="([^"]+)"', english.body)
    ]


def test_the_portals_own_addresses_all_have_an_opening_text() -> None:
    assert set(FIXED) <= set(opening.PAGES)
    folders = {
        str(each.parent.relative_to(opening.TEXTS)) for each in opening.TEXTS.rglob("*.html")
    }
    assert folders == set(opening.PAGES)


def test_a_fact_names_its_source() -> None:
    for path in opening.PAGES:
        body = opening.read(path, languages.DEFAULT).body
        tells_history = re.search(r"\b(19|20)\d\d\b", body) is not None
        names_source = "<h2>Source" in body or "/info/messages/" in body
        assert tells_history <= names_source, path


@pytest.mark.slow
@pytest.mark.django_db
def test_opening_enters_every_page_in_six_languages_following_the_english() -> None:
    assert "Pages: 72 opening texts entered." in told("load_opening")
    assert Page.objects.public().count() == len(opening.PAGES)
    for page in Page.objects.all():
        texts = {text.language: text for text in Edition.objects.public().filter(document=page)}
        assert set(texts) == set(languages.CODES)
        assert texts["en"].standing == Standing.ORIGINAL
        for code in set(languages.CODES) - {"en"}:
            assert texts[code].standing == Standing.OFFICIAL
            assert texts[code].follows == texts["en"]
    assert Page.objects.get(path="about/sectors").parent.path == "about"


@pytest.mark.slow
@pytest.mark.django_db
def test_opening_twice_changes_nothing() -> None:
    told("load_opening")
    before = Document.objects.count(), Edition.objects.count(), Event.objects.count()
    assert "Pages: all 12 are there already." in told("load_opening")
    assert (Document.objects.count(), Edition.objects.count(), Event.objects.count()) == before


@pytest.mark.slow
@pytest.mark.django_db
def test_what_editors_made_of_a_page_stays() -> None:
    told("load_opening")
    page = Page.objects.get(path="join")
    correct(page, title="Come and join", body="<p>Ours.</p>")
    told("load_opening")
    text = Edition.objects.public().get(document=page, language="en")
    assert (text.number, text.title) == (2, "Come and join")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_page_that_an_editor_has_begun_is_left_alone() -> None:
    page = Page(slug="about")
    page.kind = "page"
    page.save()
    make_draft(page, title="Our own")
    told("load_opening")
    assert page.editions.count() == 1
    assert not Page.objects.filter(path="about/sectors").exists()
    assert Page.objects.filter(path="join").exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_a_page_that_was_moved_is_not_entered_again() -> None:
    make_page("about")
    make_page("funding", parent=Page.objects.get(path="about"))
    told("load_opening")
    funding = Page.objects.get(path="about/funding")
    assert funding.editions.filter(language="en").count() == 1
    assert funding.editions.count() == 6


@pytest.mark.slow
@pytest.mark.django_db
def test_examples_are_plainly_titled_and_one_command_takes_them_away() -> None:
    told("load_opening")
    own = Document.objects.count(), Activity.objects.count()
    assert "Activities: 3 examples made." in told("load_examples")
    assert "Activities: the examples are there already." in told("load_examples")
    for activity in Activity.objects.filter(is_example=True):
        assert set(activity.titles) == set(languages.CODES)
        assert activity.titles["en"].startswith("Example: ")
    told("clear_examples")
    assert (Document.objects.count(), Activity.objects.count()) == own
    assert not Document.objects.filter(is_example=True).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["load_examples", "clear_examples"])
def test_examples_are_refused_in_production(command: str, settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="refused where ALLIANCE_ENV is 'production'"):
        call_command(command)
    assert not Activity.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_opening_is_for_production_too(settings) -> None:
    settings.PRODUCTION = True
    assert len(told("load_opening")) == len(list(surfaces.opening))
