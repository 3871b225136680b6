"""404: the pages whose addresses and titles come nearest to the address that leads nowhere."""

import re
from difflib import get_close_matches

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from cultural_alliance import languages
from cultural_alliance.editions.models import Document, Edition
from cultural_alliance.languages import Language

from . import context

MOST_SHOWN = 5
# However many documents there are, only so many are compared.
MOST_COMPARED = 200
LONGEST_COMPARED = 100
HALF_OF_THE_WORDS = 0.5
SPELT_ALIKE = 0.6
ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)  # .html, .php
WORD = re.compile(r"[^\W_]{2,}")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """In the language of the address; in English where it names none."""
    named = languages.in_path(request.path_info)
    language = named or languages.DEFAULT
    place = request.path_info.strip("/").replace("\x00", "")
    place = ENDING.sub("", place.partition("/")[2] if named else place)
    # This address is no better in another language: the language links lead to the home pages.
    languages.show_at(request, f"/{language.code}/")
    with translation.override(language.django_code):
        shown = {
            "suggestions": nearest(request, place[-LONGEST_COMPARED:], language),
            "words": " ".join(WORD.findall(place)[-8:]),
            "robots": "noindex",
        }
        response = render(request, "404.html", shown, status=404)
    response.headers["Content-Language"] = language.tag
    return response


def nearest(request: HttpRequest, place: str, language: Language) -> list[tuple[str, str]]:
    """(title, url) of the public documents that the words or the spelling of `place` fit best."""
    described = _described(request)
    found = _by_words(place, described)[:MOST_SHOWN]
    alike = get_close_matches(place, described, n=MOST_SHOWN, cutoff=SPELT_ALIKE)
    paths = list(dict.fromkeys([*found, *alike]))[:MOST_SHOWN]
    titles = _titles(paths, language)
    return [(titles[path], f"/{language.code}/{path}/") for path in paths if path in titles]


def _described(request: HttpRequest) -> dict[str, str]:
    """By address, the words that describe it: the pages and the newest other documents."""
    newest = Document.objects.listed().order_by("-first_published_at", "-pk")
    paths = newest.values_list("path", flat=True)[:MOST_COMPARED]
    pages = {node.path: f"{node.path} {node.title}" for node in context.of(request).tree}
    return {path: path for path in paths} | pages


def _by_words(place: str, described: dict[str, str]) -> list[str]:
    asked = set(WORD.findall(place.casefold()))
    shared = {
        path: len(asked & set(WORD.findall(words.casefold()))) for path, words in described.items()
    }
    enough = [path for path in shared if asked and shared[path] >= len(asked) * HALF_OF_THE_WORDS]
    return sorted(enough, key=lambda path: -shared[path])


def _titles(paths: list[str], language: Language) -> dict[str, str]:
    rows = (
        Edition.objects.public()
        .filter(document__path__in=paths)
        .filter(Q(language=language.code) | Q(language=F("document__original_language")))
        .values_list("document__path", "title", "language")
    )
    in_order = sorted(rows, key=lambda row: row[2] == language.code)
    return {path: title for path, title, _code in in_order}
