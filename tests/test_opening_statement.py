"""The original page's statement is in the portal word for word, dated as it was."""

from datetime import date
from hashlib import sha256
from html import unescape
from re import sub

import pytest
from django.core.management import call_command
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.editions import html
from cultural_alliance.editions.models import Event
from messages import opening
from messages.models import Statement
from messages.opening import page

pytestmark = pytest.mark.django_db
ADDRESS = "/en/info/messages/2006/united-nations-day-for-south-south-cooperation/"


@pytest.fixture
def statement() -> Statement:
    opening.load()
    return Statement.objects.get(legacy_id=29653)


def words_of(response) -> str:
    """What a reader reads: without tags and without the numbers of the paragraphs."""
    text = sub(r'<a class="para".*?</a>', "", response.content.decode())
    return " ".join(unescape(sub(r"<[^>]+>", " ", text)).split())


def test_our_own_copy_of_the_page_is_whole() -> None:
    copy = page.SOURCE.read_bytes()
    digest = "28d748fce5adf09528b206881cb5b8b33d4b0997fb5d8da7b831c2860ea02fde"
    assert sha256(copy).hexdigest() == digest


def test_title_paragraphs_and_signature_are_read_out_of_the_page() -> None:
    original = page.read()
    whole = page.SOURCE.read_text(encoding="utf-8")
    assert len(original.paragraphs) == 6
    assert original.signature == "Koichiro Matsuura"
    assert original.published_on == date(2006, 1, 11)
    assert all(part in whole for part in [original.title, *original.paragraphs])
    assert original.paragraphs[0].startswith("With its Resolution 58/220 of 23 December 2003")
    assert original.paragraphs[-1].endswith("conscious of its unity.")


def test_a_visitor_reads_it_word_for_word(statement, client) -> None:
    response = client.get(ADDRESS)
    read = words_of(response)
    original = page.read()
    for part in [original.title, *original.paragraphs, original.signature]:
        assert part in read
    assert "Publication Date 11 Jan 2006" in read
    assert '<p class="signature">Koichiro Matsuura</p>' in response.content.decode()
    assert 'id="p6"' in response.content.decode() and 'id="p7"' not in response.content.decode()


def test_the_record_holds_nothing_but_its_words(statement) -> None:
    original = page.read()
    edition = statement.editions.get()
    lines = [*original.paragraphs, original.signature]
    assert html.plain(edition.body) == "\n\n".join(lines)
    assert edition.title == original.title
    assert edition.summary == ""


def test_it_has_the_facts_that_the_page_gives_and_no_others(statement) -> None:
    assert statement.facts() == {
        "kind": "message",
        "reference": "",
        "occasion": "un-day-south-south-cooperation",
        "speakers": ["koichiro-matsuura"],
        "topics": ["cultural-diversity", "south-south-cooperation"],
        "delivered_on": None,
        "place": {},
    }
    published = timezone.localtime(statement.first_published_at)
    assert published.date() == date(2006, 1, 11)


def test_its_rows_have_names_in_all_six_languages(statement) -> None:
    speaker = statement.speakers.get()
    rows = [statement.occasion.names, speaker.names, speaker.offices]
    rows += [topic.names for topic in statement.topics.all()]
    assert all(len(names) == 6 and all(names.values()) for names in rows)


def test_readers_see_that_it_was_entered_later(statement, client) -> None:
    assert "entered in the record of this portal on" in words_of(client.get(ADDRESS))


def test_loading_it_twice_changes_nothing() -> None:
    assert opening.load().startswith("Entered")
    before = Event.objects.count()
    assert opening.load() == "The opening statement is in the record already."
    assert Event.objects.count() == before
    assert Statement.objects.filter(legacy_id=29653).count() == 1


@pytest.mark.slow
def test_the_command_loads_it(capsys) -> None:
    assert opening.load in list(surfaces.opening)
    call_command("load_opening")
    assert Statement.objects.filter(legacy_id=29653).exists()
