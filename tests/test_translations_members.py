"""What members and applicants read, in pages and in letters, passes no gettext by."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from members.joining import links
from members.models import RequestState
from tests.support.members import make_application, make_member, make_organisation, make_request
from tests.test_translations import marked_language, unmarked

pytestmark = pytest.mark.once

__all__ = ["marked_language"]  # the fixture

LETTERS = Path(__file__).resolve().parent.parent / "templates" / "email"
# The desk works in English.
FOR_THE_DESK = ("contact/notice", "editions/")
TRANSLATED = re.compile(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", re.DOTALL)
# An address of the portal has words of its own.
OURS = re.compile(r"{{ portal_url }}\S*|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
TEXTS = dict.fromkeys(("summary", "about", "brings", "seeks"), "⟦words⟧")
WORDS = dict.fromkeys(("title", "summary", "description"), "⟦words⟧")


@pytest.mark.django_db
def test_no_string_of_the_members_pages_passes_gettext_by(
    marked_language: None, settings: Any
) -> None:
    settings.CONTACT_EMAIL = "⟦contact⟧"
    organisation = make_organisation("⟦Name⟧", text=TEXTS, founded=1990)
    opened = make_request(organisation, **WORDS)
    draft = make_request(organisation, state=RequestState.DRAFT, **dict.fromkeys(WORDS, ""))
    other = make_request(make_organisation("⟦Other⟧", text=TEXTS), **WORDS)
    for line in (*opened.lines.all(), *other.lines.all()):
        line.sentences = {"en": "⟦sentence⟧"}
        line.save()
    application = make_application(name="⟦Applicant⟧", place="⟦place⟧")
    client = Client()
    client.force_login(make_member(organisation, name="⟦Owner⟧", email="a@⟦b⟧"))
    own, pk = "/ar", organisation.pk
    for address in (
        f"{own}/members/",
        f"{own}/members/?kind=0",
        f"{own}/members/{pk}-{organisation.slug}/",
        f"{own}/partners/",
        f"{own}/partners/{opened.pk}-{opened.slug}/",
        f"{own}/search/?words=%D8%A3",
        f"{own}/search/",
        f"{own}/contact/",
        f"{own}/join/",
        f"{own}/join/{links.token_for(application)}/",
        f"{own}/members/mine/",
        f"{own}/members/{pk}/people/",
        f"{own}/members/{pk}/people/invite/",
        f"{own}/members/{pk}/profile/",
        f"{own}/members/{pk}/profile/logo/",
        f"{own}/partners/mine/",
        f"{own}/partners/new/",
        f"{own}/partners/{draft.pk}/edit/",
        f"{own}/partners/{draft.pk}/submit/",
        f"{own}/partners/{opened.pk}/close/",
        f"{own}/partners/{other.pk}-{other.slug}/contact/",
    ):
        page = client.get(address, follow=True).content.decode()
        assert "⟦" in page, f"{address} shows no string of ours: it proves nothing"
        assert unmarked(page) == [], address


def in_english_only(template: str) -> str:
    """The letters of a template that are in no string for translation."""
    return OURS.sub("", TRANSLATED.sub("", template)).strip()


def test_no_letter_says_anything_in_english_only() -> None:
    letters = list(LETTERS.rglob("*.txt"))
    assert len(letters) > 40
    for path in letters:
        if not path.relative_to(LETTERS).as_posix().startswith(FOR_THE_DESK):
            rest = in_english_only(path.read_text(encoding="utf-8"))
            assert not re.search("[A-Za-z]{2}", rest), f"{path.name}: {rest[:200]}"


def test_the_check_of_letters_can_fail() -> None:
    assert in_english_only("{% translate 'Hello' %} {{ name }}") == ""
    assert in_english_only("{% blocktranslate %}Hello{% endblocktranslate %}, you") == ", you"
